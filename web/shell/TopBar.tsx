import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, type ReactNode, Suspense, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { casesContract } from '#modules/cases/contract.ts'
import { call } from '#platform/http/client.ts'
import type { PageHelp, PageSpec } from '../page.ts'
import { registerAt } from '../nav.ts'
import { paths } from '../paths.ts'
import { setPreferences, usePreferences, useSay } from '../preferences.ts'
import { useMe, useSession } from '../session.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import { usePostName } from '../ui/usePostName.ts'
import { words } from '../words.ts'
import { icons } from './icons.tsx'
import { SearchBox } from './SearchBox.tsx'

const NoticesPanel = lazy(() => import('./NoticesPanel.tsx').then(({ NoticesPanel }) => ({ default: NoticesPanel })))
const HelpPanel = lazy(() => import('./HelpPanel.tsx').then(({ HelpPanel }) => ({ default: HelpPanel })))

const minute = 60_000

/** Search, ＋登记, 通知, ？, 岗位, language and the name. */
export const TopBar = ({
  pages,
  register,
  help,
  helpOpen,
  onHelp,
}: {
  pages: readonly PageSpec[]
  register: boolean
  help: PageHelp | null
  helpOpen: boolean
  onHelp: (open: boolean) => void
}): ReactNode => {
  const say = useSay()
  const me = useMe()
  const narrow = useNarrow()
  const [noticesOpen, setNoticesOpen] = useState(false)
  const notices = useQuery({
    queryKey: ['cases', 'notices'],
    queryFn: () => call(casesContract.notices, {}),
    refetchInterval: minute,
  })
  const unread = notices.data?.unread ?? 0
  const count = unread > 99 ? '99+' : unread
  return (
    <header className="top">
      <SearchBox pages={pages} />
      <div className="top-tools">
        {register && !narrow && (
          <Link to={registerAt(me, narrow)} className="top-register">
            {icons.plus}
            {say(registerAt(me, narrow) === paths.note ? words.note : words.register)}
          </Link>
        )}
        <Button
          type="text"
          className="top-tool"
          aria-label={unread ? say(words.noticesUnread, { n: count }) : say(words.notices)}
          onClick={() => setNoticesOpen(true)}
        >
          {icons.bell}
          {unread > 0 && (
            <span className="dot" aria-hidden="true">
              {count}
            </span>
          )}
        </Button>
        <Button type="text" className="top-tool" aria-label={say(words.help)} onClick={() => onHelp(true)}>
          {icons.help}
        </Button>
        {!narrow && <LanguageSwitch />}
        {!narrow && <PostSwitch />}
        {!narrow && (
          <Link to={paths.me} className="top-me">
            {icons.me}
            <span>{me.account.name}</span>
          </Link>
        )}
      </div>
      <Suspense fallback={null}>
        {noticesOpen && <NoticesPanel onClose={() => setNoticesOpen(false)} />}
        {helpOpen && <HelpPanel help={help} onClose={() => onHelp(false)} />}
      </Suspense>
    </header>
  )
}

/** 中/EN; says in the other language what it does, for those who cannot read the present one. */
export const LanguageSwitch = (): ReactNode => {
  const { language } = usePreferences()
  const say = useSay()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <Button
      type="text"
      className="top-tool"
      lang={other}
      aria-label={`${say(words.otherLanguage)} ${say(words.otherLanguageName)}`}
      onClick={() => setPreferences({ language: other })}
    >
      {say(words.otherLanguage)}
    </Button>
  )
}

/** The post one acts in: chosen when there are several, otherwise only told. */
export const PostSwitch = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const name = usePostName()
  const { switchPost } = useSession()
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  if (me.posts.length < 2) return <span className="post-name">{name(me.post)}</span>
  return (
    <select
      className="field post-select"
      aria-label={say(words.posts)}
      value={me.post.id}
      disabled={busy}
      onChange={(event) => {
        setBusy(true)
        // What is on screen may not exist for the other post.
        void switchPost(event.target.value)
          .then(() => navigate(paths.today))
          .finally(() => setBusy(false))
      }}
    >
      {me.posts.map((post) => (
        <option key={post.id} value={post.id}>
          {name(post)}
        </option>
      ))}
    </select>
  )
}
