import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/types.ts'
import { addDays, type LocalDate, localDate, shiftMonth } from '#platform/clock/time.ts'
import { chain } from '#platform/crypto/chain.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import { startTicker, type Ticker } from '#platform/jobs/ticker.ts'
import { appendRoots, type Root, readRoots } from './roots.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

/** What the sealer needs; `rootsFile` lies outside the database and outside DATA_DIR. */
export type SealerDeps = {
  /** The system login. */
  readonly db: Database
  readonly key: MacKey
  readonly rootsFile: string
  readonly clock: () => Date
  readonly onError?: (error: unknown, name: string) => void
}

/** Most rows one transaction seals, and most one link holds. */
const batchRows = 2_000
const linkRows = 500
const tenMinutes = 600_000

/** Seals each second; every ten minutes makes the coming months' partitions and writes the roots of past days. */
export const startSealer = ({ db, key, rootsFile, clock, onError }: SealerDeps): Ticker => {
  const told = onError ? { onError } : {}
  const tickers = [
    startTicker({
      name: 'audit.seal',
      everyMs: 1_000,
      db,
      ...told,
      work: async (session) => void (await sealAudit(session, key, clock())),
    }),
    startTicker({
      name: 'audit.roots',
      everyMs: tenMinutes,
      db,
      ...told,
      work: async (session) => {
        // What a killed server left of past days is chained first, or its root would wait ten minutes.
        await sealAudit(session, key, clock())
        await writeRoots(session, rootsFile, clock())
        await ensureMonths(session, clock())
      },
    }),
  ]
  return { stop: async () => void (await Promise.all(tickers.map((ticker) => ticker.stop()))) }
}

/**
 * Chains all rows committed so far, per home and day of the event (Asia/Shanghai), a batch a transaction: killed at
 * any moment, it leaves rows either sealed and linked or untouched.
 * @returns how many rows were sealed.
 */
export const sealAudit = async (db: Kysely<DB>, key: MacKey, now: Date, batch = batchRows): Promise<number> => {
  for (let sealed = 0; ;) {
    const rows = await db.transaction().execute((tx) => sealBatch(tx, key, now, batch))
    sealed += rows
    if (rows < batch) return sealed
  }
}

/** `position` is `at` to the microsecond: what somebody slipped in behind the writer must not be sealed over and over. */
type Unsealed = {
  readonly at: Date
  readonly position: string
  readonly id: string
  readonly home: string
  readonly mac: Buffer
}

const sealBatch = async (tx: Tx, key: MacKey, now: Date, batch: number): Promise<number> => {
  // The lock makes a second sealer wait and then see these rows as sealed.
  const { rows } =
    await sql<Unsealed>`select at, at::text as position, id, home, mac from audit.event where not sealed order by home, at, id limit ${batch} for update`.execute(
      tx,
    )
  for (const [where, events] of Map.groupBy(rows, (row) => `${row.home}/${localDate(row.at)}`)) {
    const [home = '', day = ''] = where.split('/')
    await link(tx, key, home, day, events, now)
  }
  if (rows.length)
    await sql`update audit.event e set sealed = true from unnest(${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.position)}::timestamptz[]) as r(id, at) where e.id = r.id and e.at = r.at`.execute(
      tx,
    )
  return rows.length
}

const link = async (
  tx: Tx,
  key: MacKey,
  home: string,
  day: LocalDate,
  events: readonly Unsealed[],
  now: Date,
): Promise<void> => {
  const ordered = events.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  let last = await tx
    .selectFrom('audit.seal')
    .select(['seq', 'digest'])
    .where('home', '=', home)
    .where('day', '=', day)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  for (let from = 0; from < ordered.length; from += linkRows) {
    const part = ordered.slice(from, from + linkRows)
    const next = {
      seq: (last?.seq ?? 0) + 1,
      digest: chain(
        key,
        last?.digest ?? null,
        part.map((event) => event.mac),
      ),
    }
    await tx
      .insertInto('audit.seal')
      .values({ home, day, ...next, sealed_at: now, events: part.map((event) => event.id) })
      .execute()
    last = next
  }
}

/** Makes the partitions of this month and the next two (Asia/Shanghai). */
export const ensureMonths = async (db: Kysely<DB>, now: Date): Promise<void> => {
  const month = localDate(now).slice(0, 7)
  for (const ahead of [0, 1, 2])
    await sql`select audit.ensure_month(${`${shiftMonth(month, ahead)}-01`}::date)`.execute(db)
}

/** How many days back late rows (of requests that ran over midnight) may still lengthen a day's chain. */
const lateDays = 3

/**
 * Appends the last link of each home and past day to the file, once; a day whose chain grew afterwards gets another line.
 * @param since days to look at; those of the last rows are enough unless older history was written.
 */
export const writeRoots = async (db: Kysely<DB>, file: string, now: Date, since?: LocalDate): Promise<number> => {
  const { roots } = readRoots(file)
  const known = new Set(roots.map((root) => `${root.day} ${root.home} ${root.seq}`))
  const newest = roots.reduce((day, root) => (root.day > day ? root.day : day), '0001-01-10')
  const { rows } = await sql<
    Omit<Root, 'digest'> & { digest: Buffer }
  >`select distinct on (day, home) day, home, seq, digest from audit.seal
    where day >= ${since ?? addDays(newest, -lateDays)} and day < ${localDate(now)} order by day, home, seq desc`.execute(
    db,
  )
  const fresh = rows.filter((row) => !known.has(`${row.day} ${row.home} ${row.seq}`))
  appendRoots(
    file,
    fresh.map((row) => ({ ...row, digest: row.digest.toString('hex') })),
  )
  return fresh.length
}
