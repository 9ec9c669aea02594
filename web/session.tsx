import { useQueryClient } from '@tanstack/react-query'
import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react'
import { identityContract, type Me } from '#modules/identity/contract.ts'
import type { Permission } from '#platform/contract/route.ts'
import { call, CallError } from '#platform/http/client.ts'
import { onSignInEnded, signedInAgain } from './connection.ts'
import { keptAs, practising } from './practice.ts'
import { setOpenedPost, setStandingPost, standingPost } from './standing.ts'

/** Who is signed in: not known yet, nobody, or somebody; `failed` when the server could not be asked. */
export type SessionState =
  | { readonly is: 'asking' }
  | { readonly is: 'failed'; readonly error: CallError }
  | { readonly is: 'out' }
  | { readonly is: 'in'; readonly me: Me }

/** The session and what can be done with it. */
export type Session = {
  readonly state: SessionState
  /** Takes a fresh answer of the server: after sign-in, a change of post or of the second factor. */
  readonly enter: (me: Me) => void
  readonly switchPost: (postId: string) => Promise<void>
  /** Goes into a post one stands in for (AB角), or with null back into one's own. */
  readonly standIn: (postId: string | null) => Promise<void>
  readonly signOut: () => Promise<void>
  readonly retry: () => void
  /** The sign-in ended while she was working: the form above answers here. */
  readonly ended: {
    readonly why: 'ended' | 'full'
    readonly done: (me: Me) => Promise<void>
    readonly leave: () => void
  } | null
  /** The post is another than the page’s, changed in another window or no longer stood in for: `now` is whom the session is; the page goes back to its own post or follows. */
  readonly moved: {
    readonly now: Me
    readonly back: (() => Promise<void>) | null
    readonly follow: () => void
  } | null
}

const Context = createContext<Session | null>(null)

/** The session, signed in or not. */
export const useSession = (): Session => {
  const session = useContext(Context)
  if (!session) throw new Error('useSession outside of SessionProvider')
  return session
}

/** Who is signed in; only within pages, which are shown to the signed-in alone. */
export const useMe = (): Me => {
  const { state } = useSession()
  if (state.is !== 'in') throw new Error('useMe outside of a signed-in page')
  return state.me
}

/** Whether the present post holds a permission; the server decides again. */
export const useCan = (permission: Permission | 'signed-in'): boolean => {
  const { state } = useSession()
  return state.is === 'in' && (permission === 'signed-in' || state.me.permissions.includes(permission))
}

// Drafts may tell of people; they leave a shared computer together with the person who wrote them.
const forgetDrafts = (): void => {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(keptAs('draft.'))) sessionStorage.removeItem(key)
}

