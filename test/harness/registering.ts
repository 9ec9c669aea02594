import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { demoPassword } from '#db/seed/demo-accounts.ts'
import { type Database, openDatabase } from '#platform/db/open.ts'
import { person } from '#test/kinds/walk.ts'
import { type Folder, type RealServer, runCommand, targetOf } from './server.ts'

// People who register at a real server, and a look at what of it stands.

/** What came back over HTTP. */
export type Answer = { status: number; type: string | null; retryAfter: string | null; body: Record<string, unknown> }

/** One request to a real server. */
export const ask = async (
  server: RealServer,
  token: string | null,
  method: string,
  path: string,
  body?: unknown,
): Promise<Answer & { cookie: string | null }> => {
  const response = await fetch(`${server.url}${path}`, {
    method,
    headers: {
      ...(token ? { authorization: `Bearer ${token}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  return {
    status: response.status,
    type: response.headers.get('content-type'),
    retryAfter: response.headers.get('retry-after'),
    cookie: /nuanjia=([^;]+)/.exec(response.headers.get('set-cookie') ?? '')?.[1] ?? null,
    body: (await response.json()) as Record<string, unknown>,
  }
}

/** The session of somebody, a county officer unless named. */
export const signIn = async (server: RealServer, username = 'county.rights'): Promise<string> => {
  const { cookie } = await ask(server, null, 'POST', '/api/session', { username, password: demoPassword })
  return cookie ?? ''
}

/** A matter on its way: the same body may be sent again under its id. */
export type Sent = { readonly id: string; readonly body: object }
/** A petition to register. */
export const matter = (): Sent => ({
  id: randomUUID(),
  body: {
    kind: 'petition',
    category: '0403',
    channel: 'V',
    title: '反映工资没有发',
    parties: [person('petitioner', '田晓禾', { phone: '13800001111' }), person('respondent', '甲公司')],
    data: { facts: '三月起工资没有发,问过两次。' },
  },
})
/** Registers a matter. */
export const put = (server: RealServer, token: string, { id, body }: Sent) =>
  ask(server, token, 'PUT', `/api/v1/cases/430202/${id}`, body)

/** Ten people who register one matter after the other until `end`, or until they are cut off. */
export const tenPeople = (server: RealServer, token: string) => {
  const acknowledged: Sent[] = []
  const lost: Sent[] = []
  const refused: Answer[] = []
  const over = new AbortController()
  const person = async (): Promise<void> => {
    while (!over.signal.aborted) {
      const sent = matter()
      const answer = await put(server, token, sent).catch(() => null)
      if (answer?.status === 200) acknowledged.push(sent)
      else lost.push(sent)
      if (answer && answer.status !== 200) refused.push(answer)
      if (!answer) return
    }
  }
  const people = Promise.all(Array.from({ length: 10 }, person))
  return {
    acknowledged,
    lost,
    refused,
    end: async () => {
      over.abort()
      await people
    },
  }
}

/** Looks at the database as its administrator. */
export const look = async <T>(folder: Folder, work: (db: Database) => Promise<T>): Promise<T> => {
  const { db, close } = openDatabase(targetOf(folder), 1)
  return work(db).finally(close)
}

/** Every matter that lacks any of what a registration writes in one transaction, and the gaps in the numbers. */
export const wounds = (folder: Folder) =>
  look(folder, async (db) => {
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from cases.head h where (
      select count(*) = 1 from cases.body b where b.home = h.home and b.case_id = h.id) is not true
      or (select count(*) >= 1 from cases.party p where p.home = h.home and p.case_id = h.id) is not true
      or (select count(*) = 1 from cases.step s where s.home = h.home and s.case_id = h.id and s.action = 'opened') is not true
      or not exists (select from cases.clock c where c.home = h.home and c.case_id = h.id)
      or (select sum(n) = 1 from figures.posting p where p.home = h.home and p.record_id = h.id and p.measure = 'petition.received') is not true
      or (select count(*) = 1 from audit.event e where e.object_home = h.home and e.object_id = h.id and e.action = 'cases.register') is not true`.execute(
      db,
    )
    const numbers = await sql<{ gaps: number }>`select coalesce(sum(last - n), 0)::int as gaps from (
      select s.last, count(h.id) as n from cases.serial s left join cases.head h
        on h.home = s.home and h.kind = s.kind and split_part(h.number, '-', 3)::int = s.year group by s.home, s.kind, s.year, s.last) t`.execute(
      db,
    )
    return { halves: rows[0]?.n, gaps: numbers.rows[0]?.gaps }
  })

/** How many of the matters stand in the database. */
export const standing = async (folder: Folder, sent: readonly Sent[]): Promise<number> =>
  look(folder, async (db) => {
    const { rows } = await sql<{
      n: number
    }>`select count(*)::int as n from cases.head where id = any(${sent.map(({ id }) => id)}::uuid[])`.execute(db)
    return rows[0]?.n ?? 0
  })

/** What `nuanjia verify all` says. */
export const verify = async (folder: Folder): Promise<unknown> => {
  const { exit, out, said } = await runCommand(folder, ['verify', 'all', '--json']).done
  return exit === 0 ? { ok: (JSON.parse(out) as { ok: boolean }).ok } : { exit, out, said }
}
