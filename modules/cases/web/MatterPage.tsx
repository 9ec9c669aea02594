import { Button, Input } from 'antd'
import { type ReactNode, useMemo, useState } from 'react'
import { Link, useNavigate, useParams } from 'react-router'
import { casesContract, type CaseView, printPurposes } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { paths, toMatter } from '#web/paths.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useCan } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useLaws } from '#web/ui/help.ts'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { PrintButton } from '#web/ui/PrintButton.tsx'
import { PrintedBy } from '#web/ui/PrintedBy.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { usePrintPage } from '#web/ui/usePrintPage.ts'
import { nameOf } from './codes.ts'
import { keyOf, type Kind, useCodes, useKinds, useMatter } from './data.ts'
import { Choices } from './Field.tsx'
import { Acts } from './matter/Acts.tsx'
import { Answer, type AnswerOf, notedPapers } from './matter/Answer.tsx'
import { Clocks } from './matter/Clocks.tsx'
import { Content } from './matter/Content.tsx'
import { Files } from './matter/Files.tsx'
import { Head, Title } from './matter/Head.tsx'
import { History } from './matter/History.tsx'
import { Manage, NotifyMode } from './matter/Manage.tsx'
import { Missed } from './matter/Missed.tsx'
import { Missing } from './matter/Missing.tsx'
import { Note } from './matter/Note.tsx'
import { Papers } from './matter/Papers.tsx'
import { Parts } from './matter/Parts.tsx'
import { People } from './matter/People.tsx'
import { Promises } from './matter/Promises.tsx'
import { Review } from './matter/Review.tsx'
import { Source } from './matter/Source.tsx'
import { Steps } from './matter/Steps.tsx'
import { Tracks } from './matter/Tracks.tsx'
import { useSend } from './matter/useSend.ts'
import { words } from './matter/words.ts'
import './cases.css'
import './matter/matter.css'

/** One matter: what it is, what comes next, who, what was said, what happened. */
export const Component = (): ReactNode => {
  const say = useSay()
  const { home = '', id = '' } = useParams()
  const breaksGlass = useCan('cases.breakGlass')
  const found = useMatter({ home, id })
  const kinds = useKinds()
  const view = found.data
  const kind = kinds.data?.find((one) => one.key === view?.head.kind)
  if (found.error && !view) {
    return (
      <Page title={say(words.lost)} crumbs={[{ label: say(words.matters), to: paths.matters }]}>
        {found.error.status === 404 ? (
          <EmptyState
            title={say(words.lost)}
            hint={say(breaksGlass ? words.lostWhyOrEmergency : words.lostWhy)}
            action={breaksGlass && <Link to="/emergency">{say(words.toEmergency)}</Link>}
          />
        ) : (
          <ProblemAlert error={found.error} />
        )}
      </Page>
    )
  }
  if (!view || !kind) return null
  return <Matter key={id} view={view} kind={kind} />
}

