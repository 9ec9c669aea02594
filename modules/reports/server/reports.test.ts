import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { casesContract } from '#modules/cases/contract.ts'
import { docxPart, paragraphTexts } from '#platform/paper/fixtures.ts'
import { runsOf } from '#platform/paper/model.ts'
import type { House } from '#test/harness/house.ts'
import { reportsContract } from '../contract.ts'
import { draft, figure, freeze, read, register, startHalfYear, textOf } from './fixtures.ts'

let house: House
const home = '430202'
beforeAll(async () => {
  house = await startHalfYear()
})
afterAll(() => house.stop())

test('a draft is written from the records as they are, with the likely period offered first', async () => {
  const officer = await house.as('county.rights')
  const { templates } = await officer.call(reportsContract.templates, {})
  expect(templates[0]?.periods[0]?.key).toBe('2025H1')
  const report = await draft(officer)
  expect(report.title).toBe('荷塘区妇女联合会2025年上半年维权工作总结')
  expect(textOf(report)).toContain('共收到来信、来访、来电等11件')
  expect(textOf(report)).toContain('劳动和社会保障权益6件，占54.55%。其中拖欠劳动报酬6件。')
  expect(report.warnings.map(({ text }) => text.zh)).toEqual([
    '正文“主要做法”下面没有内容',
    '正文“存在的问题”下面没有内容',
    '正文“下一步打算”下面没有内容',
  ])
  expect(figure(report, 'petition.received@2025H1[class:01]')).toMatchObject({
    n: 5,
    period: '2025H1',
    cut: { category: expect.arrayContaining(['0101', '0113']) },
  })
})

test('the list of figures has measure, operands, value and the number of records behind each', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const json = await officer.call(reportsContract.figures, { params: { id: report.id }, query: {} })
  for (const one of json.figures.filter(
    ({ type, n, measure }) => type !== 'change' && n !== null && measure !== 'petition.persons',
  ))
    expect([one.id, one.records]).toEqual([one.id, one.n])
  const rate = json.figures.find(({ measure }) => measure === 'petition.handledRate')
  expect(rate?.operands.find(({ role }) => role === 'over')?.n).toBe(5)
  expect(rate?.records).toBe(5)
  expect(rate?.definition.zh).toContain('K01')
})

test('what was typed is kept apart, saved by version, and never touched by new figures', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const saved = await officer.call(reportsContract.save, {
    params: { id: report.id },
    body: { version: report.version, audience: 'internal', texts: { problems: '乡镇人手不足，只有3人。' } },
  })
  expect(textOf(saved)).toContain('存在的问题乡镇人手不足，只有3人。')
  expect(saved.warnings.map(({ code }) => code)).toEqual(['empty-part', 'empty-part', 'unbound-number'])
  await expect(
    officer.call(reportsContract.save, {
      params: { id: report.id },
      body: { version: report.version, audience: 'internal', texts: { problems: '另一个窗口' } },
    }),
  ).rejects.toMatchObject({ status: 409, code: 'http.stale' })
  const late = await register(officer, '0302', 'V', '2025-06-20T09:00:00+08:00')
  const again = await read(officer, report.id)
  expect(textOf(again)).toContain('共收到来信、来访、来电等12件')
  expect(again.slots.find(({ slot }) => slot === 'problems')?.text).toBe('乡镇人手不足，只有3人。')
  expect(textOf(await read(officer, report.id, 'public'))).not.toContain('人手不足')
  await officer.call(casesContract.cancel, {
    params: { home, id: late.head.id },
    body: { version: late.head.version, reason: '测试登记' },
  })
})

test('a rate above a hundred is named with its place before freezing', async () => {
  const officer = await house.as('county.rights')
  const view = await draft(officer)
  expect(view.warnings.filter(({ code }) => code === 'rate-over')).toEqual([])
  const texts = { work: '重点对象走访率达到120%。', problems: '无。', next: '无。' }
  const saved = await officer.call(reportsContract.save, {
    params: { id: view.id },
    body: { version: view.version, audience: 'internal', texts },
  })
  expect(saved.warnings.map(({ text }) => text.zh)).toContainEqual(
    expect.stringMatching(/^正文第\d+段的比率超过100%：“重点对象走访率达到120%”，请核对分子和分母$/),
  )
})

test('a neighbour finds nothing, a village has no reports, the level above reads and does not write', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const neighbour = await house.as('county2.rights')
  for (const route of [reportsContract.read, reportsContract.drift, reportsContract.docx, reportsContract.figures])
    await expect(neighbour.call(route, { params: { id: report.id } })).rejects.toMatchObject({
      status: 404,
      code: 'http.notFound',
    })
  expect((await neighbour.call(reportsContract.list, { query: {} })).reports).toEqual([])
  await expect(draft(neighbour, '2025H1', home)).rejects.toMatchObject({ code: 'reports.outside' })
  // Nor does she lay one of her own under its id, for the level above to open in its place.
  await expect(
    neighbour.call(reportsContract.create, {
      params: { id: report.id },
      body: { template: report.template, period: report.period.key },
    }),
  ).rejects.toMatchObject({ status: 404 })
  await expect((await house.as('village.chair')).call(reportsContract.list, { query: {} })).rejects.toMatchObject({
    status: 403,
  })
  await expect((await house.as('police.liaison')).call(reportsContract.list, { query: {} })).rejects.toMatchObject({
    status: 403,
  })
  const city = await house.as('city.rights')
  expect((await read(city, report.id)).mayWrite).toBe(false)
  await expect(
    city.call(reportsContract.save, {
      params: { id: report.id },
      body: { version: report.version, audience: 'internal', texts: {} },
    }),
  ).rejects.toMatchObject({ code: 'reports.notYours' })
  const own = await draft(city, '2025H1', home)
  expect(textOf(own)).toBe(textOf(await read(officer, report.id)))
  await expect(read(officer, own.id)).rejects.toMatchObject({ status: 404 })
})

