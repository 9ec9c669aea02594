/**
 * Whether two printed numbers differ as slips of the pen do: one digit, two neighbours the wrong way round, a digit too many or too few, a wrong place of the point.
 * Whole numbers of fewer than three digits say nothing.
 */
export const isSlip = (one: string, other: string): boolean => {
  const [a, b] = [one.replace(/[^\d.]/g, ''), other.replace(/[^\d.]/g, '')]
  if (a.length === b.length && a.length > 2 && a.includes('.') && a.indexOf('.') === b.indexOf('.'))
    return [...a].filter((digit, at) => digit !== b[at]).length === 1
  const [digits, others] = [bare(a), bare(b)]
  if (digits.length < 3 || others.length < 3 || a === b) return false
  if (digits === others) return true
  if (a.indexOf('.') !== b.indexOf('.') && digits.length === others.length) return false
  if (digits.length === others.length) {
    const off = [...digits].flatMap((digit, at) => (digit === others[at] ? [] : [at]))
    const [first = 0, second = 0] = off
    return (
      off.length === 1 ||
      (off.length === 2 && second === first + 1 && digits[first] === others[second] && digits[second] === others[first])
    )
  }
  const [short, long] = digits.length < others.length ? [digits, others] : [others, digits]
  return (
    long.length === short.length + 1 && [...long].some((_digit, at) => long.slice(0, at) + long.slice(at + 1) === short)
  )
}

/** Two neighbours the wrong way round: 468 for 486. */
export const isSwapped = (one: string, other: string): boolean => {
  const [a, b] = [bare(one), bare(other)]
  return a.length >= 3 && isSlip(one, other) && [...a].sort().join('') === [...b].sort().join('') && a !== b
}

const bare = (printed: string): string => printed.replace(/\D/g, '').replace(/^0+|0+$/g, '')
