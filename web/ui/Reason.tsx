import type { ReactNode } from 'react'

/** Why something cannot be done now, in a line of its own; never a tooltip. `id` ties it to its button. */
export const Reason = ({ id, children }: { id?: string; children: ReactNode }): ReactNode => (
  <p className="reason" {...(id ? { id } : {})}>
    {children}
  </p>
)
