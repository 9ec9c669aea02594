import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react'
import { NavLink, useLocation, useNavigate } from 'react-router'
import type { Label } from '#platform/text/label.ts'
import { barOf, entriesOf, homeOf, mayRegister, type NavEntry, registerAt } from '../nav.ts'
import type { Entry, PageHelp, PageSpec } from '../page.ts'
import { paths } from '../paths.ts'
import { practising } from '../practice.ts'
import { useSay } from '../preferences.ts'
import { useMe } from '../session.tsx'
import { useShortcut } from '../ui/shortcuts.ts'
import { Sheet } from '../ui/Page.tsx'
import { useNarrow } from '../ui/useNarrow.ts'
import { entryWords, words } from '../words.ts'
import { Banners } from './Banners.tsx'
import { entryIcons, icons } from './icons.tsx'
import { MachineBanner } from './MachineBanner.tsx'
import { TopBar } from './TopBar.tsx'

const FirstDay = lazy(() =>
  import('#modules/identity/web/FirstDay.tsx').then(({ FirstDay }) => ({ default: FirstDay })),
)

/** What stands around every page: entries, top bar, banners; at phone width the entries move to the bottom. */
export const Shell = ({
  pages,
  entry,
  help = null,
  children,
}: {
  pages: readonly PageSpec[]
  entry: Entry | null
  /** What stands behind ？; absent where there is no page. */
  help?: PageHelp | null
  children: ReactNode
}): ReactNode => {
  const say = useSay()
  const me = useMe()
  const narrow = useNarrow()
  const navigate = useNavigate()
  const [helpOpen, setHelpOpen] = useState(false)
  const entries = entriesOf(pages, me)
  const register = mayRegister(pages, me)
  const tabs = entries.find((each) => each.entry === entry)?.tabs ?? []
  useShortcut('n', () => register && void navigate(registerAt(me, narrow)))
  useShortcut('?', () => setHelpOpen(true))
  const { pathname } = useLocation()
  const registering = atRegister(pathname)
  const atHome = pathname === (homeOf(pages, me)?.path ?? paths.today)
  useTitle(entry ? entryWords[entry] : registering ? words.register : words.me)
  return (
    <div className="shell">
      <a className="skip" href="#main">
        {say(words.skip)}
      </a>
      <Banners demo={me.account.demo} />
      {me.permissions.includes('settings.change') && !me.account.demo && <MachineBanner />}
      <div className="shell-body">
        {!narrow && (
          <nav className="rail" aria-label={say(words.navigation)}>
            <NavLink className="brand" to={paths.today}>
              <img src="/icon.svg" alt="" width="34" height="34" />
              <span>{say(words.house)}</span>
            </NavLink>
            {entries.map((each) => (
              <EntryLink key={each.entry} each={each} current={entry === each.entry} />
            ))}
          </nav>
        )}
        <div className="shell-main">
          <TopBar pages={pages} register={register} help={help} helpOpen={helpOpen} onHelp={setHelpOpen} />
          {tabs.length > 1 && (
            <nav className="tabs" aria-label={say(words.tabs)}>
              {tabs.map((tab) => (
                <NavLink key={tab.path} to={tab.path} end>
                  {tab.tab && say(tab.tab)}
                </NavLink>
              ))}
            </nav>
          )}
          <main id="main" tabIndex={-1}>
            {practising && registering && (
              <p className="practice-note" role="note">
                {say(words.practiceNote)}
              </p>
            )}
            {children}
            {narrow && pathname === paths.me && <More entries={barOf(entries, register).more} />}
            <Suspense fallback={null}>{atHome && <FirstDay />}</Suspense>
          </main>
          <footer className="foot">{say(words.unclassified)}</footer>
        </div>
      </div>
      {narrow && <PhoneBar entries={entries} entry={entry} register={register} />}
    </div>
  )
}

const atRegister = (path: string): boolean => path.startsWith(paths.register) || path === paths.note

const EntryLink = ({ each, current }: { each: NavEntry; current: boolean }): ReactNode => {
  const say = useSay()
  return (
    <NavLink
      to={each.to}
      className={current ? 'entry entry-current' : 'entry'}
      {...(current ? { 'aria-current': 'page' as const } : {})}
    >
      {entryIcons[each.entry]}
      <span>{say(entryWords[each.entry])}</span>
    </NavLink>
  )
}

/** Under 〔我的〕 of a phone: the pages its bar has no room for. */
const More = ({ entries }: { entries: readonly NavEntry[] }): ReactNode => {
  const say = useSay()
  const links = entries.flatMap(({ tabs }) => tabs)
  return (
    links.length > 0 && (
      <Sheet title={say(words.more)}>
        <ul className="posts">
          {links.map(({ path, tab }) => (
            <li key={path}>
              <NavLink to={path}>{tab && say(tab)}</NavLink>
            </li>
          ))}
        </ul>
      </Sheet>
    )
  )
}

const PhoneBar = ({
  entries,
  entry,
  register,
}: {
  entries: readonly NavEntry[]
  entry: Entry | null
  register: boolean
}): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { shown } = barOf(entries, register)
  const half = Math.ceil(shown.length / 2)
  const registering = atRegister(useLocation().pathname)
  const link = (each: NavEntry): ReactNode => (
    <EntryLink key={each.entry} each={each} current={entry === each.entry && !registering} />
  )
  return (
    <nav className="phone-bar" aria-label={say(words.navigation)}>
      {shown.slice(0, half).map(link)}
      {register && (
        <NavLink to={registerAt(me, true)} className="entry entry-plus">
          <span className="plus">{icons.plus}</span>
          <span>{say(words.note)}</span>
        </NavLink>
      )}
      {shown.slice(half).map(link)}
      <NavLink to={paths.me} className={({ isActive }) => (isActive ? 'entry entry-current' : 'entry')}>
        {icons.me}
        <span>{say(words.me)}</span>
      </NavLink>
    </nav>
  )
}

// A tab title is read by whoever passes by: the entry only, never what a matter is about (experience section 3, 8).
const useTitle = (title: Label): void => {
  const say = useSay()
  const text = [...(practising ? [say(words.practice)] : []), say(title), say(words.house)].join(' · ')
  useEffect(() => {
    document.title = text
  }, [text])
}
