import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { newId } from '#web/ui/newId.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import type { PostLeft } from './HandoverPage.tsx'
import { handoverWords as words } from './handover-words.ts'

/** Makes the list: all to the successor, single matters to colleagues. */
export const PrepareHandover = ({
  post,
  onDone,
  onClose,
}: {
  post: PostLeft
  onDone: () => Promise<void>
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const [key] = useState(newId)
  const [to, setTo] = useState('')
  const [witness, setWitness] = useState('')
  const [single, setSingle] = useState<Readonly<Record<string, string>>>({})
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const found = useQuery({
    queryKey: ['cases', 'left', post.id],
    queryFn: () => call(casesContract.leftInHand, { query: { post: post.id } }),
  })
  const left = found.data
  const save = (): void => {
    setBusy(true)
    setError(null)
    const rows = left?.rows.flatMap((row) => {
      const chosen = single[row.id]
      return chosen ? [{ home: row.home, id: row.id, to: chosen }] : []
    })
    call(casesContract.prepareHandover, {
      params: { id: key },
      body: { post: post.id, to, rows, ...(witness.trim() ? { witness: witness.trim() } : {}) },
    })
      .then(onDone)
      .then(onClose)
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const receivers = left?.receivers.map((one) => (
    <option key={one.id} value={one.id}>
      {one.name} · {say(one.title)}
    </option>
  ))
  return (
    <Sidebar
      open
      title={say(words.prepareFor, { name: post.name })}
      onClose={onClose}
      footer={
        <div className="sidebar-foot">
          {to === '' && <Reason id={`${id}why`}>{say(words.chooseTo)}</Reason>}
          <div className="next-step-buttons">
            <Button type="primary" disabled={to === ''} loading={busy} onClick={save} aria-describedby={`${id}why`}>
              {say(words.send)}
            </Button>
            <Button onClick={onClose}>{say(words.cancel)}</Button>
          </div>
        </div>
      }
    >
      <div className="stack">
        <ProblemAlert error={found.error} />
        <p>{say(words.left, { ...post.left })}</p>
        <label htmlFor={`${id}to`}>{say(words.to)}</label>
        <select className="field" id={`${id}to`} value={to} onChange={(event) => setTo(event.target.value)}>
          <option value="" />
          {receivers}
        </select>
        <label htmlFor={`${id}witness`}>{say(words.witness)}</label>
        <Input
          id={`${id}witness`}
          maxLength={50}
          value={witness}
          onChange={(event) => setWitness(event.target.value)}
        />
        {left && left.drafts !== null && left.drafts > 0 && <Reason>{say(words.drafts, { n: left.drafts })}</Reason>}
        {left && left.rows.length > 0 && (
          <details>
            <summary>{say(words.each)}</summary>
            <ul className="case-plain">
              {left.rows.map((row) => (
                <li key={row.id}>
                  <label htmlFor={`${id}${row.id}`}>
                    {row.number} · {say(row.statusLabel)} {row.due && `· ${say(row.due.text)}`}
                  </label>
                  <select
                    className="field"
                    id={`${id}${row.id}`}
                    value={single[row.id] ?? ''}
                    onChange={(event) => setSingle({ ...single, [row.id]: event.target.value })}
                  >
                    <option value="">{say(words.toSuccessor)}</option>
                    {receivers}
                  </select>
                </li>
              ))}
            </ul>
          </details>
        )}
        <ProblemAlert error={error} />
      </div>
    </Sidebar>
  )
}
