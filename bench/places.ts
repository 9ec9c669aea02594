import { loadDivisions } from '#db/seed/divisions.ts'
import { actingAs, actorOf, type BenchActor } from './lib/actor.ts'
import { asksOf, sampleOf, type Samples } from './lib/asks.ts'
import { startBenchCluster, type BenchCluster } from './lib/cluster.ts'
import { createOne } from './lib/creates.ts'
import { choosePlaces } from './lib/places.ts'
import {
  makeChildren,
  makeHeads,
  makePersonTokens,
  makeSpread,
  makeTexts,
  settle,
  shareFromOutside,
  today,
} from './lib/records.ts'
import { jsonLine, keepsGoal, table, tableOf, type Row } from './lib/report.ts'
import { burst, compare, stopwatch, summarise } from './lib/timing.ts'

// Lists, search and opening by size of place, at a million records on the real schema, beside the same rows without any policy.
// `node bench/places.ts [records]`; about five minutes on two free cores. The answers stand in docs/decisions/0003.

const total = Number(process.argv[2] ?? 1_000_000)
const runs = 50
const budget = 2_000
const slowest = 100

const phase = async (what: string, work: () => Promise<unknown>): Promise<void> => {
  const took = await stopwatch(work)
  process.stderr.write(`${what.padEnd(16)} ${(took / 1000).toFixed(1)} s\n`)
}

type Subject = { readonly actor: BenchActor; readonly samples: Samples }

const load = async (cluster: BenchCluster): Promise<Subject[]> => {
  const root = await cluster.connect('superuser')
  const owner = await cluster.connect('owner')
  await phase('division tree', () => loadDivisions(owner))
  await phase('where they fall', () => makeSpread(root))
  await phase('heads', () => makeHeads(root, total))
  await root.query('analyze cases.head')
  const places = await choosePlaces(root, total)
  await phase('children', async () => {
    for (const place of places) await shareFromOutside(root, place.unitId, place.scope, 48)
    await makeChildren(
      root,
      places.map((place) => place.scope),
      30_000,
    )
  })
  const other = await cluster.connect('superuser')
  await Promise.all([phase('person tokens', () => makePersonTokens(other)), phase('narratives', () => makeTexts(root))])
  await phase('settle', () => settle(root))
  const subjects: Subject[] = []
  for (const place of places) subjects.push({ actor: await actorOf(root, place), samples: await sampleOf(root, place) })
  return subjects
}

const measure = async (cluster: BenchCluster, subjects: readonly Subject[]): Promise<Row[]> => {
  const [app, root] = [await cluster.connect('app'), await cluster.connect('superuser')]
  const measured: Row[] = []
  for (const { actor, samples } of subjects) {
    await actingAs(app, actor, async () => {
      for (const ask of asksOf(actor.place, actor.post, samples)) {
        const rows = await ask.scoped(app)
        measured.push({
          place: actor.place.what,
          what: ask.what,
          rows,
          ...(await compare(
            runs,
            budget,
            () => ask.scoped(app),
            () => ask.floor(root),
          )),
        })
      }
    })
  }
  return measured
}

const measureBursts = async (cluster: BenchCluster, subjects: readonly Subject[]) => {
  const clients = await Promise.all(Array.from({ length: 10 }, () => cluster.connect('app')))
  const bursts: { place: string; what: string; p50: number; p95: number; perSecond: number }[] = []
  for (const { actor, samples } of subjects.filter(({ actor }) =>
    ['village 55', 'county', 'city 100k', 'nation'].includes(actor.place.what),
  )) {
    for (const ask of asksOf(actor.place, actor.post, samples).filter(({ what }) =>
      ['newest', 'open by due', 'text, common word'].includes(what),
    )) {
      const { p50, p95, perSecond } = await burst(clients, 20, (client) =>
        actingAs(client, actor, () => ask.scoped(client)),
      )
      bursts.push({ place: actor.place.what, what: ask.what, p50, p95, perSecond })
    }
  }
  return bursts
}

const measureCreates = async (cluster: BenchCluster, subjects: readonly Subject[]) => {
  const clients = await Promise.all(Array.from({ length: 10 }, () => cluster.connect('app')))
  const county = subjects.find(({ actor }) => actor.place.what === 'county')
  const [first] = clients
  const home = county?.samples.page[0]?.home
  if (!county || !first || !home) throw new Error('the county has no records')
  const opened = new Date(today)
  const alone: number[] = []
  for (let run = 0; run < 100; run++) alone.push(await stopwatch(() => createOne(first, county.actor, home, opened)))
  const { p50, p95, perSecond } = await burst(clients, 30, (client) => createOne(client, county.actor, home, opened))
  return { alone: summarise(alone), together: { p50, p95, perSecond } }
}

const sizes = async (cluster: BenchCluster): Promise<Record<string, number>> => {
  const root = await cluster.connect('superuser')
  const { rows } = await root.query<{ name: string; mib: number }>(
    `select relname as name, round(pg_relation_size(oid) / 1048576.0)::int as mib from pg_class
     where relnamespace in ('cases'::regnamespace, 'search'::regnamespace) and pg_relation_size(oid) > 1048576 order by 2 desc`,
  )
  return Object.fromEntries(rows.map(({ name, mib }) => [name, mib]))
}

const started = Date.now()
const cluster = await startBenchCluster()
try {
  const subjects = await load(cluster)
  const rows = await measure(cluster, subjects)
  console.log(`${tableOf(rows)}\n`)
  const bursts = await measureBursts(cluster, subjects)
  console.log(
    `${table(
      ['10 at once', 'what', 'p50 ms', 'p95 ms', 'a second'],
      bursts.map((one) => [one.place, one.what, one.p50, one.p95, one.perSecond]),
    )}\n`,
  )
  const creates = await measureCreates(cluster, subjects)
  console.log(
    `create: alone p50 ${creates.alone.p50.toFixed(1)} ms, ten at once ${creates.together.perSecond.toFixed(0)} a second\n`,
  )
  const missed = rows.filter((row) => !keepsGoal(row)).map((row) => `${row.place}: ${row.what}`)
  const slow = rows.filter((row) => row.scoped.p95 > slowest).map((row) => `${row.place}: ${row.what}`)
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(
    jsonLine('places', {
      records: total,
      seconds,
      places: subjects.map(({ actor }) => actor.place),
      rows,
      bursts,
      creates,
      mib: await sizes(cluster),
      missed,
      slow,
    }),
  )
} finally {
  await cluster.close()
}