test('the public version hides small numbers of violence everywhere: text, table, figures, Word, and once frozen', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const frozen = await freeze(officer, await draft(officer))
  expect(figure(await read(officer, report.id), 'petition.received@2025H1[class:0101]')?.n).toBe(2)
  for (const { id } of [report, frozen]) {
    const published = await read(officer, id, 'public')
    expect(published.title).toContain('荷塘区')
    expect(published.document.title).toContain('（公开版）')
    expect(published.document.classNote).toBeUndefined()
    expect(figure(published, 'petition.received@2025H1[class:0101]')?.n ?? null).toBeNull()
    expect(JSON.stringify(published)).not.toContain('家庭暴力（夫妻间）2')
    const word = await officer.call(reportsContract.docx, { params: { id }, query: { audience: 'public' } })
    const paragraphs = paragraphTexts(docxPart(Buffer.from(await word.arrayBuffer()), 'word/document.xml'))
    expect(paragraphs.join('')).toContain('共收到')
    expect(paragraphs).not.toContain('　家庭暴力（夫妻间）')
  }
})

test('statistics get no small number of a sensitive class from a report, neither in hand nor frozen by a case role', async () => {
  const officer = await house.as('county.rights')
  const stats = await house.as('city.stats')
  const report = await draft(officer)
  const shown = await read(stats, report.id)
  expect(figure(shown, 'petition.received@2025H1')?.n).toBe(figure(report, 'petition.received@2025H1')?.n)
  for (const key of ['01', '0101', '0113'])
    expect([key, figure(shown, `petition.received@2025H1[class:${key}]`)?.n ?? null]).toEqual([key, null])
  expect(figure(shown, 'petition.received@2025H1[class:0403]')?.n).toBe(
    figure(report, 'petition.received@2025H1[class:0403]')?.n,
  )
  const { id } = await freeze(officer, report)
  const frozen = await read(stats, id)
  expect([frozen.audience, figure(frozen, 'petition.received@2025H1[class:0101]')?.n ?? null]).toEqual(['public', null])
  for (const route of [reportsContract.docx, reportsContract.figures])
    await expect(stats.call(route, { params: { id }, query: {} })).rejects.toMatchObject({ code: 'reports.internal' })
  const { rows } = await house.database.app.transaction().execute(async (tx) => {
    await sql`select set_config('app.role', 'stats', true), set_config('app.lo', '/43/02/', true), set_config('app.hi', '/43/020', true)`.execute(
      tx,
    )
    return sql<{ audience: string }>`select audience from reports.edition where report_id = ${id} union all
      select distinct audience from reports.frozen_figure where report_id = ${id}`.execute(tx)
  })
  expect(rows.map(({ audience }) => audience)).toEqual(['public', 'public'])
  // What statistics froze holds nothing hidden from them.
  const own = await freeze(stats, await draft(stats))
  expect((await read(stats, own.id)).audience).toBe('internal')
})

test('a village has no public version', async () => {
  const chair = await house.as('town.chair')
  const report = await draft(chair, '2025H1', '430202001001')
  expect(report.whyNotPublic?.zh).toContain('不公布')
  await expect(read(chair, report.id, 'public')).rejects.toMatchObject({ code: 'reports.noPublic' })
})

test('the Word file is the paper, and each download is on record', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const word = await officer.call(reportsContract.docx, { params: { id: report.id }, query: {} })
  const text = paragraphTexts(docxPart(Buffer.from(await word.arrayBuffer()), 'word/document.xml')).join('\n')
  const printed = report.document.body
    .flatMap((block) => runsOf(block as Parameters<typeof runsOf>[0]))
    .flatMap((run) => (typeof run === 'string' ? [] : [run.text]))
  expect(printed.length).toBeGreaterThan(40)
  expect(printed.filter((one) => !text.includes(one))).toEqual([])
  const { rows } = await sql<{
    action: string
  }>`select action from audit.event where object_id = ${report.id} order by at, id`.execute(house.database.admin)
  expect(rows.map(({ action }) => action)).toEqual(['reports.create', 'reports.docx'])
})

test('a double press makes one draft; a draft can be removed', async () => {
  const officer = await house.as('county.rights')
  const id = randomUUID()
  const body = { template: 'rights-half-year', period: '2025H1' }
  await officer.call(reportsContract.create, { params: { id }, body })
  await officer.call(reportsContract.create, { params: { id }, body })
  await expect(
    officer.call(reportsContract.create, { params: { id }, body: { ...body, period: '2025Q1' } }),
  ).rejects.toMatchObject({ code: 'http.exists' })
  await officer.call(reportsContract.drop, { params: { id } })
  await expect(read(officer, id)).rejects.toMatchObject({ status: 404 })
})
