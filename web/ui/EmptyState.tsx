import type { ReactNode } from 'react'

/** An empty page teaches: what would stand here and how it gets here, with the button that does it. */
export const EmptyState = ({
  title,
  hint,
  action,
}: {
  title: ReactNode
  hint: ReactNode
  action?: ReactNode
}): ReactNode => (
  <div className="empty">
    <p className="empty-title">{title}</p>
    <p className="empty-hint">{hint}</p>
    {action}
  </div>
)
