import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { exchangeContract } from '../contract.ts'
import { atDesk, register, runImports } from '../fixtures.ts'
import type { DeskView, GroupAnswer } from '../shapes.ts'
import { readTable } from '../tabular/read.ts'

// Faulty rows by the hundred: one answer for all that are wrong in the same way, or a file of them that is mended elsewhere.

let house: House
let officer: Caller
let desks: ReturnType<typeof atDesk>
let running: ReturnType<typeof runImports>
beforeAll(async () => {
  house = await startHouse()
  officer = await house.as('county.rights')
  desks = atDesk(officer)
  running = runImports(house, { whole: 5_000, piece: 500 })
})
afterAll(async () => {
  await running?.stop()
  await house?.stop()
})

const groups = async ({ id }: DeskView) => officer.call(exchangeContract.groups, { params: { id } })
const give = ({ id }: DeskView, body: GroupAnswer) => officer.call(exchangeContract.mendAll, { params: { id }, body })
const written = async (like: string): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::int as n from cases.head where source_ref like ${like}`.execute(house.database.admin)
  return rows[0]?.n ?? 0
}

test('four hundred birth dates without a day are put right by one answer, empty channels by another, and back', async () => {
  const rows = Array.from({ length: 900 }, (_, row) => ({
    来源编号: `A-${row}`,
    姓名: '田晓禾',
    出生日期: row < 412 ? `19${60 + (row % 30)}.6` : '1985-06-02',
    渠道: row >= 850 ? '' : row >= 840 ? '飞鸽' : '来访',
  }))
  const desk = await desks.bring(register(rows), '旧台账.csv')
  expect(desk).toMatchObject({ rows: 900, ready: 428, faulty: 472 })
  const { groups: found, mended } = await groups(desk)
  expect(mended).toEqual([])
  expect(found.map(({ label, rows, ways }) => [label.zh, rows, ways])).toEqual([
    ['出生日期', 412, ['empty', 'firstDay']],
    [expect.stringContaining('渠道'), 50, []],
    [expect.stringContaining('渠道'), 10, []],
  ])
  const [birth, empty, odd] = found
  expect(birth?.texts[0]).toEqual({ text: '1960.6', rows: 14 })
  expect(birth?.more).toBe(18)
  expect([empty?.texts, odd?.texts]).toEqual([[{ text: '', rows: 50 }], [{ text: '飞鸽', rows: 10 }]])
  expect(await give(desk, { group: birth!.key, way: 'firstDay' })).toMatchObject({
    mended: 412,
    ready: 840,
    faulty: 60,
  })
  expect(await give(desk, { group: empty!.key, text: '', put: 'V' })).toMatchObject({
    mended: 50,
    ready: 890,
    faulty: 10,
  })
  expect(await give(desk, { group: odd!.key, text: '鸽子', put: 'V' })).toMatchObject({
    mended: 0,
    ready: 890,
    faulty: 10,
  })
  // What was said of cells can be taken back, and said in another way.
  expect((await groups(desk)).mended.map(({ label, rows }) => [label.zh, rows])).toContainEqual(['出生日期', 412])
  expect(await give(desk, { restore: 'petitioner.birth' })).toMatchObject({ mended: 412, ready: 478, faulty: 422 })
  expect(await give(desk, { group: birth!.key, way: 'empty' })).toMatchObject({ mended: 412, ready: 890, faulty: 10 })
  expect(await give(desk, { group: odd!.key, text: '飞鸽', put: '来信' })).toMatchObject({
    mended: 10,
    ready: 900,
    faulty: 0,
  })
  expect(await desks.run(desk)).toBeNull()
  expect(running.errors).toEqual([])
  expect(await written('A-%')).toBe(900)
  const { rows: channels } = await sql<{
    channel: string
    n: number
  }>`select channel, count(*)::int as n from cases.head where source_ref like 'A-%' group by 1 order by 2`.execute(
    house.database.admin,
  )
  expect(channels).toEqual([
    { channel: 'L', n: 10 },
    { channel: 'V', n: 890 },
  ])
}, 120_000)

/** The exported rows as a register with some words replaced. */
const mended = async ({ id }: DeskView, from: string, to: string): Promise<Buffer> => {
  const blob = await officer.call(exchangeContract.left, { params: { id } })
  const table = await readTable(Buffer.from(await blob.arrayBuffer()), '有错的行.xlsx')
  if (!table.ok) throw new Error(table.reason.en)
  const lines = (table.sheets[0]?.rows ?? []).map((row) => {
    const line: string[] = []
    for (const { column, text } of row) line[column - 1] = text.replace(from, to)
    return Array.from(line, (text = '') => `"${text.replaceAll('"', '""')}"`).join(',')
  })
  return Buffer.from(lines.join('\n'))
}

test('exported faulty rows come back corrected and are known by their file and row: nothing comes in twice', async () => {
  const rows = Array.from({ length: 40 }, (_, row) => ({
    姓名: '瞿小雨',
    收件日期: row % 10 === 3 ? '2024-02-30' : '2024-05-06',
    主要事实和诉求: `第 ${row} 次来问`,
  }))
  // A register without numbers of its own.
  const file = register(rows)
    .toString()
    .split('\n')
    .map((line) => line.replace(/^[^,]*,/, ''))
  const first = await desks.bring(Buffer.from(file.join('\n')), '无编号.csv')
  expect(first).toMatchObject({ rows: 40, ready: 36, faulty: 4 })
  const before = await written('%')
  // One is corrected in its cell as well as in the exported file.
  const better = await mended(first, '2024-02-30', '2024-02-29')
  await officer.call(exchangeContract.mend, {
    params: { id: first.id },
    body: { cells: [{ row: 5, field: 'openedOn', text: '2024-02-28' }] },
  })
  expect(await desks.run(first)).toMatchObject({ status: 'done', faulty: 3 })
  expect(await written('%')).toBe(before + 37)
  const second = await desks.bring(better, '有错的行.csv')
  expect(second).toMatchObject({ decided: true, rows: 4, ready: 4, known: 1 })
  expect(await desks.run(second)).toBeNull()
  expect(await written('%')).toBe(before + 40)
  expect(await desks.bring(better, '有错的行(1).csv')).toMatchObject({ ready: 4, known: 4 })
  // The first file once more: what was imported of it, in whatever way, is known.
  expect(await desks.bring(Buffer.from(file.join('\n')), '无编号.csv')).toMatchObject({ ready: 36, known: 36 })
  // A row whose mark was changed by hand is not guessed at.
  const spoilt = Buffer.from(better.toString().replace(/[0-9a-f]{16}#\d+/, '第5行'))
  const third = await desks.bring(spoilt, '有错的行.csv')
  expect(third).toMatchObject({ ready: 3, faulty: 1 })
  const { rows: told } = await officer.call(exchangeContract.rows, { params: { id: third.id } })
  expect(told[0]?.faults[0]?.reason.zh).toContain('不能改')
}, 120_000)
