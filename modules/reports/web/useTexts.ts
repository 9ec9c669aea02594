import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import { keptAs } from '#web/practice.ts'
import { call, CallError } from '#platform/http/client.ts'
import { reportsContract, type ReportView } from '../contract.ts'
import { keys } from './data.ts'

/** What is typed into the slots of a report and how it is kept. */
export type Texts = {
  readonly of: (slot: string) => string
  readonly change: (slot: string, text: string) => void
  readonly state: 'idle' | 'saving' | 'saved' | 'waiting' | 'stale'
  readonly error: unknown
  /** Takes the newer version as seen and saves on top of it. */
  readonly saveAgain: () => void
  /** Saves at once what still waits; before printing, downloading and freezing. */
  readonly flush: () => Promise<void>
}

type Written = Readonly<Record<string, string>>

const pause = 1500

const readKept = (place: string): Written => {
  try {
    return JSON.parse(sessionStorage.getItem(place) ?? '{}') as Written
  } catch {
    return {}
  }
}

const writeKept = (place: string, written: Written): void => {
  try {
    if (Object.keys(written).length > 0) sessionStorage.setItem(place, JSON.stringify(written))
    else sessionStorage.removeItem(place)
  } catch {
    // A full or forbidden storage leaves the page's own memory.
  }
}

/** Keeps the free text of one version of a report: on this machine at once, on the server when typing rests. */
export const useTexts = (report: ReportView): Texts => {
  const client = useQueryClient()
  const place = keptAs(`draft.report.${report.id}.${report.audience}`)
  const [typed, setTyped] = useState<Written>(() => readKept(place))
  const waiting = useRef<Written>(typed)
  const [state, setState] = useState<Texts['state']>('idle')
  const [error, setError] = useState<unknown>(null)
  const base = useRef(report.version)
  const timer = useRef<number | null>(null)
  const running = useRef<Promise<void> | null>(null)
  const again = useRef<() => void>(() => undefined)
  // The figures of a draft are read again and again; the version one writes upon is the one seen when nothing waited.
  useEffect(() => {
    if (Object.keys(waiting.current).length === 0) base.current = report.version
  }, [report.version])

  const save = useCallback(async (): Promise<void> => {
    if (timer.current !== null) window.clearTimeout(timer.current)
    timer.current = null
    if (running.current) await running.current
    const sent = waiting.current
    if (Object.keys(sent).length === 0) return
    setState('saving')
    const work = call(reportsContract.save, {
      params: { id: report.id },
      body: { version: base.current, audience: report.audience, texts: sent },
    }).then(
      (view) => {
        base.current = view.version
        waiting.current = Object.fromEntries(
          Object.entries(waiting.current).filter(([slot, text]) => sent[slot] !== text),
        )
        writeKept(place, waiting.current)
        client.setQueryData(keys.report(report.id, report.audience), view)
        setError(null)
        setState('saved')
        if (Object.keys(waiting.current).length > 0) timer.current ??= window.setTimeout(() => again.current(), pause)
      },
      (problem: unknown) => {
        const stale = problem instanceof CallError && problem.status === 409
        setState(stale ? 'stale' : 'waiting')
        setError(stale ? null : problem)
        if (stale) void client.invalidateQueries({ queryKey: keys.report(report.id, report.audience) })
        else if (problem instanceof CallError && problem.status === 0)
          timer.current ??= window.setTimeout(() => again.current(), 5000)
      },
    )
    running.current = work.finally(() => {
      running.current = null
    })
    await running.current
  }, [client, place, report.id, report.audience])

  const change = (slot: string, text: string): void => {
    waiting.current = { ...waiting.current, [slot]: text }
    writeKept(place, waiting.current)
    setTyped((now) => ({ ...now, [slot]: text }))
    if (state === 'stale') return
    if (timer.current !== null) window.clearTimeout(timer.current)
    timer.current = window.setTimeout(() => void save(), pause)
  }

  useEffect(() => {
    again.current = () => void save()
    if (Object.keys(waiting.current).length > 0) void save()
    return () => {
      if (timer.current !== null) window.clearTimeout(timer.current)
      // Leaving within the pause still brings the last words to the server.
      if (Object.keys(waiting.current).length > 0) void save()
    }
  }, [save])

  const saved = new Map(report.slots.map(({ slot, text }) => [slot, text]))
  return {
    of: (slot) => typed[slot] ?? saved.get(slot) ?? '',
    change,
    state,
    error,
    saveAgain: () => {
      base.current = report.version
      void save()
    },
    flush: save,
  }
}
