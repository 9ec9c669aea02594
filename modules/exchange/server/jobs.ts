import type { Database } from '#platform/db/open.ts'
import { Failure } from '#platform/errors/define.ts'
import { startTicker } from '#platform/jobs/ticker.ts'
import { label, type Label } from '#platform/text/label.ts'
import { checkTurn } from './check.ts'
import type { ExchangeDeps, Work } from './deps.ts'
import * as queries from './queries/desk.ts'
import { runTurn } from './run.ts'

/** What checking and writing files needs beside the room's own. */
export type JobDeps = ExchangeDeps & {
  readonly system: Database
  /** Transactions of a person in her post, without her being there; throws when the account or the post has ended. */
  readonly as: (account: string, post: string) => Work
  readonly clock: () => Date
  readonly onError?: (error: unknown, name: string) => void
}

/** Longest turn of one file while others wait to be written, and how often its person is asked whether to go on, in milliseconds. */
const turn = 20_000
const look = 700
/** Days a file lies on the desk that nobody goes on with. */
const keptDays = 30
/** Up to this size a file is checked within a second or two; longer ones wait for each other, not these for them. */
const short = 1024 * 1024

/** What is done with files of one state, one file after the other. */
type Lane = {
  readonly name: string
  readonly state: 'checking' | 'running'
  readonly takes: (desk: queries.Waiting) => boolean
  readonly work: (turn: Turn) => Promise<void>
  /** Others that wait are let in after a while; only where the work goes on later from where it was. */
  readonly yields: boolean
  /** What a person is told of an end nobody foresaw. */
  readonly unforeseen: Label
  readonly endedBadly: typeof queries.endedBadly
}

/** One file in hand: who it is done for, when to end, and where to say how far it is. */
export type Turn = {
  readonly deps: JobDeps
  readonly desk: queries.Waiting
  readonly signal: AbortSignal
  readonly progress: (done: number, total: number) => void
}

const lanes: readonly Lane[] = [
  ...[true, false].map((quick): Lane => ({
    name: quick ? 'exchange.checks' : 'exchange.longChecks',
    state: 'checking',
    takes: ({ size }) => size <= short === quick,
    work: checkTurn,
    yields: false,
    unforeseen: label(
      '检查停住了,文件还在。请点〔接着检查〕;还是不行,请把时间告诉管服务器的人。',
      'The check stopped; the file is still here. Go on with it; if that fails again, tell whoever runs the server the time.',
    ),
    endedBadly: queries.endCheck,
  })),
  {
    name: 'exchange.imports',
    state: 'running',
    takes: () => true,
    work: runTurn,
    yields: true,
    unforeseen: label(
      '导入停住了,写入的行都在。请点〔接着导〕;还是不行,请把时间告诉管服务器的人。',
      'The import stopped; the rows written so far stand. Go on with it; if that fails again, tell whoever runs the server the time.',
    ),
    endedBadly: queries.endedBadly,
  },
]

/**
 * Checks and writes the files on the desks, through a closed browser and a restart, as their people in their posts: for whoever may no longer
 * import nothing is done. Files of one lane go one after the other; what is being written takes turns.
 */
export const startImports = (deps: JobDeps): { readonly stop: () => Promise<void> } => {
  const stopping = new AbortController()
  let swept = 0
  const sweep = async (): Promise<void> => {
    const now = deps.clock().getTime()
    if (Math.abs(now - swept) <= 3_600_000) return
    await queries.dropOld(deps.system, new Date(now - keptDays * 86_400_000))
    swept = now
  }
  const tickers = lanes.map((lane) =>
    startTicker({
      name: lane.name,
      everyMs: 400,
      db: deps.system,
      ...(deps.onError ? { onError: deps.onError } : {}),
      work: async () => {
        if (lane.state === 'running') await sweep()
        for (const desk of await queries.waiting(deps.system)) {
          if (stopping.signal.aborted) return
          if (desk.status === 'stopping' && lane.state === 'running')
            await queries.endedBadly(deps.system, desk.id, null)
          if (desk.status === lane.state && lane.takes(desk)) await takeTurn(deps, lane, desk, stopping.signal)
        }
      },
    }),
  )
  return {
    stop: async () => {
      stopping.abort()
      await Promise.all(tickers.map((ticker) => ticker.stop()))
    },
  }
}

const takeTurn = async (deps: JobDeps, lane: Lane, desk: queries.Waiting, closing: AbortSignal): Promise<void> => {
  const end = new AbortController()
  let far: readonly [number, number] | null = null
  const watch = watching(deps, lane, desk, end, closing, async () => {
    if (far) await queries.noteChecked(deps.system, desk.id, ...far)
  })
  try {
    await lane.work({ deps, desk, signal: end.signal, progress: (done, total) => void (far = [done, total]) })
  } catch (error) {
    const told = error instanceof Failure && error.status < 500
    if (!told) deps.onError?.(error, lane.name)
    await lane.endedBadly(deps.system, desk.id, told ? error.sentence : lane.unforeseen)
  } finally {
    await watch()
  }
}

// Ends the turn when its person stops it, the server goes down, or others have waited for long.
const watching = (
  deps: JobDeps,
  { state, takes, yields }: Lane,
  desk: queries.Waiting,
  end: AbortController,
  closing: AbortSignal,
  tell: () => Promise<void>,
) => {
  const began = performance.now()
  let asked: Promise<void> = Promise.resolve()
  const ask = async (): Promise<void> => {
    const all = (await queries.waiting(deps.system)).filter((one) => one.status === state && takes(one))
    if (!all.some(({ id }) => id === desk.id)) end.abort()
    else if (yields && all.length > 1 && performance.now() - began > turn) {
      await queries.toTheEnd(deps.system, desk.id, deps.clock())
      end.abort()
    } else await tell()
  }
  const timer = setInterval(() => {
    asked = asked.then(ask).catch(() => undefined)
  }, look)
  const close = (): void => end.abort()
  closing.addEventListener('abort', close)
  return async (): Promise<void> => {
    clearInterval(timer)
    closing.removeEventListener('abort', close)
    await asked
  }
}
