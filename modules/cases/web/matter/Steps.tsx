import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { Link, useSearchParams } from 'react-router'
import type { CaseView } from '#modules/cases/contract.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { NextStep, type StepButton } from '#web/ui/NextStep.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import type { Action } from '../data.ts'
import { StepDrawer } from './StepDrawer.tsx'
import { words } from './words.ts'

/** How many further steps stand open beside the solid one; the rest is one tap away. */
const openAtOnce = 4

/** The next steps: the most natural one first and solid where it is lawful and the reader's own, the others plain, each blocked one with its reason. */
export const Steps = ({ view, onDone }: { view: CaseView; onDone: (view: CaseView) => void }): ReactNode => {
  const say = useSay()
  const approves = useCan('cases.approve')
  const [all, setAll] = useState(false)
  const actions = view.body?.actions ?? []
  // A row of a list leads straight to its step.
  const [query] = useSearchParams()
  const [taking, setTaking] = useState<Action | null>(
    () => actions.find((action) => action.key === query.get('step') && action.blocked === null) ?? null,
  )
  // 〔转办〕 of the work list asks where to, among what is lawful now.
  const ways = actions.filter((action) => action.moves !== null && action.blocked === null)
  const [giving, setGiving] = useState(() => query.has('move'))
  const waiting = view.body?.approvals.filter((one) => one.decision === null) ?? []
  const button = (action: Action): StepButton => ({
    key: action.key,
    label: say(action.label),
    onPress: () => setTaking(action),
    blocked: action.blocked ? say(action.blocked) : null,
  })
  // Another step does not become the natural one while that waits or is blocked. The rest: lawful ones first, then the blocked.
  const next = view.head.next ? (actions[0] ?? null) : null
  const rest = next ? actions.slice(1) : actions
  // What lies with another unit is not the reader's to do next, though she may.
  const away = !view.head.next && view.head.phase < 2 && actions.some(({ blocked }) => blocked === null)
  const others = [...rest.filter(({ blocked }) => blocked === null), ...rest.filter(({ blocked }) => blocked !== null)]
  const shown = all ? others : others.slice(0, openAtOnce)
  return (
    <div className="case-steps">
      {waiting.map((one) => (
        <p key={one.id} className="case-waiting">
          {say(words.waitsApproval, { what: say(one.label), who: one.requestedBy, at: clockTime(one.requestedAt) })}
          {approves && !one.mine && (
            <>
              {' '}
              <Link to={paths.approvals}>{say(words.toApprovals)}</Link>
            </>
          )}
        </p>
      ))}
      {away && <p className="case-help">{say(words.nextAway, { unit: view.head.unit.name })}</p>}
      {actions.length > 0 ? (
        <NextStep next={next && button(next)} others={shown.map(button)} />
      ) : (
        <p>{say(words.nextNone)}</p>
      )}
      {others.length > shown.length && (
        <Button type="link" className="case-more" onClick={() => setAll(true)}>
          {say(words.moreSteps, { n: others.length - shown.length })}
        </Button>
      )}
      <Sidebar open={giving && !taking} title={say(words.moveWhere)} onClose={() => setGiving(false)}>
        {ways.length === 0 ? (
          <Reason>{say(words.moveNone)}</Reason>
        ) : (
          <NextStep next={null} others={ways.map(button)} />
        )}
      </Sidebar>
      {taking && (
        <StepDrawer
          key={taking.key}
          view={view}
          action={taking}
          onClose={() => {
            setTaking(null)
            setGiving(false)
          }}
          onDone={(done) => {
            setTaking(null)
            setGiving(false)
            onDone(done)
          }}
        />
      )}
    </div>
  )
}
