import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import type { Serve } from './serving.ts'
import { stopwatch, summarise, type Times } from './timing.ts'

/** A request ready to be sent. */
export type Request = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly body?: unknown
  /** Session token. */
  readonly token?: string
}

/** A serving process and the keep-alive connections to it. */
export type Server = {
  readonly call: (request: Request) => Promise<Buffer>
  /** CPU the process has used since its start, in milliseconds. */
  readonly cpu: () => Promise<number>
  readonly stop: () => Promise<void>
}

/** Forks a serving process (see serving.ts) and connects to it. */
export const startServer = async (serve: Serve): Promise<Server> => {
  const child = fork(join(import.meta.dirname, 'serving.ts'), { execArgv: ['--disable-warning=ExperimentalWarning'] })
  const port = await ask(child, serve)
  const agent = new Agent({ keepAlive: true, maxSockets: 64 })
  return {
    call: (one) => send(agent, port, one),
    cpu: () => ask(child, 'cpu'),
    stop: async () => {
      agent.destroy()
      const gone = once(child, 'exit')
      child.disconnect()
      await gone
    },
  }
}

const ask = (child: ChildProcess, message: Serve | 'cpu'): Promise<number> =>
  new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error('the serving process ended'))
    child.once('exit', ended)
    child.once('message', (value) => {
      child.off('exit', ended)
      resolve(value as number)
    })
    child.send(message)
  })

const send = (agent: Agent, port: number, { method, path, body, token }: Request): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const payload = body === undefined ? undefined : JSON.stringify(body)
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        agent,
        method,
        path,
        headers: {
          ...(token ? { authorization: `Bearer ${token}` } : {}),
          ...(payload ? { 'content-type': 'application/json', 'content-length': Buffer.byteLength(payload) } : {}),
        },
      },
      (response) => {
        const parts: Buffer[] = []
        response.on('data', (part: Buffer) => parts.push(part))
        response.once('error', reject)
        response.once('end', () => {
          const whole = Buffer.concat(parts)
          if (response.statusCode === 200) resolve(whole)
          else reject(new Error(`${method} ${path}: ${response.statusCode} ${whole.toString('utf8', 0, 500)}`))
        })
      },
    )
    sent.once('error', reject)
    sent.end(payload)
  })

/** What requests cost: times as the client saw them, how many a second, and the server's CPU for one, in milliseconds. */
export type Cost = Times & { readonly perSecond: number; readonly cpu: number }

/**
 * Sends the same requests to two servers by turns, `clients` at a time for `slice` milliseconds, so that what else the machine
 * does burdens both alike. Each turn begins with one unmeasured request a client.
 */
export const race = async (
  clients: number,
  slice: number,
  turns: number,
  ways: readonly [Way, Way],
): Promise<readonly [Cost, Cost]> => {
  const seen = ways.map(() => ({ durations: [] as number[], elapsed: 0, cpu: 0 }))
  for (let turn = 0; turn < turns; turn++) {
    for (const [at, way] of ways.entries()) {
      const sum = seen[at]
      if (!sum) continue
      await Promise.all(Array.from({ length: clients }, () => way.server.call(way.next())))
      const before = await way.server.cpu()
      sum.elapsed += await stopwatch(() =>
        Promise.all(Array.from({ length: clients }, () => keepAsking(way, slice, sum.durations))),
      )
      sum.cpu += (await way.server.cpu()) - before
    }
  }
  const costs = seen.map(({ durations, elapsed, cpu }) => ({
    ...summarise(durations),
    perSecond: (durations.length * 1000) / elapsed,
    cpu: cpu / durations.length,
  }))
  return costs as unknown as readonly [Cost, Cost]
}

/** A server and what it is asked next. */
export type Way = { readonly server: Server; readonly next: () => Request }

const keepAsking = async ({ server, next }: Way, slice: number, durations: number[]): Promise<void> => {
  const until = performance.now() + slice
  do {
    const one = next()
    durations.push(await stopwatch(() => server.call(one)))
  } while (performance.now() < until)
}
