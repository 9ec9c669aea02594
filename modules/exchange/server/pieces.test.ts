import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type KyselyPlugin, sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parsePeriod } from '#platform/clock/time.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import type { ImportResult, TakenBack } from '../contract.ts'
import { exchangeRoom, importHongjiang, register, workOf } from '../fixtures.ts'
import type { ImportOrder, Work } from './index.ts'

// Sixty rows stand for a long file: more than `whole`, so they are written in pieces.
const room = exchangeRoom({ whole: 20, piece: 16 })
let house: House

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const load = (more?: Partial<ImportOrder>) => importHongjiang(house, more, room)

const counts = async (): Promise<{ heads: number; received: number; twice: number }> => {
  const { rows } = await sql<{
    heads: number
    received: number
    twice: number
  }>`select (select count(*)::int from cases.head) as heads,
    (select coalesce(sum(n), 0)::int from figures.posting where measure = 'petition.received') as received,
    (select count(*)::int from (select 1 from cases.head where source_ref is not null group by source_ref having count(*) > 1) d) as twice`.execute(
    house.database.admin,
  )
  return rows[0] ?? { heads: 0, received: 0, twice: 0 }
}

test('killed between two pieces and within one, the file goes on where it stopped and every row is there once', async () => {
  const stop = new AbortController()
  const first = await load({ signal: stop.signal, progress: (done) => done >= 16 && stop.abort() })
  expect(first).toMatchObject({ status: 'interrupted', written: 16, rows: 60 })
  expect(await counts()).toEqual({ heads: 16, received: 16, twice: 0 })

  const killed = load({
    progress: (done) => {
      if (done > 32) throw new Error('killed')
    },
  })
  await expect(killed).rejects.toThrow('killed')
  // The piece in which it died left nothing.
  expect(await counts()).toEqual({ heads: 32, received: 32, twice: 0 })
  const [open] = await room.batches(await workOf(house, 'hongjiang.rights'))
  expect(open).toMatchObject({ id: first.batch, status: 'writing', rows: 60, written: 32 })

  // Stopped while it is read again, all it has seen stands already; the file is not done for that.
  expect(await load({ signal: AbortSignal.abort() })).toMatchObject({ status: 'interrupted' })
  expect((await room.batches(await workOf(house, 'hongjiang.rights')))[0]).toMatchObject({ status: 'writing' })

  const last = await load()
  expect(last).toMatchObject({ status: 'done', batch: first.batch, written: 60, known: 0, refused: 0 })
  expect(await counts()).toEqual({ heads: 60, received: 60, twice: 0 })
  expect(await room.batches(await workOf(house, 'hongjiang.rights'))).toMatchObject([
    { id: first.batch, status: 'done', written: 60 },
  ])
  expect(await load()).toMatchObject({ status: 'done', batch: null, written: 0, known: 60 })
})

test('a file of one transaction ends soon when it is interrupted, rehearsed or not, and leaves nothing', async () => {
  const whole = exchangeRoom({ whole: 200, piece: 16 })
  const before = await counts()
  const bytes = numbered('soon', 150)
  for (const dryRun of [true, false]) {
    const stop = new AbortController()
    let told = 0
    const progress = (done: number): void => {
      told = done
      stop.abort()
    }
    const ended = await importHongjiang(house, { bytes, dryRun, signal: stop.signal, progress }, whole)
    expect(ended).toMatchObject({ status: 'interrupted', batch: null, written: 0, rows: 150 })
    expect(told).toBe(50)
  }
  expect(await counts()).toEqual(before)
  expect(await importHongjiang(house, { bytes }, whole)).toMatchObject({ status: 'done', written: 150, known: 0 })
})

