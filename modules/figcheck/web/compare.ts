import { alarms, type CheckedLine } from '../contract.ts'

/** What a line is known by in this text and in the next version: its kind, its words and its numbers. */
export const keyOf = ({ kind, operands, stated, quote }: CheckedLine): string =>
  [kind, ...operands.map(({ label, value }) => `${label}${value}`), stated ?? '', operands.length ? '' : quote].join(
    '|',
  )

/** Whether somebody must look at it. */
export const isAlarm = ({ verdict }: CheckedLine): boolean => alarms.includes(verdict)

/** What became of the alarms of a version in the next one. */
export type Compared = {
  readonly mended: readonly { readonly was: CheckedLine; readonly now: CheckedLine }[]
  readonly gone: readonly CheckedLine[]
  readonly still: readonly { readonly was: CheckedLine; readonly now: CheckedLine }[]
  readonly fresh: readonly CheckedLine[]
}

// 率|办结|接待: the same statement, whatever its numbers are now.
const wordsOf = ({ kind, operands }: CheckedLine): string => [kind, ...operands.map(({ label }) => label)].join('|')

/** Compares two versions: an alarm is mended where the same statement now fits, gone where it is no longer made. */
export const compare = (before: readonly CheckedLine[], after: readonly CheckedLine[]): Compared => {
  const used = new Set<CheckedLine>()
  const take = (test: (one: CheckedLine) => boolean): CheckedLine | undefined => {
    const found = after.find((one) => !used.has(one) && test(one))
    if (found) used.add(found)
    return found
  }
  const result = { mended: [], gone: [], still: [], fresh: [] } as {
    -readonly [K in keyof Compared]: Compared[K][number][]
  }
  const old = before.filter(isAlarm)
  // Those that did not change first, so that a mended neighbour with the same words does not take their place.
  const same = new Map(
    old.flatMap((was) => {
      const now = take((one) => keyOf(one) === keyOf(was))
      return now ? [[was, now] as const] : []
    }),
  )
  for (const was of old) {
    const now = same.get(was) ?? take((one) => wordsOf(one) === wordsOf(was) || one.quote === was.quote)
    if (!now) result.gone.push(was)
    else if (isAlarm(now)) result.still.push({ was, now })
    else result.mended.push({ was, now })
  }
  result.fresh.push(...after.filter((one) => isAlarm(one) && !used.has(one)))
  return result
}
