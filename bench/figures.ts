import { setTimeout as wait } from 'node:timers/promises'
import type pg from 'pg'
import { catalogue } from '#catalogue/index.ts'
import { loadDivisions } from '#db/seed/divisions.ts'
import { declareMeasures, foldAll, startFolding } from '#modules/figures/server/index.ts'
import { type Database, openDatabase } from '#platform/db/open.ts'
import { actingAs, actorOf } from './lib/actor.ts'
import { startBenchCluster } from './lib/cluster.ts'
import { type Lag, oldestUnfolded, watchLag } from './lib/lag.ts'
import { choosePlaces, type Place } from './lib/places.ts'
import { makeHeads, makeSpread, today } from './lib/records.ts'
import { jsonLine, type Row, table, tableOf } from './lib/report.ts'
import { compare, stopwatch } from './lib/timing.ts'

// Figures at a million postings over the national tree: how fast they fold, what reading costs from the village to the nation
// beside bare SQL on the same tables, and whether cells keep up with 500 postings a second.
// `node bench/figures.ts [records]`; six postings a record.

const records = Number(process.argv[2] ?? 167_000)
const [perSecond, writingSeconds] = [500, 15] as const
const measures = ['received', 'persons', 'accepted', 'concluded', 'inHand'].map((key) => `petition.${key}`)
const [from, to] = ['2026-01', '2026-06'] as const

/** What the engine would have posted for the made-up heads, all counted as petitions. */
const makePostings = async (root: pg.Client): Promise<number> => {
  const made = await root.query(
    `insert into figures.posting (measure, def_version, unit_id, month, booked_month, category, channel, result, level, n, home, record_id, posted_at)
     select 'petition.' || m.measure, 1, h.unit_id, m.month, m.month, coalesce(h.category, ''), coalesce(h.channel, ''), '', u.level, m.n, h.home, h.id, h.opened_at
     from cases.head h join org.unit u on u.id = h.unit_id
     cross join lateral (select to_char(h.opened_at at time zone 'Asia/Shanghai', 'YYYY-MM') as opened, to_char(h.decided_at at time zone 'Asia/Shanghai', 'YYYY-MM') as decided) t
     cross join lateral (values ('received', t.opened, 1), ('persons', t.opened, h.persons), ('accepted', t.opened, 1), ('inHand', t.opened, 1),
       ('inHand', t.decided, -1), ('concluded', t.decided, 1)) m(measure, month, n) where m.month is not null order by h.opened_at`,
  )
  await root.query('vacuum (analyze) figures.posting')
  await root.query('vacuum (analyze) cases.head')
  return made.rowCount ?? 0
}

type Reading = {
  readonly what: string
  readonly scoped: (client: pg.Client) => Promise<number>
  readonly floor: (client: pg.Client) => Promise<number>
}

const count = async (client: pg.Client, text: string, values: unknown[]): Promise<number> =>
  (await client.query(text, values)).rowCount ?? 0

const readingsOf = (place: Place, level: string): Reading[] => {
  const kept = ['N', 'P', 'C', 'D'].includes(level)
  const hi = `${place.scope.slice(0, -1)}0`
  const read = (by: string) => (client: pg.Client) =>
    count(client, `select * from guard.figures_read($1, $2, $3, $4, $5, '{}', false, '{}')`, [
      place.unitId,
      measures,
      from,
      to,
      by,
    ])
  const bare = (key: string) => (client: pg.Client) =>
    kept
      ? count(
          client,
          `select measure, ${key} as key, sum(n) from figures.cell where unit_id = $1 and measure = any($2) and month between case measure when 'petition.inHand' then '' else $3 end and $4 group by 1, 2`,
          [place.unitId, measures, from, to],
        )
      : count(
          client,
          `select p.measure, ${key} as key, sum(p.n) from org.unit u join figures.posting p on p.unit_id = u.id
           where u.scope >= $1 and u.scope < $5 and p.measure = any($2) and p.month between case p.measure when 'petition.inHand' then '' else $3 end and $4 group by 1, 2`,
          [place.scope, measures, from, to, hi],
        )
  return [
    { what: '5 measures', scoped: read(''), floor: bare(`''`) },
    { what: 'by class', scoped: read('category'), floor: bare('category') },
    {
      what: 'by unit below',
      scoped: read('unit'),
      floor: (client) =>
        ['N', 'P', 'C'].includes(level)
          ? count(
              client,
              `select measure, unit_id as key, sum(n) from figures.cell where unit_id in (select id from org.unit where parent_id = $1) and measure = any($2)
               and month between case measure when 'petition.inHand' then '' else $3 end and $4 group by 1, 2`,
              [place.unitId, measures, from, to],
            )
          : count(
              client,
              `select p.measure, split_part(substr(u.scope, length($1) + 1), '/', 1) as key, sum(p.n) from org.unit u join figures.posting p on p.unit_id = u.id
               where u.scope >= $1 and u.scope < $5 and p.measure = any($2) and p.month between case p.measure when 'petition.inHand' then '' else $3 end and $4 group by 1, 2`,
              [place.scope, measures, from, to, hi],
            ),
    },
    {
      what: 'records, page 1',
      scoped: (client) =>
        count(
          client,
          `select h.* from guard.figures_records($1, 'petition.received', $2, $3, '{}', false, null, null, 51) r join cases.head h on h.home = r.home and h.id = r.id`,
          [place.unitId, from, to],
        ),
      floor: (client) =>
        count(
          client,
          `select h.* from (select p.home, p.record_id, sum(p.n) from figures.posting p join org.unit u on u.id = p.unit_id
             where u.scope >= $1 and u.scope < $4 and p.measure = 'petition.received' and p.month between $2 and $3 group by 1, 2 order by 1 desc, 2 desc limit 51) r
           join cases.head h on h.home = r.home and h.id = r.record_id`,
          [place.scope, from, to, hi],
        ),
    },
  ]
}

