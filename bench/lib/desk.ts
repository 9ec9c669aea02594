import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { PassThrough } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { setTimeout as wait } from 'node:timers/promises'
import type { DeskView } from '#modules/exchange/shapes.ts'
import { writeRows } from '#modules/exchange/tabular/write.ts'
import { emptyFolder, fillFolder, type RealServer, startServer } from '#test/harness/server.ts'
import { ask, signIn } from '#test/harness/registering.ts'
import { faultyRows, headings } from './register.ts'
import { percentile } from './timing.ts'

/** How long others waited for a list while something went on, in milliseconds. */
type Waits = { readonly p50: number; readonly p95: number; readonly worst: number; readonly asked: number }

// Asked every 100 ms whether the one before has come back or not, as people do not wait for each other.
const watchList = (server: RealServer, token: string): { readonly stop: () => Promise<Waits> } => {
  const waits: number[] = []
  const asking: Promise<void>[] = []
  const one = async (): Promise<void> => {
    const from = performance.now()
    const { status } = await ask(server, token, 'GET', '/api/v1/cases?limit=20')
    if (status !== 200) throw new Error(`the list was refused: ${status}`)
    waits.push(performance.now() - from)
  }
  const timer = setInterval(() => asking.push(one()), 100)
  return {
    stop: async () => {
      clearInterval(timer)
      await Promise.all(asking)
      const round = (share: number): number => Math.round(percentile(waits, share))
      return { p50: round(0.5), p95: round(0.95), worst: round(1), asked: waits.length }
    },
  }
}

/** The highest memory a process has had, in MiB; null where the system does not tell. */
const peakOf = (pid: number | undefined): number | null => {
  try {
    const kib = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kib === undefined ? null : Math.round(Number(kib) / 1024)
  } catch {
    return null
  }
}

const workbook = async (rows: number): Promise<Buffer> => {
  const columns = headings.map((heading) => ({ key: heading, label: { zh: heading, en: heading } }))
  const out = new PassThrough()
  async function* lines() {
    for (const row of faultyRows(rows)) yield Object.fromEntries(headings.map((heading, at) => [heading, row[at]]))
  }
  const [bytes] = await Promise.all([buffer(out), writeRows(columns, lines(), out, 'xlsx')])
  return bytes
}

/** A workbook with one row in twenty wrong through the desk of a real server: each phase in seconds, what others waited meanwhile, memory. */
export const deskFacts = async (rows: number, told: (line: string) => void) => {
  const bytes = await workbook(rows)
  const folder = emptyFolder()
  let server: RealServer | null = null
  try {
    await fillFolder(folder)
    server = await startServer(folder)
    const at = server
    const [officer, other] = [await signIn(at), await signIn(at, 'city.rights')]
    told(`a server at ${at.url}, a workbook of ${Math.round(bytes.length / 1024)} KiB`)
    const id = randomUUID()
    const get = async <T>(path: string, method = 'GET', body?: unknown): Promise<T> => {
      const answer = await ask(at, officer, method, path, body)
      if (answer.status !== 200) throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body as T
    }
    const still = async (): Promise<DeskView> => {
      for (;;) {
        const desk = await get<DeskView>(`/api/v1/imports/${id}`)
        if (desk.status !== 'checking' && desk.status !== 'running') return desk
        await wait(500)
      }
    }
    const phases: Record<string, { seconds: number; others: Waits }> = {}
    const phase = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
      const watching = watchList(at, other)
      const from = performance.now()
      // The phase's own failure is told, not that of the list meanwhile.
      const done = await work().catch(async (error: unknown) => {
        await watching.stop().catch(() => null)
        throw error
      })
      const seconds = Math.round((performance.now() - from) / 100) / 10
      phases[name] = { seconds, others: await watching.stop() }
      told(`${name.padEnd(10)} ${seconds} s; a list meanwhile ${JSON.stringify(phases[name].others)}`)
      return done
    }
    await phase('upload', async () => {
      const sent = await fetch(`${at.url}/api/v1/imports/${id}?kind=petition&name=register.xlsx`, {
        method: 'PUT',
        headers: { authorization: `Bearer ${officer}`, 'content-type': 'application/octet-stream' },
        body: new Uint8Array(bytes),
      })
      if (!sent.ok) throw new Error(`the file was refused: ${sent.status} ${await sent.text()}`)
    })
    const looked = await phase('look', still)
    const fixed = Object.fromEntries(looked.lacks.flatMap(({ key, needed }) => (needed ? [[key, 'no']] : [])))
    const checked = await phase('check', async () => {
      await get(`/api/v1/imports/${id}/answers`, 'PUT', { fixed })
      return still()
    })
    const faults = await phase('faults', async () => {
      const groups = await get<{ groups: { rows: number }[] }>(`/api/v1/imports/${id}/faults`)
      const page = await get<{ rows: unknown[] }>(`/api/v1/imports/${id}/rows`)
      return { groups: groups.groups.length, page: page.rows.length }
    })
    const done = await phase('run', async () => {
      await get(`/api/v1/imports/${id}/run`, 'POST')
      return still()
    })
    const batch = done.run?.batch ?? ''
    const foreseen = await phase('foresee', () => get<{ able: number }>(`/api/v1/import-batches/${batch}/take-back`))
    const voided = await phase('take back', async () => {
      for (let sum = 0; ;) {
        const answer = await get<{ status: string; voided: number }>(
          `/api/v1/import-batches/${batch}/take-back`,
          'POST',
          {
            reason: '导错了文件',
          },
        )
        sum += answer.voided
        if (answer.status !== 'interrupted') return sum
      }
    })
    return {
      rows: looked.rows,
      kib: Math.round(bytes.length / 1024),
      ready: checked.ready,
      faulty: checked.faulty,
      ...faults,
      written: done.run?.done ?? 0,
      able: foreseen.able,
      voided,
      peakMib: peakOf(at.pid),
      phases,
    }
  } finally {
    await server?.end('SIGTERM')
    folder.remove()
  }
}
