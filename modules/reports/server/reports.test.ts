import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { declareMeasures, foldAll } from '#modules/figures/server/index.ts'
import { type Caller, type House, startHouse } from '#test/harness/house.ts'
import { act } from '#test/kinds/walk.ts'
import { reportsContract, type ReportView } from '../contract.ts'
import { docxPart, paragraphTexts } from '#platform/paper/fixtures.ts'
import { runsOf, runText } from '#platform/paper/model.ts'

let house: House
const home = '430202'

beforeAll(async () => {
  house = await startHouse()
  await declareMeasures(house.database.system, catalogue)
  const officer = await house.as('county.rights')
  for (let i = 0; i < 11; i += 1) {
    const view = await register(officer, i < 6 ? '0403' : i < 8 ? '0101' : '0113', i % 2 ? 'T' : 'V')
    if (i < 5) await conclude(officer, view)
  }
  await foldAll(house.database.system)
  house.clock.set('2025-07-08T09:00:00+08:00')
})
afterAll(() => house.stop())

const register = (who: Caller, category: string, channel = 'V', over: Record<string, unknown> = {}) =>
  who.call(casesContract.create, {
    params: { home, id: randomUUID() },
    body: {
      kind: 'petition',
      category,
      channel,
      parties: [{ id: randomUUID(), role: 'petitioner', name: '田晓禾' }],
      data: { facts: '前来反映情况,请求帮助。' },
      ...over,
    },
  })

const conclude = async (who: Caller, view: CaseView) =>
  act(who, await act(who, view, 'accept'), 'conclude', { result: 'S', note: '已协调解决。' })

const draft = async (who: Caller, period = '2025H1', unit?: string): Promise<ReportView> =>
  who.call(reportsContract.create, {
    params: { id: randomUUID() },
    body: { template: 'rights-half-year', period, ...(unit ? { unit } : {}) },
  })

const read = (who: Caller, id: string, audience: 'internal' | 'public' = 'internal') =>
  who.call(reportsContract.read, { params: { id }, query: { audience } })
const reason = '各部分由主席口头汇报,不另写。'
const freeze = (who: Caller, report: ReportView) =>
  who.call(reportsContract.freeze, { params: { id: report.id }, body: { version: report.version, reason } })
const drift = (who: Caller, id: string) => who.call(reportsContract.drift, { params: { id } })
const textOf = (report: ReportView): string =>
  report.document.body.flatMap((block) => runsOf(block as Parameters<typeof runsOf>[0]).map(runText)).join('')
const figure = (report: Pick<ReportView, 'figures'>, id: string) => report.figures.find((one) => one.id === id)

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
  const late = await register(officer, '0302', 'V', { openedAt: '2025-06-20T09:00:00+08:00' })
  const again = await read(officer, report.id)
  expect(textOf(again)).toContain('共收到来信、来访、来电等12件')
  expect(again.slots.find(({ slot }) => slot === 'problems')?.text).toBe('乡镇人手不足，只有3人。')
  expect(textOf(await read(officer, report.id, 'public'))).not.toContain('人手不足')
  await officer.call(casesContract.cancel, {
    params: { home, id: late.head.id },
    body: { version: late.head.version, reason: '测试登记' },
  })
})

test('a frozen report keeps its text and figures; later records appear as drift with number and reason', async () => {
  const officer = await house.as('county.rights')
  const old = await register(officer, '0113', 'V', { openedAt: '2025-05-06T09:00:00+08:00' })
  const frozen = await freeze(officer, await draft(officer))
  expect(frozen).toMatchObject({ status: 'frozen', mayWrite: false })
  expect(frozen.document.draft).toBe(false)
  expect(await drift(officer, frozen.id)).toEqual({ entries: [], figures: [], more: false })

  house.clock.advance(5)
  const late = await register(officer, '0403', 'T', { openedAt: '2025-06-28T09:00:00+08:00' })
  house.clock.advance(1)
  await officer.call(casesContract.correct, {
    params: { home, id: old.head.id },
    body: { version: old.head.version, category: '0302', reason: '登记时选错类别' },
  })
  house.clock.advance(1)
  await register(officer, '0403', 'T')
  const found = await drift(officer, frozen.id)
  expect(found.entries.map(({ matter, reason }) => [matter?.number, reason.zh])).toEqual([
    [old.head.number, '更正'],
    [late.head.number, '补登'],
  ])
  // Whoever reads figures and no records learns what changed, not in which matter.
  const counted = await drift(await house.as('city.stats'), frozen.id)
  // Sections that hold sensitive classes are left out: her table does not tell them either.
  expect(counted.figures).toEqual(found.figures.filter(({ figure }) => !figure.includes('[class:01')))
  expect(JSON.stringify(counted.entries)).not.toContain(late.head.id)
  expect(counted.entries.map(({ matter }) => matter)).toEqual([null, null])
  const change = Object.fromEntries(found.figures.map(({ figure: id, n }) => [id, n]))
  expect(change).toMatchObject({
    'petition.received@2025H1': 1,
    'petition.received@2025-06': 1,
    'petition.received@2025H1[channel:T]': 1,
    'petition.received@2025H1[class:04]': 1,
    'petition.received@2025H1[class:01]': -1,
    'petition.received@2025H1[class:03]': 1,
  })
  const again = await read(officer, frozen.id)
  expect(again.document).toEqual(frozen.document)
  expect(figure(again, 'petition.received@2025H1')?.n).toBe(12)
  expect((await officer.call(reportsContract.figures, { params: { id: frozen.id }, query: {} })).figures).toEqual(
    again.figures,
  )
})

