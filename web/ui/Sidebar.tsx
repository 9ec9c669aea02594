import { Drawer } from 'antd'
import type { ReactNode } from 'react'
import { useSay } from '../preferences.ts'
import { useNarrow } from './useNarrow.ts'
import { uiWords } from './words.ts'

/** A panel over the page: from the right at the desk, from below on a phone, where the thumb is. */
export const Sidebar = ({
  open,
  title,
  onClose,
  children,
  footer,
}: {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
  footer?: ReactNode
}): ReactNode => {
  const say = useSay()
  const narrow = useNarrow()
  return (
    <Drawer
      open={open}
      title={title}
      onClose={onClose}
      placement={narrow ? 'bottom' : 'right'}
      size={narrow ? '86%' : 440}
      destroyOnHidden
      closable={{ 'aria-label': say(uiWords.close) }}
      footer={footer}
    >
      {children}
    </Drawer>
  )
}
