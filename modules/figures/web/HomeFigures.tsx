import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { localDateTime } from '#platform/clock/time.ts'
import { call } from '#platform/http/client.ts'
import { useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { figuresContract } from '../contract.ts'
import { useMeasures } from './data.ts'
import { FigureCard } from './FigureCard.tsx'
import { toFigures, toRecords } from './links.ts'
import { words } from './words.ts'
import './figures.css'

/** Three counts and the first rate of the first kind, for one's unit and this year, with operands and last year. */
export const HomeFigures = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const kind = useMeasures().data?.kinds[0]?.key
  const unit = me.post.unit.code
  const period = me.now.slice(0, 4)
  const query = { kind: kind ?? '', unit, period, compare: 'true' } as const
  const found = useQuery({
    queryKey: ['figures', 'home', query],
    queryFn: () => call(figuresContract.figures, { query }),
    enabled: kind !== undefined,
    refetchInterval: 60_000,
  })
  const table = found.data
  const counts = table?.figures.filter(({ type }) => type === 'count').slice(0, 3) ?? []
  const rate = table?.figures.find(({ type }) => type === 'ratio')
  return (
    <Sheet title={say(words.home)} extra={<Link to={toFigures({ kind, unit, period })}>{say(words.seeAll)}</Link>}>
      <ProblemAlert error={found.error} />
      {table && (
        <ul className="figures-cards">
          {[...counts, ...(rate ? [rate] : [])].map((figure) => (
            <FigureCard
              key={figure.measure}
              figure={figure}
              caption={{
                place: table.unit.name,
                kind: say(table.kindLabel),
                period: say(table.period.label),
                time: localDateTime(new Date(table.asOf)),
              }}
              recordsTo={(measure) => toRecords(measure, { unit, period })}
            />
          ))}
        </ul>
      )}
    </Sheet>
  )
}
