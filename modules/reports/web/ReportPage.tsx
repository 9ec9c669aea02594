import { useQueryClient } from '@tanstack/react-query'
import { Button, Segmented, Skeleton } from 'antd'
import { type ReactNode, useState } from 'react'
import { flushSync } from 'react-dom'
import { useNavigate, useParams } from 'react-router'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { reportsContract, type ReportView } from '../contract.ts'
import type { Audience } from '../define.ts'
import type { OfficialDocument } from '#platform/paper/model.ts'
import { withoutEmptySlots } from '../rules/compose.ts'
import { keys, offerFile, useReport } from './data.ts'
import { DriftPanel } from './DriftPanel.tsx'
import { FigurePanel } from './FigurePanel.tsx'
import { OfficialPaper } from '#web/paper/OfficialPaper.tsx'
import { SlotEditor } from './SlotEditor.tsx'
import { type Texts, useTexts } from './useTexts.ts'
import { words } from './words.ts'
import './reports.css'

const help = [words.help1, words.help2, words.help3] as const

/** One report: the paper with every number open to press, its own parts written in place, two versions, print, Word, 定稿. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { id = '' } = useParams()
  const [audience, setAudience] = useState<Audience>('internal')
  const { data, error, refetch } = useReport(id, audience)
  const crumbs = [{ label: say(words.title), to: paths.reports }]
  if (!data)
    return (
      <Page title={say(words.title)} crumbs={crumbs}>
        {error ? (
          <>
            <ProblemAlert error={error} />
            <Button onClick={() => void refetch()}>{say(words.retry)}</Button>
          </>
        ) : (
          <Skeleton active aria-label={say(words.loading)} />
        )}
      </Page>
    )
  return <Report key={`${id} ${audience}`} report={data} audience={audience} onAudience={setAudience} />
}

const Report = ({
  report,
  audience,
  onAudience,
}: {
  report: ReportView
  audience: Audience
  onAudience: (audience: Audience) => void
}): ReactNode => {
  const say = useSay()
  const [open, setOpen] = useState<string | null>(null)
  const [paper, setPaper] = useState(false)
  const texts = useTexts(report)
  // The schema's optional keys admit undefined, the model's do not; the server leaves them out.
  const document = report.document as OfficialDocument
  const shown = report.mayWrite && !paper ? document : withoutEmptySlots(document)
  const slots = new Map(report.slots.map((slot) => [slot.slot, slot]))
  const editor = (key: string): ReactNode => {
    const slot = slots.get(key)
    return slot && <SlotEditor slot={slot} value={texts.of(key)} onChange={(text) => texts.change(key, text)} />
  }
  const print = async (): Promise<void> => {
    await texts.flush()
    flushSync(() => setPaper(true))
    window.print()
    setPaper(false)
  }
  const audiences = [
    { value: 'internal' as const, label: say(words.internal) },
    { value: 'public' as const, label: say(words.public), disabled: report.whyNotPublic !== null },
  ]
  return (
    <Page
      title={report.title}
      crumbs={[{ label: say(words.title), to: paths.reports }]}
      help={help}
      actions={<Actions report={report} audience={audience} texts={texts} onPrint={() => void print()} />}
    >
      <div className="report">
        <aside className="report-side no-print">
          <Sheet>
            <Segmented
              aria-label={say(words.version)}
              options={audiences}
              value={audience}
              onChange={onAudience}
              block
            />
            {report.whyNotPublic && <Reason>{say(report.whyNotPublic)}</Reason>}
            {audience === 'public' && <p className="quiet">{say(words.publicNote)}</p>}
            <p className="quiet">
              {report.frozenAt
                ? say(words.frozenAt, { time: clockTime(report.frozenAt) })
                : `${say(words.asOf, { time: clockTime(report.asOf) })}。${say(words.live)}`}
            </p>
            <Saved texts={texts} />
          </Sheet>
          {report.status === 'frozen' && <DriftPanel id={report.id} />}
          {report.status === 'draft' && <Checks report={report} />}
          <Stated report={report} onFigure={setOpen} />
        </aside>
        <div className="report-paper">
          <OfficialPaper
            document={shown}
            onFigure={setOpen}
            {...(report.mayWrite && !paper ? { onSlot: editor } : {})}
          />
        </div>
      </div>
      <FigurePanel
        report={report}
        figure={report.figures.find(({ id }) => id === open) ?? null}
        onFigure={setOpen}
        onClose={() => setOpen(null)}
      />
    </Page>
  )
}

const Saved = ({ texts }: { texts: Texts }): ReactNode => {
  const say = useSay()
  if (texts.state === 'stale')
    return (
      <div role="alert" className="problem">
        <p>{say(words.stale)}</p>
        <Button onClick={texts.saveAgain}>{say(words.saveAgain)}</Button>
      </div>
    )
  const text = { idle: '', saving: say(words.saving), saved: say(words.savedAt), waiting: say(words.notSaved) }[
    texts.state
  ]
  return (
    <>
      <p role="status" className="quiet">
        {text}
      </p>
      <ProblemAlert error={texts.error} />
    </>
  )
}

const Checks = ({ report }: { report: ReportView }): ReactNode => {
  const say = useSay()
  return (
    <Sheet title={say(words.checks)}>
      {report.warnings.length === 0 ? (
        <p className="quiet">{say(words.checksNone)}</p>
      ) : (
        <ul className="report-checks">
          {report.warnings.map(({ code, text }) => (
            <li key={`${code} ${text.zh}`}>{say(text)}</li>
          ))}
        </ul>
      )}
    </Sheet>
  )
}

const Stated = ({ report, onFigure }: { report: ReportView; onFigure: (id: string) => void }): ReactNode => {
  const say = useSay()
  if (report.stated.length === 0) return null
  return (
    <Sheet title={say(words.stated)}>
      <ul className="report-checks">
        {report.stated.map((one) => (
          <li key={one.figure} className={one.verdict === 'mismatch' ? 'report-differs' : ''}>
            <button type="button" className="plain-link" onClick={() => onFigure(one.figure)}>
              {say(one.note)}
            </button>
          </li>
        ))}
      </ul>
    </Sheet>
  )
}

const Actions = ({
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
  const mayFreeze = useCan('reports.freeze')
  const [asking, setAsking] = useState<'freeze' | 'remove' | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
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
    offerFile(
      await call(reportsContract.docx, { params: { id: report.id }, query: { audience } }),
      `${report.document.title}.docx`,
    )
  }
  const freeze = async (): Promise<void> => {
    await texts.flush()
    const { version } = await call(reportsContract.read, { params: { id: report.id }, query: { audience: 'internal' } })
    await call(reportsContract.freeze, { params: { id: report.id }, body: { version } })
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
      <Button onClick={() => run(word)} loading={busy && asking === null} aria-describedby="word-note">
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
      <Reason id="word-note">{say(words.wordNote)}</Reason>
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
          {asking === 'freeze' && report.warnings.length > 0 && (
            <>
              <p>{say(words.freezeWarnings)}</p>
              <ul className="report-checks">
                {report.warnings.map(({ code, text }) => (
                  <li key={`${code} ${text.zh}`}>{say(text)}</li>
                ))}
              </ul>
            </>
          )}
          <ProblemAlert error={error} />
          <Button
            type="primary"
            danger={asking === 'remove'}
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
