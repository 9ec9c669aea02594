import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useSay } from '../preferences.ts'
import { ProblemAlert } from './ProblemAlert.tsx'
import { Reason } from './Reason.tsx'
import { Sidebar } from './Sidebar.tsx'
import { uiWords } from './words.ts'

/** Asks for a reason before a step that is kept for ever (撤回, 作废, 更正). `verb` is the word on the button. */
export const ConfirmReason = ({
  open,
  title,
  verb,
  explain,
  least = 2,
  onConfirm,
  onClose,
  children,
}: {
  open: boolean
  title: string
  verb: string
  /** What will happen, in a sentence. */
  explain?: string
  /** Characters the reason needs at least. */
  least?: number
  onConfirm: (reason: string) => Promise<unknown>
  onClose: () => void
  /** Further fields, above the reason. */
  children?: ReactNode
}): ReactNode => {
  const say = useSay()
  const id = useId()
  const [reason, setReason] = useState('')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const short = reason.trim().length < least
  const confirm = (): void => {
    setBusy(true)
    setError(null)
    onConfirm(reason.trim())
      .then(() => {
        setReason('')
        onClose()
      })
      .catch(setError)
      .finally(() => setBusy(false))
  }
  return (
    <Sidebar
      open={open}
      title={title}
      onClose={onClose}
      footer={
        <div className="sidebar-foot">
          {short && <Reason id={`${id}why`}>{say(uiWords.reasonShort, { n: least })}</Reason>}
          <div className="next-step-buttons">
            <Button type="primary" disabled={short} loading={busy} onClick={confirm} aria-describedby={`${id}why`}>
              {verb}
            </Button>
            <Button onClick={onClose}>{say(uiWords.cancel)}</Button>
          </div>
        </div>
      }
    >
      <div className="stack">
        {explain && <p>{explain}</p>}
        {children}
        <label htmlFor={id}>{say(uiWords.reason)}</label>
        <Input.TextArea
          id={id}
          autoFocus
          rows={4}
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
        <ProblemAlert error={error} />
      </div>
    </Sidebar>
  )
}
