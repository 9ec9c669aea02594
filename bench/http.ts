import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import type pg from 'pg'
import { catalogue } from '#catalogue/index.ts'
import { loadDivisions } from '#db/seed/divisions.ts'
import { declareMeasures, foldAll } from '#modules/figures/server/index.ts'
import { openDatabase } from '#platform/db/open.ts'
import { type Cost, race, type Server, startServer } from './lib/client.ts'
import { type BenchCluster, startBenchCluster } from './lib/cluster.ts'
import { floors } from './lib/floors.ts'
import { givePlaceTokens, makePostings, type Officer, openOfficer, plantWords } from './lib/living.ts'
import { choosePlaces, otherCounties } from './lib/places.ts'
import { makeChildren, makeHeads, makePersonTokens, makeSpread, makeTexts, settle } from './lib/records.ts'
import { jsonLine, table } from './lib/report.ts'
import { type Ask, asksOf, type Matter, newMatter, random, type Subject, tokens } from './lib/requests.ts'
import { percentile, stopwatch, summarise, type Times } from './lib/timing.ts'

// What a request costs: the real server on a real port, audit and decryption on, from a village of 20 records to the nation,
// beside the same rows from bare SQL in the same framework and driver (mechanisms section 9). Newest records are really sealed:
// they are registered through the API. `node bench/http.ts [records] [place,place]`; the answers stand in docs/decisions/0007.

const records = Number(process.argv[2] ?? 100_000)
const atOnce = [1, 10, 50] as const
const [slice, turns] = [350, 2] as const
const wanted = process.argv[3]?.split(',') ?? ['village 20', 'county', 'city', 'province', 'nation']
const registeredEach = 200

