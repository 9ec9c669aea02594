import { randomBytes, randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { tmpdir } from 'node:os'
import type pg from 'pg'
import { catalogue } from '#catalogue/index.ts'
import { loadDivisions } from '#db/seed/divisions.ts'
import { makeNarrative, makePerson } from '#db/seed/people/names.ts'
import { rng } from '#db/seed/people/rng.ts'
import { declareMeasures, foldAll } from '#modules/figures/server/index.ts'
import { openDatabase } from '#platform/db/open.ts'
import { nameForms } from '#platform/crypto/names.ts'
import { type Cost, race, type Request, type Server, startServer } from './lib/client.ts'
import { type BenchCluster, startBenchCluster } from './lib/cluster.ts'
import { type Floor, floors, listFloor, rangeOf } from './lib/floors.ts'
import {
  benchTokens,
  givePlaceTokens,
  makePostings,
  type Officer,
  openOfficer,
  plantWords,
  readMeasures,
  words,
} from './lib/living.ts'
import { choosePlaces, otherCounties } from './lib/places.ts'
import { makeChildren, makeHeads, makePersonTokens, makeSpread, makeTexts, settle } from './lib/records.ts'
import { jsonLine, table } from './lib/report.ts'
import { percentile, stopwatch, summarise, type Times } from './lib/timing.ts'

// What a request costs: the real server on a real port, audit and decryption on, from a village of 20 records to the nation,
// beside the same rows from bare SQL in the same framework and driver (mechanisms section 9). Newest records are really sealed:
// they are registered through the API. `node bench/http.ts [records] [place,place]`; the answers stand in docs/decisions/0007.

const records = Number(process.argv[2] ?? 100_000)
const atOnce = [1, 10, 50] as const
const [slice, turns] = [350, 2] as const
const wanted = process.argv[3]?.split(',') ?? ['village 20', 'county', 'city', 'province', 'nation']
const registeredEach = 200
const year = 2026

const phase = async <T>(what: string, work: () => Promise<T>): Promise<T> => {
  const start = performance.now()
  const result = await work()
  process.stderr.write(`${what.padEnd(20)} ${((performance.now() - start) / 1000).toFixed(1)} s\n`)
  return result
}

const random = rng(5)
const tokens = benchTokens()
const classes = ['0113', '0121', '0414', '0302', '0703', '0705', '0706', '0299'] as const

type Matter = { readonly id: string; readonly name: string }

/** A petition as a person would send it, and what of it is remembered. */
const newMatter = (officer: Officer, at: number): { request: Request; matter: Matter } => {
  const person = makePerson(random, { on: '2026-01-01' })
  const id = randomUUID()
  const facts = `${makeNarrative(random, '0414')}${at % 3 === 0 ? words.common : ''}${at === 1 ? words.rare : ''}`
  const party = {
    id: randomUUID(),
    role: 'petitioner',
    name: person.name,
    sex: person.sex,
    phone: person.phone,
    idNumber: person.idNumber,
    address: person.address,
  }
  const body = {
    kind: 'petition',
    category: '0414',
    channel: 'V',
    title: '反映劳动报酬一事',
    parties: [party],
    data: { facts },
  }
  return {
    request: { method: 'PUT', path: `/api/v1/cases/${officer.home}/${id}`, body, token: officer.token },
    matter: { id, name: person.name },
  }
}

type Subject = { readonly officer: Officer; readonly matters: readonly Matter[] }

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

/** One thing asked, of the house and of the floor. */
type Ask = {
  readonly what: string
  readonly house: () => Request
  readonly floor: Floor
  readonly values: () => readonly unknown[]
  /** Asked by one at a time: counting a nation's records takes seconds, and many at once only wait for each other. */
  readonly alone?: boolean
}

const asksOf = ({ officer, matters }: Subject, desks: readonly Officer[]): Ask[] => {
  const { place, home, token, level } = officer
  const range = rangeOf(place.scope)
  let at = 0
  const some = (): Matter => matters[at++ % matters.length] ?? { id: '', name: '' }
  const get = (path: string): Request => ({ method: 'GET', path, token })
  const search = (q: string): Request => ({ method: 'POST', path: '/api/v1/search', body: { q }, token })
  const list = listFloor(place.scope)
  const placeGram = place.scope === '/' ? [] : [tokens.placeGram(place.scope)]
  const text = (word: string) => [...range, [...tokens.queryGrams(word), ...placeGram]]
  const measures = readMeasures.map((measure) => `petition.${measure}`)
  const months = [`${year}-01`, `${year}-12`]
  const kept = ['N', 'P', 'C', 'D'].includes(level)
  const grams = tokens.grams(makeNarrative(random, '0414'))
  const figures = () =>
    get(`/api/v1/figures?kind=petition&period=${year}&by=category1&measures=${readMeasures.join(',')}`)
  const created = (by: Officer): readonly unknown[] => [
    by.home,
    randomUUID(),
    by.place.unitId,
    by.place.scope,
    by.post,
    by.account,
    randomBytes(70).toString('hex'),
    randomBytes(400).toString('hex'),
    Array.from({ length: 6 }, () => randomBytes(16).toString('hex')),
    grams,
  ]
  const desk = (): Officer => desks[at++ % desks.length] ?? officer
  return [
    { what: 'list', house: () => get('/api/v1/cases?tab=all&limit=50'), floor: list.floor, values: () => list.values },
    {
      what: 'open',
      house: () => get(`/api/v1/cases/${home}/${some().id}`),
      floor: 'open',
      values: () => [home, some().id],
    },
    {
      what: 'name',
      house: () => search(some().name),
      floor: 'person',
      values: () => [...range, tokens.exact('name', home, nameForms(some().name).name).toString('hex')],
    },
    { what: 'common word', house: () => search(words.common), floor: 'text', values: () => text(words.common) },
    { what: 'rare word', house: () => search(words.rare), floor: 'text', values: () => text(words.rare) },
    {
      what: 'figures',
      house: figures,
      floor: kept ? 'cells' : 'postings',
      values: () => (kept ? [place.unitId, measures, ...months] : [...range, measures, ...months]),
    },
    {
      what: 'figures, counted',
      house: figures,
      floor: 'counted',
      alone: true,
      values: () => [...range, `${year}-01-01T00:00:00+08:00`, `${year + 1}-01-01T00:00:00+08:00`],
    },
    { what: 'create', house: () => newMatter(officer, 2).request, floor: 'create', values: () => created(officer) },
    {
      what: 'create, ten homes',
      house: () => newMatter(desk(), 2).request,
      floor: 'create',
      values: () => created(desk()),
    },
  ]
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
      for (const clients of ask.alone ? ([1] as const) : atOnce) {
        const [first, second] = await race(clients, slice, turns, [
          { server: house, next: ask.house },
          { server: floor, next: () => ({ method: 'POST', path: `/${ask.floor}`, body: ask.values() }) },
        ])
        lines.push({ place, what: ask.what, clients, rows, house: first, floor: second, sql: percentile(alone, 0.5) })
      }
    }
    process.stderr.write(`measured ${place}\n`)
  }
  return lines
}

/** What people do, in parts of a hundred; the rest registers. */
const habits = [
  ['list', 40],
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
  console.log(
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
    ),
  )
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
