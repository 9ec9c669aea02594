import type { ReactNode } from 'react'
import { Link } from 'react-router'
import type { CaseRow } from '#modules/cases/contract.ts'
import { toMatter } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { DueText } from '#web/ui/DueText.tsx'
import { type Column, RowCards } from '#web/ui/RowCards.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { nameOf } from './codes.ts'
import { useCodes, useKinds } from './data.ts'
import { words } from './words.ts'

type Props = {
  /** Under this name the widths of the columns are remembered. */
  readonly name: string
  readonly label: string
  readonly rows: readonly CaseRow[] | undefined
  readonly empty: ReactNode
  readonly onMore?: (() => void) | undefined
  readonly loadingMore?: boolean
  /** Whether each row carries its next step as a button. */
  readonly steps?: boolean
  /** Buttons of the row, in the place of its next step. */
  readonly actions?: (row: CaseRow) => ReactNode
}

/** Matters as rows: a table at the desk, cards on a phone. A restricted row tells number, class, state and clock, nothing of a person. */
export const MatterRows = ({
  name,
  label,
  rows,
  empty,
  onMore,
  loadingMore = false,
  steps = false,
  actions = steps ? stepOf : undefined,
}: Props): ReactNode => {
  const say = useSay()
  const columns: readonly Column<CaseRow>[] = [
    { key: 'what', title: say(words.title), primary: true, cell: what },
    { key: 'status', title: say(words.status), width: 150, cell: state },
    { key: 'due', title: say(words.due), width: 230, cell: due },
    { key: 'received', title: say(words.received), width: 120, quiet: true, cell: received },
    { key: 'owner', title: say(words.owner), width: 150, quiet: true, cell: owner },
  ]
  return (
    <RowCards
      name={name}
      label={label}
      columns={columns}
      rows={rows}
      rowKey={keyOfRow}
      rowTo={toMatter}
      empty={empty}
      onMore={onMore}
      loadingMore={loadingMore}
      {...(actions ? { actions } : {})}
    />
  )
}

const keyOfRow = (row: CaseRow): string => `${row.home}${row.id}`
const what = (row: CaseRow): ReactNode => <What row={row} />
const state = (row: CaseRow): ReactNode => <State row={row} />
const due = (row: CaseRow): ReactNode => row.due && <Due due={row.due} />
const received = (row: CaseRow): string => clockTime(row.openedAt).slice(0, 10)
const owner = (row: CaseRow): string => [row.unit.name, row.owner?.name].filter(Boolean).join(' · ')
const stepOf = (row: CaseRow): ReactNode => row.next && <StepLink row={row} next={row.next} />

/** What sort of matter it is, and its class; the sort again where there is none. */
export const useAbout = (row: CaseRow): { readonly sort: string; readonly about: string } => {
  const say = useSay()
  const kind = useKinds().data?.find((one) => one.key === row.kind)
  const classes = useCodes(kind?.categories ?? null).data
  const sort = kind ? say(kind.label) : ''
  return { sort, about: say(nameOf(classes, row.category)) || sort }
}

const What = ({ row }: { row: CaseRow }): ReactNode => {
  const say = useSay()
  const { sort, about } = useAbout(row)
  // A class alone (「前配偶」) says little where nobody may be named.
  const unnamed = about === sort ? sort : [sort, about].filter(Boolean).join(' · ')
  return (
    <span className="case-what">
      <span>
        {row.urgent && <Urgent openable={row.openable} />}
        {row.who && <strong>{row.who} </strong>}
        {row.known && <Known known={row.known} />}
        {row.title ?? (row.who ? about : unnamed)}
        {row.persons > 1 && ` · ${say(words.persons, { n: row.persons })}`}
      </span>
      <span className="case-what-number">
        {row.number}
        {row.title ? ` · ${about}` : ''}
        {row.restricted && <span className="tag">{say(words.restricted)}</span>}
        {row.lacks > 0 && <span className="tag">{say(words.lacks, { n: row.lacks })}</span>}
      </span>
    </span>
  )
}

/** 紧急 in words and colour; what it is about only for who may open it. */
export const Urgent = ({ openable }: { openable: boolean }): ReactNode => {
  const say = useSay()
  return <span className="tag tag-urgent">{say(openable ? words.urgentDanger : words.urgent)}</span>
}

/** Group and year of birth beside a whole name: 同名同姓 is normal in a village. */
export const Known = ({ known }: { known: NonNullable<CaseRow['known']> }): ReactNode => {
  const say = useSay()
  const parts = [known.group, known.birthYear === null ? null : say(words.born, { year: known.birthYear })]
  return <span className="case-help case-known">{parts.filter(Boolean).join(' · ')} </span>
}

const waits: Readonly<Record<string, (typeof words)['waitsBelow' | 'waitsApproval' | 'waitsOutside']>> = {
  approval: words.waitsApproval,
  below: words.waitsBelow,
  outside: words.waitsOutside,
}

const State = ({ row }: { row: CaseRow }): ReactNode => {
  const say = useSay()
  const waiting = row.waiting ? waits[row.waiting] : undefined
  return (
    <span className="case-states">
      <span className="tag">{say(row.statusLabel)}</span>
      {waiting && <span className="tag">{say(waiting)}</span>}
    </span>
  )
}

const Due = ({ due: clock }: { due: NonNullable<CaseRow['due']> }): ReactNode => {
  const say = useSay()
  return (
    <span className="case-due">
      <span>{say(clock.clock)}</span> <DueText due={clock} />
    </span>
  )
}

const StepLink = ({ row, next }: { row: CaseRow; next: NonNullable<CaseRow['next']> }): ReactNode => {
  const say = useSay()
  return (
    <Link
      className="button-link"
      to={`${toMatter(row)}?step=${encodeURIComponent(next.action)}`}
      aria-label={`${say(next.label)} ${row.number}`}
    >
      {say(next.label)}
    </Link>
  )
}
