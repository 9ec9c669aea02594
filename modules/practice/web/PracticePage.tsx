import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { call } from '#platform/http/client.ts'
import { paths } from '#web/paths.ts'
import { usePreferences, useSay } from '#web/preferences.ts'
import { useMe } from '#web/session.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Page, Sheet } from '#web/ui/Page.tsx'
import { ProblemAlert } from '#web/ui/ProblemAlert.tsx'
import { practiceContract, type PracticeState } from '../contract.ts'
import { Progress } from './Progress.tsx'
import { usePractice } from './usePractice.ts'
import { words } from './words.ts'

/** 练习: what it is in three lines, and the posts to be, the one most like one's own first. */
export const Component = (): ReactNode => {
  const say = useSay()
  const me = useMe()
  const { data, error } = usePractice()
  return (
    <Page title={say(words.title)} crumbs={[{ label: me.account.name, to: paths.me }]}>
      <ProblemAlert error={error} />
      {data && (
        <>
          <Sheet>
            <ul className="practice-lines">
              {words.lines.map((line) => (
                <li key={line.zh}>{say(line)}</li>
              ))}
            </ul>
          </Sheet>
          <Standing state={data} />
        </>
      )}
    </Page>
  )
}

const Standing = ({ state }: { state: PracticeState }): ReactNode => {
  const say = useSay()
  if (state.is === 'open') return <Posts posts={state.posts} />
  if (state.is === 'absent') return <EmptyState title={say(words.absent)} hint={say(words.absentHint)} />
  if (state.is === 'making')
    return (
      <Sheet title={say(words.making)}>
        <Progress state={state} />
        <p className="quiet">{say(words.makingHint)}</p>
      </Sheet>
    )
  return <EmptyState title={say(words.closed)} hint={say(words.closedHint)} />
}

const Posts = ({ posts }: { posts: PracticeState['posts'] }): ReactNode => {
  const say = useSay()
  const { language } = usePreferences()
  const [busy, setBusy] = useState<string | null>(null)
  const [error, setError] = useState<unknown>(null)
  const enter = (account: string): void => {
    setBusy(account)
    setError(null)
    call(practiceContract.enter, { body: { account } }).then(
      // Another house: the whole page is loaded anew.
      ({ to }) => window.location.assign(to),
      (problem: unknown) => {
        setError(problem)
        setBusy(null)
      },
    )
  }
  const groups = [
    { title: words.near, some: posts.filter(({ near }) => near), solid: true },
    {
      title: posts.some(({ near }) => near) ? words.others : words.choose,
      some: posts.filter(({ near }) => !near),
      solid: false,
    },
  ]
  return (
    <>
      <ProblemAlert error={error} />
      {groups.map(
        ({ title, some, solid }) =>
          some.length > 0 && (
            <Sheet key={title.zh} title={say(title)}>
              <ul className="posts">
                {some.map((post) => (
                  <li key={post.account}>
                    <span>
                      <strong>{post.title[language]}</strong>
                      <br />
                      <span className="quiet">
                        {post.unit} · {post.name}
                      </span>
                    </span>
                    <Button
                      type={solid ? 'primary' : 'default'}
                      loading={busy === post.account}
                      disabled={busy !== null && busy !== post.account}
                      aria-label={say(words.enterAs, { title: post.title[language] })}
                      onClick={() => enter(post.account)}
                    >
                      {say(words.enter)}
                    </Button>
                  </li>
                ))}
              </ul>
            </Sheet>
          ),
      )}
    </>
  )
}
