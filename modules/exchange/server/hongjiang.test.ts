import iconv from 'iconv-lite'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { PetitionClass } from '#catalogue/codes/petition-classes.ts'
import { fillReport } from '#catalogue/codes/fixtures.ts'
import { hongjiangHalfYear } from '#catalogue/codes/reportlines.ts'
import { type House, startHouse } from '#test/harness/house.ts'
import { exchangeRoom, hongjiangFile, importHongjiang, workOf } from '../fixtures.ts'
import type { ImportOrder } from './index.ts'

const room = exchangeRoom()
let house: House

beforeAll(async () => {
  house = await startHouse()
})
afterAll(() => house.stop())

const load = (more?: Partial<ImportOrder>) => importHongjiang(house, more, room)

const counted = async (measure: string): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`select coalesce(sum(n), 0)::int as n from figures.posting where measure = ${`petition.${measure}`} and month between '2014-01' and '2014-06'`.execute(
    house.database.admin,
  )
  return rows[0]?.n ?? 0
}
const heads = async (): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from cases.head`.execute(house.database.admin)).rows[0]?.n ?? 0

test('a rehearsal of the half-year finds no fault and leaves nothing behind', async () => {
  const result = await load({ dryRun: true })
  expect(result).toMatchObject({ status: 'checked', rows: 60, written: 60, refused: 0, faults: [], notices: [] })
  expect(await heads()).toBe(0)
  expect(await counted('received')).toBe(0)
})

test('imported once it is sixty petitions, and every line of the printed return', async () => {
  const result = await load()
  expect(result).toMatchObject({ status: 'done', rows: 60, written: 60, known: 0, refused: 0, faults: [] })
  expect(await counted('received')).toBe(60)
  expect(await counted('persons')).toBe(60)
  const { rows } = await sql<{
    category: PetitionClass
    n: number
  }>`select category, sum(n)::int as n from figures.posting where measure = 'petition.received' and month between '2014-01' and '2014-06' group by category`.execute(
    house.database.admin,
  )
  const printed = fillReport(hongjiangHalfYear, new Map(rows.map((row) => [row.category, row.n]))).map(({ row, n }) => [
    row.label.zh,
    n,
  ])
  expect(printed.filter(([name]) => String(name).endsWith('类'))).toEqual([
    ['婚姻家庭类', 26],
    ['劳动权益类', 10],
    ['人身权益类', 6],
    ['财产权益类', 5],
    ['文化教育类', 0],
    ['综合类', 13],
  ])
  expect(printed.map(([, n]) => n)).toEqual([
    26, 4, 1, 4, 3, 1, 5, 7, 1, 10, 1, 8, 1, 6, 1, 1, 1, 3, 5, 4, 1, 0, 13, 2, 2, 1, 1, 3, 3, 1,
  ])
})

test('two are in hand at the end of June and fifty-eight are not', async () => {
  expect(await counted('inHand')).toBe(2)
  expect(await counted('handled')).toBe(58)
  const { rows } = await sql<{
    source_ref: string
    status: string
  }>`select source_ref, status from cases.head where phase = 0 order by source_ref`.execute(house.database.admin)
  expect(rows).toEqual([
    { source_ref: 'HJ2014-059', status: 'accepted' },
    { source_ref: 'HJ2014-060', status: 'accepted' },
  ])
  const { rows: ways } = await sql<{
    status: string
    n: number
  }>`select status, count(*)::int as n from cases.head where phase > 0 group by status order by status`.execute(
    house.database.admin,
  )
  expect(ways).toEqual([
    { status: 'advised', n: 5 },
    { status: 'answered', n: 6 },
    { status: 'referred', n: 14 },
    { status: 'replied', n: 33 },
  ])
})

test('the replies of the register stand as facts of the importer; nobody is asked to approve them and nothing leaves', async () => {
  const { rows } = await sql<{
    n: number
    replayed: number
    left: number
  }>`select count(*)::int as n, count(*) filter (where payload->>'replay' = 'true')::int as replayed, count(*) filter (where left_house)::int as left from cases.step where action = 'reply'`.execute(
    house.database.admin,
  )
  expect(rows[0]).toEqual({ n: 33, replayed: 33, left: 0 })
  expect(
    (await sql<{ n: number }>`select count(*)::int as n from cases.approval`.execute(house.database.admin)).rows[0]?.n,
  ).toBe(0)
})

test('restricted classes are restricted from their first moment, and the importer reads them', async () => {
  const { rows } = await sql<{
    category: string
    access: number
  }>`select distinct category, access from cases.head where category in ('0101', '0104', '0201', '0202', '0206', '0113') order by category`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([
    { category: '0101', access: 1 },
    { category: '0104', access: 1 },
    { category: '0113', access: 0 },
    { category: '0201', access: 1 },
    { category: '0202', access: 1 },
    { category: '0206', access: 1 },
  ])
})

test('the same file again, in GB18030, with a byte-order mark or as it was, adds nothing', async () => {
  const text = hongjiangFile.toString('utf8')
  for (const bytes of [
    hongjiangFile,
    iconv.encode(text, 'gb18030'),
    Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), hongjiangFile]),
    iconv.encode(text, 'utf-16le', { addBOM: true }),
  ]) {
    const result = await load({ bytes })
    expect(result).toMatchObject({ status: 'done', batch: null, written: 0, known: 60, faults: [] })
  }
  expect(await heads()).toBe(60)
  expect(await counted('received')).toBe(60)
})

test('a batch taken back leaves no figure, and the corrected file can be imported', async () => {
  const work = await workOf(house, 'hongjiang.rights')
  const [batch] = await room.batches(work)
  expect(batch).toMatchObject({ kind: 'petition', status: 'done', rows: 60, written: 60 })
  const taken = await room.takeBack(work, batch?.id ?? '', '导错了文件')
  expect(taken).toMatchObject({ voided: 60, kept: [] })
  for (const measure of ['received', 'persons', 'accepted', 'concluded', 'inHand', 'noticeDue'])
    expect([measure, await counted(measure)]).toEqual([measure, 0])
  expect((await room.batches(work))[0]).toMatchObject({ status: 'takenBack', takenBackReason: '导错了文件' })
  const again = await load()
  expect(again).toMatchObject({ status: 'done', written: 60, known: 0 })
  expect(await counted('received')).toBe(60)
  await expect(room.takeBack(work, batch?.id ?? '', '再来一次')).rejects.toMatchObject({ code: 'exchange.busy' })
})

test('a neighbour neither imports for Hongjiang nor sees or takes back its batches', async () => {
  const neighbour = await workOf(house, 'county.rights')
  const [own] = await room.batches(await workOf(house, 'hongjiang.rights'))
  expect(await room.batches(neighbour)).toEqual([])
  await expect(room.takeBack(neighbour, own?.id ?? '', '不是我的')).rejects.toMatchObject({ code: 'exchange.batch' })
  await expect(
    room.importFile(neighbour, { kind: 'petition', unit: '431281', bytes: hongjiangFile, name: 'petitions.csv' }),
  ).rejects.toMatchObject({ code: 'exchange.unit' })
  await expect(
    room.importFile(await workOf(house, 'auditor'), {
      kind: 'petition',
      unit: '430200',
      bytes: hongjiangFile,
      name: 'petitions.csv',
    }),
  ).rejects.toMatchObject({ code: 'http.forbidden' })
})

test('every record and the import itself are in the audit log', async () => {
  const { rows } = await sql<{
    action: string
    n: number
  }>`select action, count(*)::int as n from audit.event where action in ('exchange.import', 'exchange.takeBack', 'cases.register', 'cases.void') group by action order by action`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([
    { action: 'cases.register', n: 120 },
    { action: 'cases.void', n: 60 },
    { action: 'exchange.import', n: 2 },
    { action: 'exchange.takeBack', n: 1 },
  ])
})