/** Holds the session for the whole page. */
export const SessionProvider = ({ children }: { children: ReactNode }): ReactNode => {
  const queries = useQueryClient()
  const [state, setState] = useState<SessionState>({ is: 'asking' })
  const [ended, setEnded] = useState<Session['ended']>(null)
  const [moved, setMoved] = useState<Session['moved']>(null)
  const moving = useRef(false)
  const latest = useRef(state)
  useLayoutEffect(() => {
    latest.current = state
  }, [state])

  const enter = useCallback(
    (me: Me): void => {
      const before = latest.current
      if (before.is === 'in' && (before.me.post.id !== me.post.id || before.me.account.id !== me.account.id))
        queries.clear()
      if (before.is === 'in' && before.me.account.id !== me.account.id) forgetDrafts()
      setOpenedPost(me.post.id)
      setState({ is: 'in', me })
    },
    [queries],
  )

  const leave = useCallback((): void => {
    onSignInEnded(null)
    forgetDrafts()
    setStandingPost(null)
    setOpenedPost(null)
    setState({ is: 'out' })
    setEnded(null)
    setMoved(null)
    queries.clear()
  }, [queries])

  const ask = useCallback(
    function ask(): void {
      call(identityContract.me, {}).then(
        (me) => {
          const before = latest.current
          if (before.is === 'in' && before.me.post.id !== me.post.id) void signedInAgain('post')
          else enter(me)
        },
        (error: unknown) => {
          const problem = error instanceof CallError ? error : new CallError(0, 'http.internal', String(error), [])
          // What she stood in for is over: she is in her own post, and is told where a page was open.
          if (problem.status === 403 && standingPost()) {
            setStandingPost(null)
            return ask()
          }
          setState((now) =>
            now.is === 'in' ? now : problem.status === 401 ? { is: 'out' } : { is: 'failed', error: problem },
          )
        },
      )
    },
    [enter],
  )

  useEffect(ask, [ask])

  // Another window may have changed the post or the person: coming back must not act in the wrong post.
  useEffect(() => {
    const look = (): void => {
      if (document.visibilityState === 'visible' && latest.current.is === 'in') ask()
    }
    document.addEventListener('visibilitychange', look)
    return () => document.removeEventListener('visibilitychange', look)
  }, [ask])

  // What a window does itself is no surprise to it.
  const move = useCallback(
    async (work: () => Promise<Me>): Promise<void> => {
      moving.current = true
      await work()
        .then(enter)
        .finally(() => {
          moving.current = false
        })
    },
    [enter],
  )

  const askPost = useCallback(async (): Promise<boolean> => {
    const now = moving.current ? null : await call(identityContract.me, {}).catch(() => null)
    const before = latest.current.is === 'in' ? latest.current.me : null
    if (!now || !before || moving.current || now.post.id === before.post.id) return false
    const mine = now.account.id === before.account.id && now.posts.some(({ id }) => id === before.post.id)
    return new Promise<boolean>((resolve) => {
      setMoved({
        now,
        back: mine
          ? async () => {
              await move(() => call(identityContract.switchPost, { body: { postId: before.post.id } }))
              setMoved(null)
              resolve(true)
            }
          : null,
        follow: () => {
          enter(now)
          setMoved(null)
          resolve(false)
        },
      })
    })
  }, [enter, move])

  const signedIn = state.is === 'in'
  useEffect(() => {
    if (!signedIn) return
    onSignInEnded((why) =>
      why === 'post'
        ? askPost()
        : new Promise<boolean>((resolve) => {
            const before = latest.current.is === 'in' ? latest.current.me : null
            setEnded({
              why,
              done: async (me) => {
                const wanted = before?.post.id
                const back = wanted && me.post.id !== wanted && me.posts.some((post) => post.id === wanted)
                enter(
                  standingPost()
                    ? await call(identityContract.me, {})
                    : back
                      ? await call(identityContract.switchPost, { body: { postId: wanted } })
                      : me,
                )
                setEnded(null)
                resolve(true)
              },
              leave: () => {
                // Who will not be checked only leaves the step.
                if (why === 'full') setEnded(null)
                else leave()
                resolve(false)
              },
            })
          }),
    )
    return () => onSignInEnded(null)
  }, [signedIn, enter, leave, askPost])

  const session = useMemo<Session>(
    () => ({
      state,
      ended,
      moved,
      enter,
      switchPost: async (postId) => {
        setStandingPost(null)
        await move(() => call(identityContract.switchPost, { body: { postId } }))
      },
      standIn: async (postId) => {
        const before = standingPost()
        setStandingPost(postId)
        try {
          await move(() => call(identityContract.me, {}))
        } catch (error) {
          setStandingPost(before)
          throw error
        }
      },
      signOut: async () => {
        await call(identityContract.signOut, {}).catch(() => undefined)
        leave()
        if (practising) window.location.assign('/')
      },
      retry: () => {
        setState({ is: 'asking' })
        ask()
      },
    }),
    [state, ended, moved, enter, move, leave, ask],
  )
  return <Context value={session}>{children}</Context>
}