/** Posts at a steady rate while the job folds; answers the delays until a posting stood in its cells. */
const keepUp = async (
  db: Database,
  root: pg.Client,
  clients: readonly pg.Client[],
): Promise<{ posted: number; seconds: number; lag: Lag }> => {
  const { rows: heads } = await root.query<{ home: string; id: string }>(
    `select home, id from cases.head tablesample system (20) limit 20000`,
  )
  const job = startFolding({ db })
  let [posted, at] = [0, 0]
  const watching = watchLag(async () => (await root.query<{ lag: number | null }>(oldestUnfolded)).rows[0]?.lag ?? null)
  const began = performance.now()
  const write = async (client: pg.Client): Promise<void> => {
    while (performance.now() - began < writingSeconds * 1000) {
      if (posted > ((performance.now() - began) / 1000) * perSecond) {
        await wait(2)
        continue
      }
      const head = heads[at++ % heads.length]
      if (!head) return
      const rows = ['received', 'persons', 'accepted', 'noticeDue', 'handlingDue'].map((key) => ({
        measure: `petition.${key}`,
        version: 1,
        month: '2026-06',
        category: '0101',
        channel: 'visit',
        result: '',
        level: 'D',
        n: 1 + Math.floor(at / heads.length),
      }))
      const { rows: written } = await client.query<{ n: number }>('select guard.figures_post($1, $2, $3, $4) as n', [
        head.home,
        head.id,
        JSON.stringify(rows),
        new Date(),
      ])
      posted += written[0]?.n ?? 0
    }
  }
  await Promise.all(clients.map(write))
  const seconds = (performance.now() - began) / 1000
  const lag = await watching.stop()
  await job.stop()
  return { posted, seconds, lag }
}

const cluster = await startBenchCluster()
try {
  const [root, owner, app] = [
    await cluster.connect('superuser'),
    await cluster.connect('owner'),
    await cluster.connect('app'),
  ]
  const say = (text: string): boolean => process.stderr.write(`${text}\n`)
  say(`division tree ${Math.round(await stopwatch(() => loadDivisions(owner)))} ms`)
  await makeSpread(root)
  await makeHeads(root, records)
  const { host, port, user = '', password = '', database = '' } = await cluster.connect('system')
  const system = openDatabase({ host, port, user, password, database }, 4)
  await declareMeasures(system.db, catalogue)
  const postings = await makePostings(root)
  const folding = await stopwatch(() => foldAll(system.db))
  await root.query('vacuum (analyze) figures.posting')
  await root.query('vacuum (analyze) figures.cell')
  say(`folded ${postings} postings in ${(folding / 1000).toFixed(1)} s`)
  const places = await choosePlaces(root, records)
  const rows: Row[] = []
  for (const place of places) {
    const level =
      (await root.query<{ level: string }>('select level from org.unit where id = $1', [place.unitId])).rows[0]
        ?.level ?? ''
    await actingAs(app, await actorOf(root, place), async () => {
      for (const reading of readingsOf(place, level)) {
        const seen = await reading.scoped(app)
        rows.push({
          place: place.what,
          what: reading.what,
          rows: seen,
          ...(await compare(
            30,
            1_500,
            () => reading.scoped(app),
            () => reading.floor(root),
          )),
        })
      }
    })
  }
  console.log(tableOf(rows))
  const writers = await Promise.all(Array.from({ length: 4 }, () => cluster.connect('app')))
  const kept = await keepUp(system.db, root, writers)
  console.log(
    table(
      ['postings', 'a second', 'lag p50 ms', 'lag p95 ms', 'worst ms'],
      [[kept.posted, kept.posted / kept.seconds, kept.lag.p50, kept.lag.p95, kept.lag.worst]],
    ),
  )
  await system.close()
  console.log(
    jsonLine('figures', {
      records,
      postings,
      today,
      foldPerSecond: Math.round((postings * 1000) / folding),
      kept,
      rows,
    }),
  )
} finally {
  await cluster.close()
}
