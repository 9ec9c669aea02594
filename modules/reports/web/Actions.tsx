import { useQueryClient } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useNavigate } from 'react-router'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { DownloadNote, useHandOver } from '#web/ui/downloads.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { reportsContract, type ReportView } from '../contract.ts'
import type { Audience } from '../define.ts'
import { leastReason } from '../rules.ts'
import { keys, useReport } from './data.ts'
import type { Texts } from './useTexts.ts'
import { words } from './words.ts'

/** What is done with a report: print, Word, 定稿, remove; freezing asks for a reason where the check found something. */
export const Actions = ({
  report,
  audience,
  texts,
  onPrint,
}: {
  report: ReportView
  audience: Audience
  texts: Texts
  onPrint: () => void
}): ReactNode => {
  const say = useSay()
  const client = useQueryClient()
  const navigate = useNavigate()
  const handOver = useHandOver()
  const mayFreeze = useCan('reports.freeze')
  const [asking, setAsking] = useState<'freeze' | 'remove' | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [reason, setReason] = useState('')
  const id = useId()
  // What the check found is that of the internal version, whichever is looked at.
  const internal = useReport(report.id, 'internal').data ?? report
  const { warnings } = internal
  const missing = warnings.length > 0 && reason.trim().length < leastReason
  const run = (work: () => Promise<unknown>): void => {
    setBusy(true)
    setError(null)
    work()
      .then(() => setAsking(null))
      .catch(setError)
      .finally(() => setBusy(false))
  }
  const word = async (): Promise<void> => {
    await texts.flush()
    handOver(
      await call(reportsContract.docx, { params: { id: report.id }, query: { audience } }),
      `${report.document.title}.docx`,
    )
  }
  const freeze = async (): Promise<void> => {
    await texts.flush()
    const { version } = await call(reportsContract.read, { params: { id: report.id }, query: { audience: 'internal' } })
    await call(reportsContract.freeze, {
      params: { id: report.id },
      body: { version, ...(reason.trim() ? { reason } : {}) },
    })
    await client.invalidateQueries({ queryKey: keys.all })
  }
  const remove = async (): Promise<void> => {
    await call(reportsContract.drop, { params: { id: report.id } })
    void client.invalidateQueries({ queryKey: keys.list })
    await navigate(paths.reports)
  }
  return (
    <div className="report-actions">
      <Button onClick={onPrint}>{say(words.print)}</Button>
      <Button onClick={() => run(word)} loading={busy && asking === null}>
        {say(words.word)}
      </Button>
      {report.status === 'draft' && mayFreeze && (
        <Button
          type="primary"
          disabled={report.whyNotFreeze !== null}
          onClick={() => setAsking('freeze')}
          aria-describedby="freeze-note"
        >
          {say(words.freeze)}
        </Button>
      )}
      {report.mayWrite && (
        <Button type="text" onClick={() => setAsking('remove')}>
          {say(words.remove)}
        </Button>
      )}
      <DownloadNote />
      {report.status === 'draft' && mayFreeze && report.whyNotFreeze && (
        <Reason id="freeze-note">{say(report.whyNotFreeze)}</Reason>
      )}
      {asking === null && <ProblemAlert error={error} />}
      <Sidebar
        open={asking !== null}
        title={say(asking === 'remove' ? words.remove : words.freezeTitle)}
        onClose={() => setAsking(null)}
      >
        <div className="stack">
          <p>{say(asking === 'remove' ? words.removeSure : words.freezeExplain)}</p>
          {asking === 'freeze' && warnings.length > 0 && (
            <>
              <p>{say(words.freezeWarnings)}</p>
              <ul className="report-checks">
                {warnings.map(({ code, text }) => (
                  <li key={`${code} ${text.zh}`}>{say(text)}</li>
                ))}
              </ul>
              <label htmlFor={id}>{say(words.freezeReason, { least: leastReason })}</label>
              <Input.TextArea
                id={id}
                autoSize={{ minRows: 2 }}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </>
          )}
          <ProblemAlert error={error} />
          <Button
            type="primary"
            danger={asking === 'remove'}
            disabled={asking === 'freeze' && missing}
            loading={busy}
            onClick={() => run(asking === 'remove' ? remove : freeze)}
          >
            {say(asking === 'remove' ? words.remove : words.freeze)}
          </Button>
        </div>
      </Sidebar>
    </div>
  )
}
