/** What a cell of a form counts; all cells are of one measure, one unit and one period. */
export type Counted = {
  readonly size: number
  /** The classes it holds, those below them too; the empty one is what was never classed. */
  readonly classes: ReadonlySet<string>
  readonly channel: string | null
  /** Kept back as it is: a small sensitive number. */
  readonly hidden: boolean
}

/** Sizes that are kept back where they are sensitive. */
const isSmall = (size: number): boolean => size > 0 && size < 5

/**
 * What is kept back besides, so that no small sensitive number can be worked out from the others of its form: where a whole less its
 * other parts leaves just such a number, the smallest of those parts is covered too, or the whole where no other part counts anything.
 * `isSensitive` says whether a count of exactly these classes is sensitive. Equal cells are covered together.
 */
export const coveredIn = <C extends Counted>(
  cells: readonly C[],
  isSensitive: (classes: ReadonlySet<string>) => boolean,
): ReadonlySet<C> => {
  const keys = cells.map(keyOf)
  const firsts = cells.filter((_, at) => keys.indexOf(keys[at] ?? '') === at)
  const hidden = firsts.filter((one) => one.hidden)
  const covered = new Set<C>()
  for (let again = true; again;) {
    again = false
    const open = firsts.filter((one) => !one.hidden && !covered.has(one))
    for (const whole of open) {
      const parts = tellingParts(whole, open, hidden, isSensitive)
      if (!parts) continue
      covered.add(parts.filter(({ size }) => size > 0).sort((a, b) => a.size - b.size)[0] ?? whole)
      again = true
      break
    }
  }
  const told = new Set([...covered].map(keyOf))
  return new Set(cells.filter((_, at) => told.has(keys[at] ?? '')))
}

const keyOf = ({ classes, channel }: Counted): string => JSON.stringify([channel, [...classes].sort()])

// The parts that, taken from a whole, leave a small sensitive number; null where none do.
const tellingParts = <C extends Counted>(
  whole: C,
  open: readonly C[],
  hidden: readonly C[],
  isSensitive: (classes: ReadonlySet<string>) => boolean,
): readonly C[] | null => {
  const inside = open.filter((one) => isWithin(one, whole))
  for (const small of hidden.filter((one) => isWithin(one, whole))) {
    const parts = largest(inside.filter((one) => isApart(one, small)))
    // Parts that overlap take away more than they hold: then less than the hidden number is left.
    if (whole.size - sum(parts) <= small.size) return parts
  }
  const level = inside.filter(({ channel }) => channel === whole.channel)
  for (const parts of [apart(largest(level)), ...level.map((one) => [one])]) {
    const held = new Set(parts.flatMap(({ classes }) => [...classes]))
    const left = new Set([...whole.classes].filter((code) => !held.has(code)))
    if (parts.length > 0 && left.size > 0 && isSmall(whole.size - sum(parts)) && isSensitive(left)) return parts
  }
  return null
}

const sum = (parts: readonly Counted[]): number => parts.reduce((total, { size }) => total + size, 0)

const isWithin = (part: Counted, whole: Counted): boolean =>
  (whole.channel === null || whole.channel === part.channel) &&
  part.classes.size <= whole.classes.size &&
  (part.classes.size < whole.classes.size || part.channel !== whole.channel) &&
  [...part.classes].every((code) => whole.classes.has(code))

const isApart = (one: Counted, other: Counted): boolean =>
  (one.channel !== null && other.channel !== null && one.channel !== other.channel) ||
  [...one.classes].every((code) => !other.classes.has(code))

const largest = <C extends Counted>(parts: readonly C[]): readonly C[] =>
  parts.filter((one) => !parts.some((other) => isWithin(one, other)))

// As many as do not overlap, the widest first.
const apart = <C extends Counted>(parts: readonly C[]): readonly C[] => {
  const chosen: C[] = []
  for (const one of [...parts].sort((a, b) => b.classes.size - a.classes.size))
    if (chosen.every((other) => isApart(one, other))) chosen.push(one)
  return chosen
}