test('a taking back that is interrupted between two pieces, or cut off within one, goes on: nothing is half taken back', async () => {
  const work = await workOf(house, 'hongjiang.rights')
  const { batch } = await load({ bytes: numbered('back', 60) })
  const left = async () => {
    const { rows } = await sql<{ standing: number; voided: number; counted: number }>`select
      count(*) filter (where h.source_ref is not null)::int as standing,
      count(*) filter (where h.status = 'void' and s.n = 1)::int as voided,
      coalesce(sum(p.n), 0)::int as counted
      from cases.head h, lateral (select count(*) as n from cases.step s where s.home = h.home and s.case_id = h.id and s.action = 'void') s,
        lateral (select sum(n) as n from figures.posting p where p.home = h.home and p.record_id = h.id and p.measure = 'petition.received') p
      where h.batch_id = ${batch}::uuid`.execute(house.database.admin)
    return rows[0]
  }
  const stop = new AbortController()
  const first = await room.takeBack(work, batch ?? '', '导错了表', {
    signal: stop.signal,
    progress: () => stop.abort(),
  })
  expect(first).toMatchObject({ status: 'interrupted', voided: 16, kept: [] })
  expect(await left()).toEqual({ standing: 44, voided: 16, counted: 44 })
  // The next piece has done all when its connection ends.
  let calls = 0
  const cut: Work = (task) =>
    work(async (ctx) => {
      const done = await task(ctx)
      calls += 1
      if (calls === 2) await sql`select pg_terminate_backend(pg_backend_pid())`.execute(ctx.tx).catch(() => undefined)
      return done
    })
  await expect(room.takeBack(cut, batch ?? '', '导错了表')).rejects.toThrow(/terminat|ended|closed|undone|connection/i)
  expect(await left()).toEqual({ standing: 44, voided: 16, counted: 44 })
  expect(await room.takeBack(work, batch ?? '', '导错了表')).toMatchObject({ status: 'done', voided: 44, kept: [] })
  expect(await left()).toEqual({ standing: 0, voided: 60, counted: 0 })
})

test('an export holds what the list shows: masked names, nothing of restricted matters but number, class and state', async () => {
  const period = parsePeriod('2014H1')
  const out = new PassThrough()
  const written = text(out)
  const { rows } = await room.exportRows(
    await workOf(house, 'hongjiang.rights'),
    {
      kind: 'petition',
      unit: '431281',
      period: period.ok ? period.value : null,
      recipient: '市妇联',
      reason: '半年核对',
      format: 'csv',
    },
    out,
  )
  expect(rows).toBe(60)
  const csv = await written
  expect(csv.split('\r\n').filter((line) => line !== '')).toHaveLength(61)
  expect(csv).not.toMatch(/阿孜古丽·库尔班|15424975244|431281197307189963/)
  expect(csv).toContain('阿*班')
  const restricted = csv.split('\r\n').filter((line) => line.endsWith(',是'))
  expect(restricted.length).toBeGreaterThan(5)
  for (const line of restricted) expect(line).not.toContain('*')
  const { rows: audited } = await sql<{
    purpose: string
    detail: unknown
  }>`select purpose, detail from audit.event where action = 'exchange.export'`.execute(house.database.admin)
  expect(audited).toEqual([
    { purpose: '半年核对', detail: { unit: '431281', period: '2014H1', recipient: '市妇联', format: 'csv' } },
  ])
})

test('an export of a period holds that period only, and not what is outside the range', async () => {
  const march = parsePeriod('2014-03')
  const out = new PassThrough().resume()
  expect(
    await room.exportRows(
      await workOf(house, 'hongjiang.rights'),
      {
        kind: 'petition',
        unit: '431281',
        period: march.ok ? march.value : null,
        recipient: null,
        reason: null,
        format: 'xlsx',
      },
      out,
    ),
  ).toEqual({ rows: 18 })
  const refused = room.exportRows(
    await workOf(house, 'county.rights'),
    { kind: 'petition', unit: '431281', period: null, recipient: null, reason: null, format: 'csv' },
    new PassThrough().resume(),
  )
  await expect(refused).rejects.toMatchObject({ code: 'http.notFound' })
  await expect(
    room.exportRows(
      await workOf(house, 'city.leader'),
      { kind: 'petition', unit: '430200', period: null, recipient: null, reason: null, format: 'csv' },
      new PassThrough().resume(),
    ),
  ).rejects.toMatchObject({ code: 'http.forbidden' })
})

