import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useCan, useMe } from '#web/session.tsx'
import { ConfirmReason } from '#web/ui/ConfirmReason.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { Reason } from '#web/ui/Reason.tsx'
import { Sidebar } from '#web/ui/Sidebar.tsx'
import { clockTime } from '#web/ui/Timeline.tsx'
import { keyOf, keys, type Kind, retryLost, useCodes, usePostsAt } from '../data.ts'
import { Choices } from '../Field.tsx'
import { Correct } from './Correct.tsx'
import { Exclude } from './Exclude.tsx'
import { Missed } from './Missed.tsx'
import { useSend } from './useSend.ts'
import { words } from './words.ts'

type Panel = 'correct' | 'assign' | 'notify' | 'access' | 'exclude' | 'cancel' | 'readers'

/** What can be changed about a matter beside its steps; each opens a panel of its own. */
export const Manage = ({ view, kind }: { view: CaseView; kind: Kind }): ReactNode => {
  const say = useSay()
  const handles = useCan('cases.handle')
  const assigns = useCan('cases.assign')
  const [panel, setPanel] = useState<Panel | null>(null)
  const close = (): void => setPanel(null)
  const send = useSend(view)
  const { found, posts } = useColleagues(view, assigns)
  const alone = found.data && posts.length === 0 ? say(words.assignNone) : null
  const standing = view.body?.notVoided ? say(view.body.notVoided) : null
  const id = useId()
  const button = (key: Panel, blocked: string | null = null): ReactNode => (
    <Button
      disabled={blocked !== null}
      onClick={() => setPanel(key)}
      {...(blocked ? { 'aria-describedby': `${id}${key}` } : {})}
    >
      {say(words[key])}
    </Button>
  )
  const why = (key: Panel, blocked: string | null): ReactNode =>
    blocked && (
      <Reason id={`${id}${key}`}>
        {say(words[key])}:{blocked}
      </Reason>
    )
  const voids = handles && view.head.phase < 2
  const one = keyOf(view.head)
  return (
    <>
      <div className="case-row">
        {handles && button('notify')}
        {assigns && button('assign', alone)}
        {handles && button('correct')}
        {handles && button('access')}
        {handles && button('exclude')}
        {button('readers')}
        {voids && button('cancel', standing)}
      </div>
      {assigns && why('assign', alone)}
      {voids && why('cancel', standing)}
      {panel === 'correct' && <Correct view={view} kind={kind} send={send} onClose={close} />}
      {panel === 'assign' && <Assign view={view} onClose={close} />}
      {panel === 'notify' && <NotifyMode view={view} onClose={close} />}
      {panel === 'access' && <Access view={view} onClose={close} />}
      {panel === 'exclude' && <Exclude view={view} onClose={close} />}
      {panel === 'readers' && <Readers view={view} onClose={close} />}
      {panel === 'cancel' && (
        <ConfirmReason
          open
          title={say(words.cancelTitle)}
          verb={say(words.cancel)}
          explain={say(words.cancelWhy)}
          onClose={close}
          onConfirm={(reason) =>
            send.attempt((version) => call(casesContract.cancel, { params: one, body: { version, reason } }))
          }
        />
      )}
    </>
  )
}

type PanelProps = { readonly view: CaseView; readonly onClose: () => void }

// Whom of one's own unit a matter can be given to.
const useColleagues = (view: CaseView, asks: boolean) => {
  const me = useMe()
  const found = usePostsAt(asks ? me.post.unit.code : '')
  return { found, posts: found.data?.posts.filter((post) => post.id !== view.head.owner?.postId) ?? [] }
}

const Assign = ({ view, onClose }: PanelProps): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const send = useSend(view)
  const { found, posts } = useColleagues(view, true)
  const give = async (postId: string): Promise<void> => {
    if (
      await send.send((version) => call(casesContract.assign, { params: keyOf(view.head), body: { version, postId } }))
    )
      onClose()
  }
  return (
    <Sidebar open title={say(words.assignTitle)} onClose={onClose}>
      <Missed view={view} send={send} />
      <ProblemAlert error={found.error} />
      <div className="case-stack">
        {posts.map((post) => (
          <Button key={post.id} block disabled={send.busy} onClick={() => void give(post.id)}>
            {post.accountName} · {language === 'zh' ? post.titleZh : post.titleEn}
          </Button>
        ))}
      </div>
    </Sidebar>
  )
}

/** Asks how she may be told; nothing leaves for a protected matter before this is set. */
export const NotifyMode = ({ view, onClose }: PanelProps): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const send = useSend(view)
  const modes = useCodes('notify-modes').data?.rows ?? []
  const choose = async (mode: string): Promise<void> => {
    if (await send.send((version) => call(casesContract.notify, { params: keyOf(view.head), body: { version, mode } })))
      onClose()
  }
  return (
    <Sidebar open title={say(words.notifyTitle)} onClose={onClose}>
      <div className="case-stack">
        <Missed view={view} send={send} />
        {view.notifyMode === null && <p>{say(words.notifyUnset)}</p>}
        {modes.map((mode) => (
          <Button
            key={mode.code}
            block
            size="large"
            type={mode.code === view.notifyMode ? 'primary' : 'default'}
            disabled={send.busy}
            onClick={() => void choose(mode.code)}
          >
            {mode[language]}
          </Button>
        ))}
      </div>
    </Sidebar>
  )
}

const levels = ['open', 'restricted', 'closed'] as const
const levelWords = { open: words.accessOpen, restricted: words.accessRestricted, closed: words.accessClosed } as const

const Access = ({ view, onClose }: PanelProps): ReactNode => {
  const say = useSay()
  const send = useSend(view)
  const [level, setLevel] = useState<(typeof levels)[number]>(view.head.restricted ? 'restricted' : 'open')
  return (
    <ConfirmReason
      open
      title={say(words.accessTitle)}
      verb={say(words.set)}
      onClose={onClose}
      onConfirm={(reason) =>
        send.attempt((version) =>
          call(casesContract.restrict, { params: keyOf(view.head), body: { version, access: level, reason } }),
        )
      }
    >
      <Choices
        label={say(words.access)}
        choices={levels.map((one) => ({ value: one, label: say(levelWords[one]) }))}
        chosen={[level]}
        onChange={([one]) => setLevel(levels.find((each) => each === one) ?? level)}
      />
    </ConfirmReason>
  )
}

const Readers = ({ view, onClose }: PanelProps): ReactNode => {
  const say = useSay()
  const one = keyOf(view.head)
  const found = useQuery({
    queryKey: keys.readers(one),
    queryFn: () => call(casesContract.readers, { params: one }),
    staleTime: 0,
    retry: retryLost,
  })
  const readers = found.data?.readers ?? []
  return (
    <Sidebar open title={say(words.readers)} onClose={onClose}>
      <ProblemAlert error={found.error} />
      {found.data && readers.length === 0 && <p>{say(words.readersNone)}</p>}
      <ul className="case-plain">
        {readers.map((reader, place) => (
          // The list is a log: its place is its key.
          <li key={`${reader.at}${place}`}>
            <p>
              <strong>{reader.name}</strong> {reader.title && say(reader.title)} · {reader.unit}
            </p>
            <p className="case-help">
              {clockTime(reader.at)} · {say(reader.done)}
              {reader.purpose ? ` · ${say(reader.purpose)}` : ''}
            </p>
          </li>
        ))}
      </ul>
    </Sidebar>
  )
}
