/** A failure of work behind the requests: which, when, the code; never its words. */
export type JobFailure = { readonly name: string; readonly at: Date; readonly code: string }

/** Keeps the last failure of each job for the administrator. */
export const makeJobLog = (clock: () => Date) => {
  const last = new Map<string, JobFailure>()
  return {
    note: (error: unknown, name: string): void => {
      const { code } = (error ?? {}) as { readonly code?: unknown }
      const safe = typeof code === 'string' && /^[\w.]{1,40}$/.test(code) ? code : 'unknown'
      last.set(name, { name, at: clock(), code: safe })
    },
    /** Those of the last day. */
    recent: (): readonly JobFailure[] =>
      [...last.values()].filter(({ at }) => clock().getTime() - at.getTime() < 86_400_000),
  }
}
