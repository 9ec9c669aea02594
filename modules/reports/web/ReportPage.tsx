import { Button, Segmented, Skeleton } from 'antd'
import { type ReactNode, useLayoutEffect, useState } from 'react'
import { flushSync } from 'react-dom'
import { useParams } from 'react-router'
import { paths } from '#web/paths.ts'
import { useSay } from '#web/preferences.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import type { ReportView } from '../contract.ts'
import type { Audience } from '../define.ts'
import type { OfficialDocument } from '#platform/paper/model.ts'
import { withoutEmptySlots } from '../rules/compose.ts'
import { Actions } from './Actions.tsx'
import { useReport } from './data.ts'
import { DriftPanel } from './DriftPanel.tsx'
import { FigurePanel } from './FigurePanel.tsx'
import { OfficialPaper } from '#web/paper/OfficialPaper.tsx'
import { SlotEditor } from './SlotEditor.tsx'
import { type Texts, useTexts } from './useTexts.ts'
import { words } from './words.ts'
import './reports.css'

/** One report: the paper with every number open to press, its own parts written in place, two versions, print, Word, 定稿. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { id = '' } = useParams()
  const [audience, setAudience] = useState<Audience>('internal')
  const { data, error, refetch } = useReport(id, audience)
  const crumbs = [{ label: say(words.papers), to: paths.reports }]
  if (!data)
    return (
      <Page title={say(words.papers)} crumbs={crumbs}>
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
  return <Report key={`${id} ${audience}`} report={data} audience={data.audience} onAudience={setAudience} />
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
  // However it is printed, by the button or by the browser's own menu, it is the paper: no fields, no hints. As an effect of the
  // layout it listens before the paper does, which is then laid on its sheets as it is printed.
  useLayoutEffect(() => {
    const [before, after] = [() => flushSync(() => setPaper(true)), () => setPaper(false)]
    window.addEventListener('beforeprint', before)
    window.addEventListener('afterprint', after)
    return () => {
      window.removeEventListener('beforeprint', before)
      window.removeEventListener('afterprint', after)
    }
  }, [])
  const print = async (): Promise<void> => {
    await texts.flush()
    window.print()
  }
  const audiences = [
    { value: 'internal' as const, label: say(words.internal) },
    { value: 'public' as const, label: say(words.public), disabled: report.whyNotPublic !== null },
  ]
  return (
    <Page
      title={report.title}
      crumbs={[{ label: say(words.papers), to: paths.reports }]}
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
            {report.freezeNote && <p>{say(words.freezeNote, { note: report.freezeNote })}</p>}
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
