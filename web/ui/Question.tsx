import { Modal } from 'antd'
import type { ReactNode } from 'react'

// Above every panel and list of the page, so that nothing of it needs to close.
const above = 4000

/** A question above whatever is on screen, which stays until it is answered; nothing beneath it is lost or reloaded. */
export const Question = ({
  title,
  name,
  children,
}: {
  title: string
  /** Names it for the style sheets. */
  name?: string
  children: ReactNode
}): ReactNode => (
  <Modal
    open
    closable={false}
    keyboard={false}
    mask={{ closable: false }}
    footer={null}
    centered
    zIndex={above}
    title={title}
    {...(name ? { rootClassName: name } : {})}
  >
    {children}
  </Modal>
)
