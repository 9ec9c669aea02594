import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { parsePeriod } from '#platform/clock/time.ts'
import { type Say, useSay } from '#web/preferences.ts'
import { type Fact, KeyValue } from '#web/ui/KeyValue.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import type { ReportFigure, ReportView } from '../contract.ts'
import { recordsOf, toRecords } from './links.ts'
import { words } from './words.ts'

/** A number of a report opened: what it is, what it was worked out from, and the way to its records. */
export const FigurePanel = ({
  report,
  figure,
  onFigure,
  onClose,
}: {
  report: ReportView
  figure: ReportFigure | null
  onFigure: (id: string) => void
  onClose: () => void
}): ReactNode => {
  const say = useSay()
  return (
    <Sidebar open={figure !== null} title={figure ? say(figure.label) : ''} onClose={onClose}>
      {figure && <Content report={report} figure={figure} onFigure={onFigure} />}
    </Sidebar>
  )
}

const periodName = (key: string, say: Say): string => {
  const found = parsePeriod(key)
  return found.ok ? say(found.value.label) : key
}

const Content = ({
  report,
  figure,
  onFigure,
}: {
  report: ReportView
  figure: ReportFigure
  onFigure: (id: string) => void
}): ReactNode => {
  const say = useSay()
  const list = recordsOf(figure, report.unit.code)
  const counted = figure.n !== null && figure.unit.zh !== '%'
  const rows: Fact[] = [
    { label: say(words.value), value: counted ? `${figure.text} ${say(figure.unit)}` : figure.text },
    { label: say(words.period), value: periodName(figure.period, say) },
    { label: say(words.definition), value: say(figure.definition) },
    ...(figure.records === null ? [] : [{ label: say(words.recordsCount), value: figure.records }]),
  ]
  return (
    <div className="stack">
      <KeyValue rows={rows} />
      {figure.operands.length > 0 && (
        <section>
          <h3>{say(words.operands)}</h3>
          <ul className="figure-operands">
            {figure.operands.map((operand) => (
              <li key={`${operand.role} ${operand.figure}`}>
                <button type="button" className="plain-link" onClick={() => onFigure(operand.figure)}>
                  {say(operand.label)}{' '}
                  {operand.n ?? report.figures.find(({ id }) => id === operand.figure)?.text ?? '—'}
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {(figure.why === 'small' || figure.why === 'covered' || figure.why === 'withheld') && (
        <p>{say(words.hiddenFigure)}</p>
      )}
      {list && <Link to={toRecords(list)}>{say(words.records)}</Link>}
    </div>
  )
}
