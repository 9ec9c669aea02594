import { Button } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Label } from '#platform/text/label.ts'
import { useSay } from '../preferences.ts'
import { ProblemAlert } from './ProblemAlert.tsx'
import { Reason } from './Reason.tsx'
import { Sidebar } from './Sidebar.tsx'
import { uiWords } from './words.ts'

/**
 * 〔打印〕 of a list that names people: what for is one press, and the record of it stands before the paper does. Printed from the
 * menu of the browser it is recorded without a purpose.
 */
export const PrintButton = <Purpose extends string>({
  purposes,
  disabled,
  record,
}: {
  purposes: Readonly<Record<Purpose, Label>>
  disabled: boolean
  record: (purpose: Purpose | null) => Promise<unknown>
}): ReactNode => {
  const say = useSay()
  const [asking, setAsking] = useState(false)
  const [busy, setBusy] = useState<Purpose | null>(null)
  const [error, setError] = useState<unknown>(null)
  const told = useRef(false)
  const latest = useRef(record)
  useEffect(() => {
    latest.current = record
  }, [record])
  useEffect(() => {
    const note = (): void => {
      if (!told.current && !disabled) void latest.current(null).catch(() => undefined)
    }
    window.addEventListener('beforeprint', note)
    return () => window.removeEventListener('beforeprint', note)
  }, [disabled])
  const print = (purpose: Purpose): void => {
    setBusy(purpose)
    setError(null)
    record(purpose)
      .then(() => {
        told.current = true
        window.print()
        told.current = false
        setAsking(false)
      })
      .catch(setError)
      .finally(() => setBusy(null))
  }
  return (
    <>
      <Button disabled={disabled} onClick={() => setAsking(true)}>
        {say(uiWords.print)}
      </Button>
      <Sidebar open={asking} title={say(uiWords.printWhy)} onClose={() => setAsking(false)}>
        <div className="stack">
          <Reason>{say(uiWords.printKept)}</Reason>
          {(Object.keys(purposes) as Purpose[]).map((purpose) => (
            <Button key={purpose} loading={busy === purpose} onClick={() => print(purpose)}>
              {say(purposes[purpose])}
            </Button>
          ))}
          <ProblemAlert error={error} />
        </div>
      </Sidebar>
    </>
  )
}
