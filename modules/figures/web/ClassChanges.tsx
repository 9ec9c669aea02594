import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { useHouse } from '#web/shell/Banners.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { figuresContract } from '../contract.ts'
import { countText } from '../rules.ts'
import { type ClassChange, classChanges } from '../rules/changes.ts'
import { useMeasures } from './data.ts'
import { toFigures, toRecords } from './links.ts'
import { words } from './words.ts'
import './figures.css'

/** A home shows so many; the rest stands in the figures. */
const shownMost = 6

/** 类别变化: the classes of the first kind that rose or fell most in the whole months of this year, beside the same months of last year. */
export const ClassChanges = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const first = useMeasures().data?.kinds[0]
  const measure = first?.measures.find(({ type }) => type === 'count')
  // Of a city half made every comparison is wrong.
  const making = useHouse().data?.making ?? false
  const unit = me.post.unit.code
  const year = me.now.slice(0, 4)
  const found = useQuery({
    queryKey: ['figures', 'class-changes', unit, year, measure?.key],
    queryFn: async () => {
      const ask = { kind: first?.key ?? '', measures: measure?.key ?? '', unit }
      const whole = await call(figuresContract.figures, { query: { ...ask, period: year, compare: 'true' } })
      const compared = whole.figures[0]?.compared.find(({ against }) => against === 'lastYear')
      if (!compared) return { compared: null, changes: [], kept: 0, measure: whole.figures[0] }
      const [now, then] = await Promise.all(
        [compared.of.key, compared.period.key].map((period) =>
          call(figuresContract.figures, { query: { ...ask, period, by: 'category1' } }),
        ),
      )
      return { compared, ...classChanges(now?.rows ?? [], then?.rows ?? []), measure: whole.figures[0] }
    },
    enabled: measure !== undefined && !making,
    refetchInterval: 60_000,
  })
  if (making || !measure) return null
  const { compared, changes = [], kept = 0 } = found.data ?? {}
  const most = Math.max(1, ...changes.slice(0, shownMost).flatMap((one) => [one.now, one.base]))
  const seeAll = toFigures({ kind: first?.key, unit, period: compared?.of.key ?? year, by: 'category1' })
  return (
    <Sheet title={say(words.changes)} extra={<Link to={seeAll}>{say(words.seeAll)}</Link>}>
      <ProblemAlert error={found.error} />
      {found.data && !compared && <p className="quiet">{say(words.changesNotYet)}</p>}
      {compared && (
        <>
          <p className="quiet">
            {say(words.changesOf, {
              what: say(measure.label),
              now: say(compared.of.label),
              before: say(compared.period.label),
            })}
          </p>
          {changes.length === 0 && <p>{say(words.changesNone)}</p>}
          <ul className="figures-changes">
            {changes.slice(0, shownMost).map((one) => (
              <Change
                key={one.key}
                one={one}
                most={most}
                unit={say(measure.unit)}
                to={toRecords(
                  measure.key.includes('.') ? measure.key : `${first?.key}.${measure.key}`,
                  {
                    unit,
                    period: compared.of.key,
                  },
                  one.key === '' ? { classes: '' } : { category: one.key },
                )}
              />
            ))}
          </ul>
          {kept > 0 && <p className="quiet">{say(words.changesKept, { n: kept })}</p>}
        </>
      )}
    </Sheet>
  )
}

// Two bars one below the other, this year above, and the same in words.
const Change = ({ one, most, unit, to }: { one: ClassChange; most: number; unit: string; to: string }): ReactNode => {
  const say = useSay()
  const wide = (n: number): { width: string } => ({ width: `${(n / most) * 100}%` })
  const now = `${countText(one.now)} ${unit}`
  return (
    <li>
      <span className="figures-change-name">
        {say(one.label)}
        {one.toExplain && <span className="tag tag-urgent">{say(words.toExplain)}</span>}
      </span>
      <span className="figures-change-bars" aria-hidden="true">
        <span style={wide(one.now)} />
        <span style={wide(one.base)} />
      </span>
      <span className="figures-change-text">
        <strong>{one.now > 0 ? <Link to={to}>{now}</Link> : now}</strong>{' '}
        {say(words.changesThen, { n: countText(one.base) })} · {one.now > one.base ? '▲' : '▼'} {say(one.text)}
      </span>
    </li>
  )
}