const phase = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const start = performance.now()
  const result = await work()
  process.stderr.write(`${what.padEnd(20)} ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
  return result
}

const classes = ['0113', '0121', '0414', '0302', '0703', '0705', '0706', '0299'] as const

const serverTarget = async (cluster: BenchCluster) => {
  const [app, system, root] = [
    await cluster.connect('app'),
    await cluster.connect('system'),
    await cluster.connect('superuser'),
  ]
  const { host, port, password = '', database = '' } = root
  return {
    target: { host, port, password: String(password), database },
    users: { app: app.user ?? '', system: system.user ?? '', superuser: root.user ?? '' },
    rootsFile: join(tmpdir(), `nuanjia-bench-roots-${process.pid}`),
  }
}

const load = async (cluster: BenchCluster, root: pg.Client): Promise<{ officers: Officer[]; desks: Officer[] }> => {
  const owner = await cluster.connect('owner')
  await phase('division tree', () => loadDivisions(owner))
  await phase('heads', async () => {
    await makeSpread(root)
    await makeHeads(root, records)
    await root.query('analyze cases.head')
  })
  const places = (await choosePlaces(root, records)).filter(({ what }) => wanted.includes(what))
  const village = places.find(({ what }) => what === 'village 20')
  // Its records are all registered anew, so that every one of them can be opened.
  await root.query('delete from cases.head where scope = $1', [village?.scope ?? ''])
  await phase('texts and tokens', async () => {
    await givePlaceTokens(root, tokens)
    await makeChildren(
      root,
      places.filter((place) => place !== village).map(({ scope }) => scope),
      Math.min(30_000, records / 4),
    )
    await makePersonTokens(root)
    await makeTexts(root)
    await plantWords(root, tokens)
  })
  const { host, port, password, user = '', database = '' } = await cluster.connect('system')
  const system = openDatabase({ host, port, user, password: String(password), database }, 2)
  await phase('figures', async () => {
    await declareMeasures(system.db, catalogue)
    await makePostings(root, classes)
    await foldAll(system.db)
    await root.query('vacuum (analyze) figures.posting')
    await root.query('vacuum (analyze) figures.cell')
  })
  await system.close()
  await root.query(`select audit.ensure_month(current_date)`)
  await root.query('analyze')
  await phase('settle', () => settle(root))
  const officers: Officer[] = []
  for (const place of places) officers.push(await openOfficer(root, place))
  const desks: Officer[] = []
  for (const place of await otherCounties(root, 10, places)) desks.push(await openOfficer(root, place))
  return { officers, desks }
}

const register = async (house: Server, officer: Officer): Promise<Subject> => {
  const count = officer.place.what === 'village 20' ? 20 : registeredEach
  const matters: Matter[] = []
  for (let at = 0; at < count; at++) {
    const { request, matter } = newMatter(officer, at)
    await house.call(request)
    matters.push(matter)
  }
  return { officer, matters }
}

type Line = {
  readonly place: string
  readonly what: string
  readonly clients: number
  readonly rows: number
  readonly house: Cost
  readonly floor: Cost
  readonly sql: number
}

// Aims of mechanisms section 9: share of the floor's requests a second, and CPU at most twice.
const aims: Readonly<Record<string, number>> = {
  today: 0.5,
  list: 0.5,
  open: 0.5,
  create: 0.5,
  name: 0.8,
  'common word': 0.8,
  'rare word': 0.8,
  figures: 0.8,
  'figures, counted': 0.8,
  'create, ten homes': 0.5,
}
const share = ({ house, floor }: Line): number => house.perSecond / floor.perSecond
const misses = (line: Line): string =>
  `${share(line) < (aims[line.what] ?? 0) ? 'rate ' : ''}${line.house.cpu > 2 * line.floor.cpu ? 'cpu' : ''}`

const rowsIn = (bytes: Buffer): number => {
  const answer = JSON.parse(bytes.toString('utf8')) as { rows?: unknown[] }
  return answer.rows?.length ?? 1
}

const shown = (lines: readonly Line[]): string =>
  table(
    [
      'place',
      'what',
      'at once',
      'rows',
      'p50 ms',
      'p95 ms',
      'a second',
      'cpu ms',
      'floor p50',
      'floor p95',
      'a second',
      'cpu ms',
      'sql p50',
      'rate ×',
      'cpu ×',
      'misses',
    ],
    lines.map((line) => [
      line.place,
      line.what,
      String(line.clients),
      String(line.rows),
      line.house.p50,
      line.house.p95,
      line.house.perSecond,
      line.house.cpu,
      line.floor.p50,
      line.floor.p95,
      line.floor.perSecond,
      line.floor.cpu,
      line.sql,
      share(line),
      line.house.cpu / line.floor.cpu,
      misses(line),
    ]),
  )

// Where bare SQL alone takes longer, many at once only wait for each other until a connection cannot be had.
const slowFloorMs = 100

const measure = async (
  root: pg.Client,
  house: Server,
  floor: Server,
  subjects: readonly Subject[],
  desks: readonly Officer[],
): Promise<Line[]> => {
  const lines: Line[] = []
  for (const subject of subjects) {
    const place = subject.officer.place.what
    for (const ask of asksOf(subject, desks)) {
      const rows = rowsIn(await house.call(ask.house()))
      const alone: number[] = []
      for (let run = 0; run < 22; run++) {
        const values = ask.values() as unknown[]
        const took = await stopwatch(() => root.query(floors[ask.floor], values))
        if (run > 1) alone.push(took)
      }
      const sql = percentile(alone, 0.5)
      for (const clients of sql > slowFloorMs ? ([1] as const) : atOnce) {
        const [first, second] = await race(clients, slice, turns, [
          { server: house, next: ask.house },
          { server: floor, next: () => ({ method: 'POST', path: `/${ask.floor}`, body: ask.values() }) },
        ])
        lines.push({ place, what: ask.what, clients, rows, house: first, floor: second, sql })
      }
    }
    // Shown as it comes: what was measured is not lost with what comes after.
    console.log(shown(lines.filter((line) => line.place === place)))
  }
  return lines
}

/** What people do, in parts of a hundred; the rest registers. */
const habits = [
  ['today', 10],
  ['list', 30],
  ['open', 30],
  ['name', 10],
  ['common word', 5],
  ['figures', 10],
] as const

type Habit = { readonly what: string } & Times

// The load the house is promised to carry: a hundred people signed in, each with a request every five seconds, over all places at once.
const crowd = async (house: Server, asks: readonly (readonly Ask[])[]): Promise<Habit[]> => {
  const took = new Map<string, number[]>()
  const until = performance.now() + 60_000
  const person = async (at: number): Promise<void> => {
    await wait(random() * 5_000)
    while (performance.now() < until) {
      const next = performance.now() + 5_000
      let dice = random() * 100
      const what = habits.find(([, share]) => (dice -= share) < 0)?.[0] ?? 'create'
      const ask = asks[at % asks.length]?.find((one) => one.what === what)
      if (ask) {
        const lasted = await stopwatch(() => house.call(ask.house()))
        took.set(what, [...(took.get(what) ?? []), lasted])
      }
      await wait(Math.max(0, next - performance.now()))
    }
  }
  await Promise.all(Array.from({ length: 100 }, (_, at) => person(at)))
  return [...took].map(([what, durations]) => ({ what, ...summarise(durations) }))
}

const started = Date.now()
const cluster = await startBenchCluster()
try {
  const root = await cluster.connect('superuser')
  const { officers, desks } = await load(cluster, root)
  const serve = await serverTarget(cluster)
  const house = await startServer({ as: 'house', ...serve })
  const floor = await startServer({ as: 'floor', ...serve })
  const subjects: Subject[] = []
  await phase('registered', async () => {
    for (const officer of officers) subjects.push(await register(house, officer))
  })
  const lines = await measure(root, house, floor, subjects, desks)
  const together = await phase('a hundred people', () =>
    crowd(
      house,
      subjects.map((subject) => asksOf(subject, desks)),
    ),
  )
  await Promise.all([house.stop(), floor.stop()])
  console.log('a hundred people, a request every five seconds each')
  console.log(
    table(
      ['what', 'requests', 'p50 ms', 'p95 ms'],
      together.map(({ what, runs, p50, p95 }) => [what, String(runs), p50, p95]),
    ),
  )
  console.log(
    jsonLine('http', {
      records,
      seconds: Math.round((Date.now() - started) / 1000),
      places: subjects.map(({ officer }) => officer.place),
      lines,
      together,
    }),
  )
} finally {
  await cluster.close()
}
