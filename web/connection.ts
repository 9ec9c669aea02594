import { useSyncExternalStore } from 'react'
import { addressOf } from './practice.ts'
import { postHeaders } from './standing.ts'

/** How the page stands with the server. */
export type Connection = { readonly offline: boolean; readonly tooOld: boolean }

let state: Connection = { offline: false, tooOld: false }
const listeners = new Set<() => void>()

const set = (change: Partial<Connection>): void => {
  const next = { ...state, ...change }
  if (next.offline === state.offline && next.tooOld === state.tooOld) return
  state = next
  for (const listener of listeners) listener()
}

/** The connection, for the banners. */
export const useConnection = (): Connection =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => state,
  )

/** Why a call waits: the sign-in ended, it came by phone and the step wants the full check, or another window changed the post. */
export type Why = 'ended' | 'full' | 'post'

/** Asks the reader above what she is doing; true once she has proved herself or gone back to the post, false when she turned away. */
export type AskAgain = (why: Why) => Promise<boolean>

let askAgain: AskAgain | null = null
const asking = new Map<Why, Promise<boolean>>()

/** The session says here how to ask for the password again; null while nobody is signed in. */
export const onSignInEnded = (ask: AskAgain | null): void => {
  askAgain = ask
  if (!ask) asking.clear()
}

/** All calls that fail for one reason wait for the same question; the answer to one question may have to wait for another. */
export const signedInAgain = (why: Why): Promise<boolean> => {
  if (!askAgain) return Promise.resolve(false)
  const asked = asking.get(why) ?? askAgain(why).finally(() => asking.delete(why))
  asking.set(why, asked)
  return asked
}

/** Number of the build this page was made by; the server answers 426 to one it no longer understands. */
export const buildHeader = { 'x-nuanjia-build': BUILD_NUMBER } as const

const whys: Readonly<Record<string, Why>> = {
  'http.unauthenticated': 'ended',
  'http.fullCheck': 'full',
  'http.otherPost': 'post',
}

/** Whether a refusal is one she can mend above the page, and how; by the code of the problem. */
export const whyOf = (code: string | undefined): Why | null => whys[code ?? ''] ?? null

const whyRefused = async (response: Response): Promise<Why | null> => {
  if (![401, 403, 409].includes(response.status)) return null
  const problem = (await response
    .clone()
    .json()
    .catch(() => ({}))) as { code?: string }
  return whyOf(problem.code)
}

const ownCall = (input: RequestInfo | URL): input is string =>
  typeof input === 'string' && (input.startsWith('/api/') || input === '/healthz')

const ping = (): void => {
  window.setTimeout(() => {
    if (state.offline) void window.fetch('/healthz').then(undefined, ping)
  }, 4000)
}

/**
 * Puts the house's manners around the browser's `fetch`, so that every call of every room has them: it names its build, a
 * call refused because the sign-in ended or is too light waits for the password and is sent once more, a lost connection is noticed.
 */
export const connect = (): void => {
  const plain = window.fetch.bind(window)
  window.fetch = async (input, init) => {
    if (!ownCall(input)) return plain(input, init)
    const dressed: RequestInit = {
      ...init,
      headers: { ...postHeaders(), ...(init?.headers as Record<string, string>), ...buildHeader },
    }
    const send = async (): Promise<Response> => {
      try {
        const response = await plain(addressOf(input), dressed)
        set({ offline: false, ...(response.status === 426 ? { tooOld: true } : {}) })
        return response
      } catch (error) {
        if ((error as Error).name !== 'AbortError' && !state.offline) {
          set({ offline: true })
          ping()
        }
        throw error
      }
    }
    const response = await send()
    const why = await whyRefused(response)
    if (why === null || !(await signedInAgain(why))) return response
    return send()
  }
  window.addEventListener('offline', () => {
    if (!state.offline) ping()
    set({ offline: true })
  })
  window.addEventListener('online', () => void window.fetch('/healthz').catch(() => undefined))
}
