import { legacyLogicalPropertiesTransformer, StyleProvider } from '@ant-design/cssinjs'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Button, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { Component as ReactComponent, lazy, type ReactNode, Suspense, useEffect } from 'react'
import { BrowserRouter, Link, Navigate, Route, Routes, useLocation } from 'react-router'
import { CallError } from '#platform/http/client.ts'
import { homeOf, mayOpen } from './nav.ts'
import type { PageSpec } from './page.ts'
import { Pages } from './pages.ts'
import { paths } from './paths.ts'
import { base, practising } from './practice.ts'
import { usePreferences, useSay } from './preferences.ts'
import { pages } from './routes.tsx'
import { SessionProvider, useSession } from './session.tsx'
import { PracticeBar } from './shell/PracticeBar.tsx'
import { PracticeOut } from './shell/PracticeOut.tsx'
import { Shell } from './shell/Shell.tsx'
import { themeOf } from './theme.ts'
import { EmptyState } from './ui/EmptyState.tsx'
import { Page } from './ui/Page.tsx'
import { ProblemAlert } from './ui/ProblemAlert.tsx'
import { useNarrow, useStill } from './ui/useNarrow.ts'
import { words } from './words.ts'

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      // A house on the same machine answers even when the browser believes itself offline.
      networkMode: 'always',
      staleTime: 10_000,
      retry: (times, error) => times < 2 && error instanceof CallError && (error.status === 0 || error.status === 503),
    },
    mutations: { networkMode: 'always' },
  },
})

/** Milliseconds a slow line is left to the page that is being opened. */
const pageFirst = 5000

const signInAgain = () => import('#modules/identity/web/SignInAgain.tsx')
const SignInPage = lazy(() =>
  import('#modules/identity/web/SignInPage.tsx').then(({ Component }) => ({ default: Component })),
)
const SignInAgain = lazy(() => signInAgain().then(({ SignInAgain }) => ({ default: SignInAgain })))
const OtherPost = lazy(() => import('./shell/OtherPost.tsx').then(({ OtherPost }) => ({ default: OtherPost })))
const PracticeEnded = lazy(() =>
  import('./shell/PracticeEnded.tsx').then(({ PracticeEnded }) => ({ default: PracticeEnded })),
)
const SlipPage = lazy(() =>
  import('#modules/identity/web/SlipPage.tsx').then(({ Component }) => ({ default: Component })),
)
const MustChange = lazy(() =>
  import('#modules/identity/web/MustChange.tsx').then(({ MustChange }) => ({ default: MustChange })),
)

const screens = pages.map((page) => ({
  page,
  Found: lazy(() => page.lazy().then(({ Component }) => ({ default: Component }))),
}))

/** The whole page: style, language, data, session, routes. */
export const App = (): ReactNode => {
  const { language, large } = usePreferences()
  const touch = useNarrow()
  const still = useStill()
  return (
    // Chromium 86 knows neither `:where()` nor logical properties.
    <StyleProvider hashPriority="high" layer={false} transformers={[legacyLogicalPropertiesTransformer]}>
      <ConfigProvider
        {...(language === 'zh' ? { locale: zhCN } : {})}
        theme={themeOf({ large, touch, still })}
        // The icon of the library stays in the button's name when an answer comes faster than its motion.
        button={{ autoInsertSpace: false, loadingIcon: <span className="turning" aria-hidden="true" /> }}
      >
        <QueryClientProvider client={queries}>
          <SessionProvider>
            <BrowserRouter basename={base || '/'}>
              {practising && <PracticeBar />}
              <Suspense fallback={<Waiting />}>
                <Pages.Provider value={pages}>
                  <House />
                </Pages.Provider>
              </Suspense>
            </BrowserRouter>
          </SessionProvider>
        </QueryClientProvider>
      </ConfigProvider>
    </StyleProvider>
  )
}

const House = (): ReactNode => {
  const { state, ended, moved, retry } = useSession()
  const say = useSay()
  const { pathname } = useLocation()
  useEffect(() => {
    if (state.is !== 'in') return undefined
    // The question for the password must not depend on a connection that has just come back; the page itself comes first.
    const timer = window.setTimeout(() => void signInAgain(), pageFirst)
    return () => window.clearTimeout(timer)
  }, [state.is])
  if (state.is === 'asking') return <Waiting />
  if (state.is === 'failed') {
    return (
      <main className="alone">
        <h1>{say(words.house)}</h1>
        <ProblemAlert error={state.error} />
        <Button type="primary" onClick={retry}>
          {say(words.reload)}
        </Button>
      </main>
    )
  }
  // A slip is for whoever holds it, also where somebody else is signed in.
  if (pathname === paths.slip) return <SlipPage />
  if (state.is === 'out') return practising ? <PracticeOut /> : <SignInPage />
  if (state.me.account.mustChange) return <MustChange />
  const home = homeOf(pages, state.me)
  return (
    <>
      <Routes>
        {screens.map(({ page, Found }) => (
          <Route
            key={page.path}
            path={page.path}
            element={
              page.path === paths.today && home ? (
                <Navigate to={home.path} replace />
              ) : (
                <Screen page={page} key={`${page.path} ${state.me.post.id}`}>
                  {mayOpen(page, state.me) ? <Found /> : <Lost />}
                </Screen>
              )
            }
          />
        ))}
        <Route
          path="*"
          element={
            <Shell pages={pages} entry={null}>
              <Lost />
            </Shell>
          }
        />
      </Routes>
      {moved && (
        <Suspense fallback={null}>
          <OtherPost />
        </Suspense>
      )}
      {ended && <Suspense fallback={null}>{practising ? <PracticeEnded /> : <SignInAgain />}</Suspense>}
    </>
  )
}

const Screen = ({ page, children }: { page: PageSpec; children: ReactNode }): ReactNode => {
  const body = (
    <Broken>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </Broken>
  )
  if (page.bare) return body
  return (
    <Shell pages={pages} entry={page.entry} help={page.help}>
      {body}
    </Shell>
  )
}

const Waiting = (): ReactNode => {
  const say = useSay()
  return (
    <p className="waiting" role="status">
      {say(words.loading)}
    </p>
  )
}

const Lost = (): ReactNode => {
  const say = useSay()
  return (
    <Page title={say(words.lost)}>
      <EmptyState
        title={say(words.lostWhy)}
        hint={say(words.lostHint)}
        action={
          <Link className="button-link" to={paths.today}>
            {say(words.toToday)}
          </Link>
        }
      />
    </Page>
  )
}

const BrokenWords = (): ReactNode => {
  const say = useSay()
  return (
    <Page title={say(words.broken)}>
      <EmptyState
        title={say(words.brokenWhy)}
        hint={say(words.brokenHint)}
        action={
          <Button type="primary" onClick={() => location.reload()}>
            {say(words.reload)}
          </Button>
        }
      />
    </Page>
  )
}

// React offers error boundaries as classes only.
class Broken extends ReactComponent<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false }
  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }
  override render(): ReactNode {
    return this.state.broken ? <BrokenWords /> : this.props.children
  }
}