const Matter = ({ view, kind }: { view: CaseView; kind: Kind }): ReactNode => {
  const say = useSay()
  usePrintPage()
  const handles = useCan('cases.handle')
  const { head, body } = view
  const one = keyOf(head)
  const [answer, setAnswer] = useState<AnswerOf | null>(null)
  const laws = useMemo(() => [...new Map(view.clocks.map(({ basis }) => [basis.zh, basis])).values()], [view.clocks])
  useLaws(laws)
  return (
    <Page
      title={<Title view={view} kind={kind} />}
      crumbs={[{ label: say(words.matters), to: paths.matters }]}
      actions={
        <PrintButton
          purposes={printPurposes}
          disabled={false}
          record={(purpose) =>
            call(casesContract.printList, { body: { list: 'page', purpose, rows: 1, matters: [one] } })
          }
        />
      }
    >
      <Head view={view} kind={kind} />
      {!body && <Shut view={view} />}
      {!body && (
        <Sheet title={say(words.clocks)}>
          <Clocks clocks={view.clocks} />
        </Sheet>
      )}
      {body && (
        <div className="case-columns">
          <div className="case-side">
            <Sheet className="no-print" title={say(words.next)}>
              {view.mustSetNotify && <Notify view={view} mayHandle={handles} />}
              <Steps view={view} onDone={() => undefined} />
            </Sheet>
            <Sheet title={say(words.clocks)}>
              <Clocks clocks={view.clocks} />
            </Sheet>
            {body.parties.length > 0 && (
              <Sheet title={say(words.people)}>
                <People one={one} parties={body.parties} inClear={body.inClear} />
              </Sheet>
            )}
            <Missing view={view} kind={kind} mayHandle={handles} />
            {handles && (
              <Sheet className="no-print" title={say(words.papers)}>
                <Papers one={one} number={head.number} papers={body.papers} />
              </Sheet>
            )}
            {body.review && (
              <Sheet title={say(words.review)}>
                <Review view={view} review={body.review} />
              </Sheet>
            )}
          </div>
          <div className="case-main">
            {body.damaged && (
              <p className="case-problem" role="alert">
                {say(words.damaged, { why: body.damaged })}
              </p>
            )}
            <Sheet title={say(words.content)}>
              <Content one={one} kind={kind} data={body.data} />
            </Sheet>
            <Parts view={view} kind={kind} mayHandle={handles} />
            {body.tracks.length > 0 && (
              <Sheet title={say(words.tracks)}>
                <Tracks view={view} kind={kind} />
              </Sheet>
            )}
            {(body.acts.length > 0 || (handles && kind.acts.length > 0)) && (
              <Sheet title={say(words.acts)}>
                <Acts view={view} kind={kind} mayHandle={handles} />
              </Sheet>
            )}
            {(body.obligations.length > 0 || (handles && kind.obligations.length > 0)) && (
              <Sheet title={say(words.obligations)}>
                <Promises view={view} kind={kind} mayHandle={handles} />
              </Sheet>
            )}
            <Sheet title={say(words.timeline)}>
              {handles && <Note key={view.head.id} view={view} />}
              <History view={view} kind={kind} mayHandle={handles} onAnswer={(answers) => setAnswer({ answers })} />
            </Sheet>
            <Sheet title={say(words.files)}>
              <Files
                one={one}
                files={body.files}
                mayAdd={handles}
                noted={notedPapers(body.steps)}
                onAnswer={(paper) => setAnswer({ paper })}
              />
            </Sheet>
            {body.source && (
              <Sheet title={say(words.source)}>
                <Source one={one} source={body.source} />
              </Sheet>
            )}
            <Sheet className="no-print" title={say(words.more)}>
              <Manage view={view} kind={kind} />
            </Sheet>
          </div>
        </div>
      )}
      {answer && <Answer view={view} about={answer} onClose={() => setAnswer(null)} />}
      <PrintedBy />
    </Page>
  )
}

/** For protected matters the way of telling her stands above every step. */
const Notify = ({ view, mayHandle }: { view: CaseView; mayHandle: boolean }): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const [open, setOpen] = useState(false)
  const modes = useCodes('notify-modes').data
  return (
    <div className={view.notifyMode ? 'case-notify' : 'case-notify case-notify-unset'}>
      <p>
        {say(words.notifyIs)}
        <strong>{view.notifyMode ? nameOf(modes, view.notifyMode)[language] : say(words.notifyUnset)}</strong>
      </p>
      {mayHandle && <Button onClick={() => setOpen(true)}>{say(view.notifyMode ? words.change : words.set)}</Button>}
      {open && <NotifyMode view={view} onClose={() => setOpen(false)} />}
    </div>
  )
}

/** A restricted matter seen from outside its team: only the head, and the way in with a reason. */
const Shut = ({ view }: { view: CaseView }): ReactNode => {
  const say = useSay()
  const supervises = useCan('cases.supervise')
  const send = useSend(view)
  const [purpose, setPurpose] = useState<'supervise' | 'assist' | ''>('')
  const [reason, setReason] = useState('')
  const navigate = useNavigate()
  const go = async (): Promise<void> => {
    if (
      purpose &&
      (await send.send(() =>
        call(casesContract.supervise, { params: keyOf(view.head), body: { purpose, reason: reason.trim() } }),
      ))
    )
      void navigate(toMatter(view.head), { replace: true })
  }
  return (
    <Sheet title={say(words.restricted)}>
      <p>{say(words.restrictedWhy)}</p>
      {!supervises && <p>{say(words.notTeam)}</p>}
      {supervises && (
        <div className="case-stack">
          <h3>{say(words.superviseTitle)}</h3>
          <p className="case-help">{say(words.superviseLead)}</p>
          <Choices
            label={say(words.purpose)}
            choices={[
              { value: 'supervise', label: say(words.supervise) },
              { value: 'assist', label: say(words.assist) },
            ]}
            chosen={purpose ? [purpose] : []}
            onChange={([one]) => setPurpose(one === 'assist' || one === 'supervise' ? one : '')}
          />
          <Input.TextArea
            aria-label={say(words.superviseTitle)}
            autoSize={{ minRows: 2 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {(purpose === '' || reason.trim().length < 4) && <Reason>{say(words.superviseNeeds)}</Reason>}
          <div>
            <Button
              type="primary"
              loading={send.busy}
              disabled={purpose === '' || reason.trim().length < 4}
              onClick={() => void go()}
            >
              {say(words.view)}
            </Button>
          </div>
          <Missed view={view} send={send} />
        </div>
      )}
    </Sheet>
  )
}
