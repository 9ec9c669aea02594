import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link } from 'react-router'
import type { CaseRow } from '#modules/cases/contract.ts'
import type { Label } from '#platform/text/label.ts'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { useAbout } from './MatterRows.tsx'
import { words } from './words.ts'

/** The main button of a post that gives work on (转办 of a town, 交办 of a city): which matter, then where to. */
export const HandOn = ({ verb, rows }: { verb: Label; rows: readonly CaseRow[] }): ReactNode => {
  const say = useSay()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button type="primary" size="large" onClick={() => setOpen(true)}>
        {say(verb)}
      </Button>
      <Sidebar open={open} title={say(words.handOnWhich, { what: say(verb) })} onClose={() => setOpen(false)}>
        {rows.length === 0 ? (
          <p>{say(words.handOnNone)}</p>
        ) : (
          <ul className="case-plain">
            {rows.map((row) => (
              <One key={`${row.home}${row.id}`} row={row} verb={say(verb)} />
            ))}
          </ul>
        )}
      </Sidebar>
    </>
  )
}

const One = ({ row, verb }: { row: CaseRow; verb: string }): ReactNode => {
  const { about } = useAbout(row)
  return (
    <li className="case-line">
      <span>
        <strong>{[row.who, row.title ?? about].filter(Boolean).join(' ')}</strong>
        <br />
        <span className="case-help">{row.number}</span>
      </span>
      <Link className="button-link" to={`${toMatter(row)}?move=1`} aria-label={`${verb} ${row.number}`}>
        {verb}
      </Link>
    </li>
  )
}
