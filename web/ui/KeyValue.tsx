import type { ReactNode } from 'react'

/** A fact with its name. */
export type Fact = { readonly key?: string; readonly label: string; readonly value: ReactNode }

/** Facts beside their names; an empty one is left out by the caller, never shown as a dash of unknown meaning. */
export const KeyValue = ({ rows }: { rows: readonly Fact[] }): ReactNode => (
  <dl className="facts">
    {rows.map((row) => (
      <div key={row.key ?? row.label}>
        <dt>{row.label}</dt>
        <dd>{row.value}</dd>
      </div>
    ))}
  </dl>
)
