import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Link, useParams } from 'react-router'
import { type CaseRow, casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { InSheets } from '#web/paper/InSheets.tsx'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { retryLost } from './data.ts'
import { handoverWords as words } from './handover-words.ts'
import { useAbout } from './MatterRows.tsx'
import '#web/paper/paper.css'
import '#web/paper/sheet.css'
import './cases.css'
import './paper.css'

/** A hand-over list as it is printed and signed by both, with the 监交人. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { id = '' } = useParams()
  const found = useQuery({
    queryKey: ['cases', 'handover', id],
    queryFn: () => call(casesContract.handover, { params: { id } }),
    retry: retryLost,
    refetchOnWindowFocus: false,
  })
  const list = found.data
  const heads = [words.number, words.sort, words.state, words.due, words.promise, words.goesTo]
  return (
    <main className="case-paper">
      <div className="case-paper-tools">
        <Link to={paths.handovers}>{say(words.back)}</Link>
        <Button type="primary" disabled={!list} onClick={() => window.print()}>
          {say(words.print)}
        </Button>
      </div>
      <div className="case-paper-notes">
        <ProblemAlert error={found.error} />
      </div>
      {list && (
        <article className="paper paper-screen paper-sheet" lang="zh-CN" aria-label={say(words.paper)}>
          <InSheets lay="form" />
          <table className="sheet-grid">
            <colgroup>
              {[27, 18, 12, 19, 12, 12].map((width, place) => (
                <col key={`${place}`} style={{ width: `${width}%` }} />
              ))}
            </colgroup>
            <thead>
              <tr>
                <td colSpan={heads.length} className="sheet-head-cell">
                  <h1>{say(words.paper)}</h1>
                  <p className="sheet-line">
                    <span>
                      {list.from.unit} {list.from.name} → {list.to.name}
                    </span>
                    <span>
                      {say(words.preparedOn, { day: list.preparedAt.slice(0, 10) })}
                      {list.acceptedAt && ` · ${say(words.acceptedOn, { day: list.acceptedAt.slice(0, 10) })}`}
                    </span>
                  </p>
                </td>
              </tr>
              <tr>
                {heads.map((head) => (
                  <th key={head.zh} scope="col">
                    {say(head)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {list.rows.map((row) => (
                <tr key={row.id}>
                  <td>{row.number}</td>
                  <td>
                    <About row={row} />
                  </td>
                  <td>{say(row.statusLabel)}</td>
                  <td>{row.due ? say(row.due.text) : ''}</td>
                  <td>{row.promiseOn ?? ''}</td>
                  <td>{row.movedTo ?? row.to}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {list.requests > 0 && <p>{say(words.requests, { n: list.requests })}</p>}
          <div className="sheet-foot">
            <div className="sheet-signatures">
              {[
                [words.signFrom, list.from.name] as const,
                [words.signTo, list.to.name] as const,
                [words.signWitness, list.witness ?? ''] as const,
              ].map(([who, name]) => (
                <p key={who.zh}>
                  <span>{name ? say(words.signer, { who: say(who), name }) : say(who)}:</span>
                  <span>{say(words.signedOn)}</span>
                </p>
              ))}
            </div>
          </div>
        </article>
      )}
    </main>
  )
}

/** The class; of a restricted matter none, because a witness reads the paper too. */
const About = ({ row }: { row: CaseRow }): ReactNode => {
  const say = useSay()
  const { about } = useAbout(row)
  return row.restricted ? say(words.restricted) : about
}