test('what the check finds is mended or explained before a report is frozen; the reason stays with it and on record', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const ask = (version: number, why?: string) =>
    officer.call(reportsContract.freeze, {
      params: { id: report.id },
      body: { version, ...(why === undefined ? {} : { reason: why }) },
    })
  await expect(ask(report.version)).rejects.toMatchObject({
    status: 422,
    code: 'reports.checks',
    message: expect.stringContaining('核对发现 3 处要看:正文“主要做法”下面没有内容'),
  })
  await expect(ask(report.version, '  没关系  ')).rejects.toMatchObject({ code: 'reports.checks' })
  expect(await ask(report.version, reason)).toMatchObject({ status: 'frozen', freezeNote: reason })
  const { rows } = await sql<{ purpose: string; detail: unknown }>`select purpose, detail from audit.event
    where object_id = ${report.id} and action = 'reports.freeze'`.execute(house.database.admin)
  expect(rows).toEqual([
    { purpose: reason, detail: expect.objectContaining({ warnings: ['empty-part', 'empty-part', 'empty-part'] }) },
  ])

  const whole = await draft(officer)
  const { version, warnings } = await officer.call(reportsContract.save, {
    params: { id: whole.id },
    body: {
      version: whole.version,
      audience: 'internal',
      texts: { work: '进村入户。', problems: '人手少。', next: '培训网格员。' },
    },
  })
  expect(warnings).toEqual([])
  const frozen = await officer.call(reportsContract.freeze, { params: { id: whole.id }, body: { version } })
  expect(frozen).toMatchObject({ status: 'frozen', freezeNote: null })
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

test('nothing of a frozen report can be changed, through the product or beside it', async () => {
  const officer = await house.as('county.rights')
  const frozen = await freeze(officer, await draft(officer))
  await expect(
    officer.call(reportsContract.save, {
      params: { id: frozen.id },
      body: { version: frozen.version, audience: 'internal', texts: { next: '改' } },
    }),
  ).rejects.toMatchObject({ code: 'reports.frozen' })
  await expect(officer.call(reportsContract.drop, { params: { id: frozen.id } })).rejects.toMatchObject({
    code: 'reports.frozen',
  })
  await expect(freeze(officer, frozen)).rejects.toMatchObject({ code: 'reports.freeze' })
  const post = await sql<{
    id: string
    account: string
    unit: number
    scope: string
  }>`select p.id, p.account_id as account, p.unit_id as unit, p.scope from identity.post p
    join identity.account a on a.id = p.account_id where a.username = 'county.rights'`.execute(house.database.admin)
  const mine = post.rows[0]!
  await house.database.app.transaction().execute(async (tx) => {
    await sql`select identity.act_as(${mine.account}::uuid, ${mine.id}::uuid, 'rights', ${mine.unit}, ${mine.scope}, '{}')`.execute(
      tx,
    )
    const update =
      await sql`update reports.report set texts = '{"internal":{"next":"改"}}' where id = ${frozen.id}`.execute(tx)
    expect(update.numAffectedRows).toBe(0n)
  })
  for (const statement of [
    'update reports.frozen_figure set n = 0',
    'delete from reports.frozen_figure',
    `update reports.edition set document = '{}'`,
    'delete from reports.edition',
  ])
    await expect(sql.raw(statement).execute(house.database.app)).rejects.toThrow(/permission denied/)
})

test('a posting that was being written while the report froze is drift, although its number is lower', async () => {
  const officer = await house.as('county.rights')
  const report = await draft(officer)
  const other = await house.database.admin.startTransaction().execute()
  await sql`insert into figures.posting (measure, def_version, unit_id, month, booked_month, category, channel, n, home, record_id, posted_at)
    select 'petition.received', 1, id, '2025-02', '2025-02', '0403', 'V', 1, ${home}, ${randomUUID()}::uuid, ${house.clock()} from org.unit where code = ${home}`.execute(
    other,
  )
  await register(officer, '0113')
  const frozen = await freeze(officer, report)
  expect((await drift(officer, frozen.id)).figures).toEqual([])
  await other.commit().execute()
  const found = await drift(officer, frozen.id)
  expect(found.figures.find(({ figure: id }) => id === 'petition.received@2025H1')?.n).toBe(1)
  expect(found.entries[0]?.matter).toBeNull()
  await sql`delete from figures.posting where n = 1 and month = '2025-02' and record_id not in (select id from cases.head)`.execute(
    house.database.admin,
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

test('a running or future period cannot be frozen; a month is not a report period', async () => {
  const officer = await house.as('county.rights')
  const running = await draft(officer, '2025H2')
  expect(running.whyNotFreeze?.zh).toContain('还没有结束')
  await expect(freeze(officer, running)).rejects.toMatchObject({ status: 422, code: 'reports.freeze' })
  await expect(draft(officer, '2026H1')).rejects.toMatchObject({ code: 'http.invalid' })
  await expect(draft(officer, '2025-03')).rejects.toMatchObject({
    code: 'http.invalid',
    fields: [expect.objectContaining({ path: 'period' })],
  })
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
