/**
 * Whether two printed numbers differ as slips of the pen do: one digit, two neighbours the wrong way round, a digit too many or too few, a wrong place of the point.
 * Whole numbers of fewer than three digits say nothing.
 */
export const isSlip = (one: string, other: string): boolean => {
  const [a, b] = [one.replace(/[^\d.]/g, ''), other.replace(/[^\d.]/g, '')]
  if (a.length === b.length && a.length > 2 && a.includes('.') && a.indexOf('.') === b.indexOf('.'))
    return offBySlip(a, b)
  const [digits, others] = [bare(a), bare(b)]
  if (digits.length < 3 || others.length < 3 || a === b) return false
  if (digits === others) return true
  if (a.indexOf('.') !== b.indexOf('.') && digits.length === others.length) return false
  if (digits.length === others.length) return offBySlip(digits, others)
  const [short, long] = digits.length < others.length ? [digits, others] : [others, digits]
  return (
    long.length === short.length + 1 && [...long].some((_digit, at) => long.slice(0, at) + long.slice(at + 1) === short)
  )
}

// One character, or two neighbouring digits the wrong way round (2.34 and 2.43).
const offBySlip = (one: string, other: string): boolean => {
  const off = [...one].flatMap((digit, at) => (digit === other[at] ? [] : [at]))
  const [first = 0, second = 0] = off
  const apart = one.slice(first, second + 1).includes('.') ? 2 : 1
  return (
    off.length === 1 ||
    (off.length === 2 && second === first + apart && one[first] === other[second] && one[second] === other[first])
  )
}

/** Two neighbours the wrong way round: 468 for 486. */
export const isSwapped = (one: string, other: string): boolean => {
  const [a, b] = [bare(one), bare(other)]
  return a.length >= 3 && isSlip(one, other) && [...a].sort().join('') === [...b].sort().join('') && a !== b
}

const bare = (printed: string): string => printed.replace(/\D/g, '').replace(/^0+|0+$/g, '')