test('an error while earlier rows are on their way sends nothing after the end of its transaction', async () => {
  const work = await workOf(house, 'county.rights')
  const rows = Array.from({ length: 60 }, (_, index) => ({ 来源编号: `E-${index + 1}` }))
  let [made, ended] = [0, false]
  const late: string[] = []
  const watch: KyselyPlugin = {
    transformQuery: ({ node }) => {
      if (ended) late.push(node.kind)
      return node
    },
    transformResult: ({ result }) => Promise.resolve(result),
  }
  // The first fifty rows are on their way when the key of the next one cannot be had.
  const broken: Work = (inner) =>
    work(async (ctx) => {
      const newRecord: Vault['newRecord'] = (home, domain) => {
        made += 1
        return made > 50 ? Promise.reject(new Error('no key')) : ctx.vault.newRecord(home, domain)
      }
      try {
        return await inner({ ...ctx, tx: ctx.tx.withPlugin(watch), vault: { ...ctx.vault, newRecord } })
      } catch (error) {
        ended = true
        throw error
      }
    })
  const order = { kind: 'petition', unit: '430202', bytes: register(rows), name: 'broken.csv' }
  await expect(exchangeRoom().importFile(broken, order)).rejects.toThrow('no key')
  expect(made).toBe(51)
  // A statement of the write that was left alone would follow the answer to the one before it.
  for (let turn = 0; turn < 20; turn += 1) await sql`select 1`.execute(house.database.app)
  expect(late).toEqual([])
  expect(await exchangeRoom().importFile(work, order)).toMatchObject({ status: 'done', written: 60, known: 0 })
})

test('a title that would run as a formula is written as text', async () => {
  const work = await workOf(house, 'county.rights')
  await room.importFile(work, {
    kind: 'petition',
    unit: '430202',
    bytes: register([{ 标题: '=HYPERLINK("x")' }]),
    name: 'register.csv',
  })
  const out = new PassThrough()
  const written = text(out)
  await room.exportRows(
    work,
    { kind: 'petition', unit: '430202', period: null, recipient: null, reason: null, format: 'csv' },
    out,
  )
  expect(await written).toContain(`"'=HYPERLINK(""x"")"`)
})

const numbered = (tag: string, n: number): Buffer =>
  register(Array.from({ length: n }, (_, index) => ({ 来源编号: `${tag}-${index}` })))

test('of two people who import a long file at once one brings it in; the other is told so, and every row is there once', async () => {
  const bytes = numbered('long', 60)
  const work = await workOf(house, 'hongjiang.rights')
  // The second comes when the first is about to write, and is faster.
  let calls = 0
  let second: ImportResult | null = null
  const overtaken: Work = async (task) => {
    calls += 1
    if (calls === 4) second = await load({ bytes })
    return work(task)
  }
  const first = room.importFile(overtaken, { kind: 'petition', unit: '431281', bytes, name: 'register.csv' })
  await expect(first).rejects.toMatchObject({ code: 'exchange.busy' })
  expect(second).toMatchObject({ status: 'done', written: 60 })
  expect(await load({ bytes })).toMatchObject({ status: 'done', batch: null, written: 0, known: 60 })
  expect((await counts()).twice).toBe(0)
})

test('of two people who import a short file at once the later one is told so or finds it imported', async () => {
  const bytes = numbered('short', 18)
  const told = await Promise.all(
    [1, 2].map(() =>
      load({ bytes }).then(
        (done) => done.written,
        (error: { code: string }) => error.code,
      ),
    ),
  )
  expect(told).toContain(18)
  expect(['exchange.busy', 0]).toContain(told.find((one) => one !== 18))
  expect((await counts()).twice).toBe(0)
})

test('a batch taken back while it is written stops growing, and nothing of it is left', async () => {
  const work = await workOf(house, 'hongjiang.rights')
  // Between its second and its third piece.
  let pieces = 0
  let batch = ''
  let back: TakenBack | null = null
  const interrupted: Work = async (task) => {
    pieces += 1
    if (pieces === 6) {
      batch = (await room.batches(work)).find(({ status }) => status === 'writing')?.id ?? ''
      back = await room.takeBack(work, batch, '导错了表')
    }
    return work(task)
  }
  const order = { kind: 'petition', unit: '431281', bytes: numbered('gone', 60), name: 'register.csv' }
  await expect(room.importFile(interrupted, order)).rejects.toMatchObject({ code: 'exchange.busy' })
  expect(back).toMatchObject({ voided: 32, kept: [] })
  const found = (await room.batches(work)).find(({ id }) => id === batch)
  expect(found).toMatchObject({ status: 'takenBack', written: 32 })
  const { rows } = await sql<{
    standing: number
  }>`select count(*)::int as standing from cases.head where batch_id = ${batch}::uuid and source_ref is not null`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([{ standing: 0 }])
})
