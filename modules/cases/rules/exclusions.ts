/** What of a step of the timeline tells about exclusions (不让知道). */
type Step = {
  readonly action: string
  readonly account_id: string | null
  readonly post_id: string | null
  readonly recorded_at: Date
  readonly payload: Readonly<Record<string, unknown>>
}

/** A key that is shut out, and who shut it out when. */
export type Exclusion = {
  readonly key: string
  readonly by: string | null
  readonly post: string | null
  readonly at: Date
}

/** Hours within which the author lifts an exclusion alone; afterwards another person agrees. */
export const aloneHours = 24

const keysOf = (step: Step): readonly string[] => {
  const named = step.payload['keys'] ?? step.payload['notTo']
  return Array.isArray(named) ? named.filter((key): key is string => typeof key === 'string') : []
}

/** The exclusions that stand, in the order they were set: at registration, later, less those lifted. */
export const exclusionsOf = (steps: readonly Step[]): Exclusion[] => {
  const standing = new Map<string, Exclusion>()
  for (const step of steps)
    for (const key of keysOf(step)) {
      if (step.action === 'lift') standing.delete(key)
      else if (step.action !== 'ask' && !standing.has(key))
        standing.set(key, { key, by: step.account_id, post: step.post_id, at: step.recorded_at })
    }
  return [...standing.values()]
}

/** Whether a person may lift an exclusion without asking anybody. */
export const liftsAlone = (one: Exclusion, accountId: string, now: Date): boolean =>
  one.by === accountId && now.getTime() - one.at.getTime() <= aloneHours * 3_600_000

/** Whether anybody was ever shut out, so that it must be asked whom the timeline is shown to. */
export const everExcluded = (steps: readonly Step[]): boolean => steps.some((step) => keysOf(step).length > 0)

/** Whoever was ever shut out herself does not learn it afterwards: for her these steps are not in the timeline. */
export const wasNamed = (steps: readonly Step[], mine: readonly string[]): boolean =>
  steps.some((step) => keysOf(step).some((key) => mine.includes(key)))

/** Whether a step is about an exclusion. */
export const isAboutExclusion = (step: Step): boolean =>
  step.action === 'exclude' || step.action === 'lift' || step.payload['action'] === 'lift'
