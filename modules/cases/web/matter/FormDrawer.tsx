import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { CaseView } from '#modules/cases/contract.ts'
import { useSay } from '#web/preferences.ts'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { Missed } from './Missed.tsx'
import type { Send } from './useSend.ts'
import { words } from './words.ts'

/** A panel that writes one thing down; what went wrong stands above the fields. */
export const FormDrawer = ({
  view,
  send,
  title,
  verb,
  onGo,
  onClose,
  children,
}: {
  view: CaseView
  send: Send
  title: string
  verb: string
  onGo: () => Promise<void>
  onClose: () => void
  children: ReactNode
}): ReactNode => {
  const say = useSay()
  return (
    <Sidebar
      open
      title={title}
      onClose={onClose}
      footer={
        <div className="next-step-buttons">
          <Button type="primary" size="large" loading={send.busy} onClick={() => void onGo()}>
            {verb}
          </Button>
          <Button onClick={onClose}>{say(words.back)}</Button>
        </div>
      }
    >
      <div className="case-stack">
        <Missed view={view} send={send} />
        {children}
      </div>
    </Sidebar>
  )
}
