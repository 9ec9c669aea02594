import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call, CallError } from '#platform/http/client.ts'
import { keyOf, keys, refreshLists, type Step } from '../data.ts'

/** Sends one change of a matter; knows what others did meanwhile. */
export type Send = {
  readonly busy: boolean
  readonly error: unknown
  /** Steps others took since this window last looked; null while nobody was faster. */
  readonly missed: readonly Step[] | null
  /** Resolves to the new view, or null when it failed and `error` says why. */
  readonly send: (run: (version: number) => Promise<CaseView>) => Promise<CaseView | null>
  /** The same for callers that show the error themselves: it is thrown. */
  readonly attempt: (run: (version: number) => Promise<CaseView>) => Promise<CaseView>
}

/**
 * Changes of one matter. When somebody was faster (409) the fresh matter is fetched, what changed is told, and what was typed
 * stays where it is: pressing again sends it with the new version.
 */
export const useSend = (view: CaseView): Send => {
  const client = useQueryClient()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [missed, setMissed] = useState<readonly Step[] | null>(null)
  const one = keyOf(view.head)
  const take = (next: CaseView): void => {
    client.setQueryData(keys.matter(one), next)
    void client.invalidateQueries({ queryKey: keys.readers(one) })
    refreshLists(client)
  }

  const attempt: Send['attempt'] = async (run) => {
    setBusy(true)
    setError(null)
    try {
      const next = await run(view.head.version)
      setMissed(null)
      take(next)
      return next
    } catch (failure) {
      setError(failure)
      if (failure instanceof CallError && failure.code === 'http.stale') {
        const fresh = await call(casesContract.open, { params: { ...one } }).catch(() => null)
        if (fresh) {
          const seen = Math.max(0, ...(view.body?.steps ?? []).map((step) => step.seq))
          setMissed((fresh.body?.steps ?? []).filter((step) => step.seq > seen))
          take(fresh)
        }
      }
      throw failure
    } finally {
      setBusy(false)
    }
  }
  return { busy, error, missed, attempt, send: (run) => attempt(run).catch(() => null) }
}
