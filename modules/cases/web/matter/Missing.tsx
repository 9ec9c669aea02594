import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import type { CaseView } from '#modules/cases/contract.ts'
import { useSay } from '#web/preferences.ts'
import { Sheet } from '#web/ui/Page.tsx'
import type { Kind } from '../data.ts'
import { words as listWords } from '../words.ts'
import { Correct } from './Correct.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

/** 待补: what the law wants noted and is missing, filled in by a visible correction; gone when nothing is missing. */
export const Missing = ({
  view,
  kind,
  mayHandle,
}: {
  readonly view: CaseView
  readonly kind: Kind
  readonly mayHandle: boolean
}): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  const [open, setOpen] = useState(false)
  const missing = view.body?.missing ?? []
  if (missing.length === 0 || view.head.status === 'void') return null
  return (
    <Sheet title={say(listWords.toFill)}>
      <p>{missing.map((one) => say(one)).join(say(listWords.comma))}</p>
      {mayHandle && <Button onClick={() => setOpen(true)}>{say(words.fillIn)}</Button>}
      {open && <Correct view={view} kind={kind} send={send} onClose={() => setOpen(false)} />}
    </Sheet>
  )
}
