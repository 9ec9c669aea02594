import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ReportLine, type ReportSection, hongjiangHalfYear } from '#catalogue/codes/reportlines.ts'
import { catalogue } from '#catalogue/index.ts'
import { casesContract, type CaseView } from '#modules/cases/contract.ts'
import { importHongjiang } from '#modules/exchange/fixtures.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { declareMeasures } from '#modules/figures/server/index.ts'
import { reportsContract, type ReportView } from '#modules/reports/contract.ts'
import { recordsOf } from '#modules/reports/web/links.ts'
import { docxPart, paragraphTexts } from '#platform/paper/fixtures.ts'
import { type Block, type Run, runsOf, runText } from '#platform/paper/model.ts'
import { type House, startHouse, testClock } from './harness/house.ts'
import { open, petition } from '#test/kinds/walk.ts'

const home = '431281'
const period = '2014H1'
let house: House

beforeAll(async () => {
  house = await startHouse({ clock: testClock('2014-07-08T09:00:00+08:00') })
  await declareMeasures(house.database.system, catalogue)
})
afterAll(() => house?.stop())

/** What the text of the half-year states, row by row in its order. */
const printed: readonly (readonly [string, number])[] = [
  ['婚姻家庭类', 26],
  ['财产纠纷', 4],
  ['父母干涉婚姻', 1],
  ['重婚/包二奶/同居', 4],
  ['离婚的财产分割', 3],
  ['住房判决', 1],
  ['其他', 5],
  ['家庭暴力夫妻间', 7],
  ['致伤致残', 1],
  ['劳动权益类', 10],
  ['劳动纠纷', 1],
  ['社会保障生活困难的医疗费问题', 8],
  ['工作待遇', 1],
  ['人身权益类', 6],
  ['拐卖妇女', 1],
  ['强奸', 1],
  ['奸淫幼女', 1],
  ['其他', 3],
  ['财产权益类', 5],
  ['出嫁女责任田/宅基地', 4],
  ['其他', 1],
  ['文化教育类', 0],
  ['综合类', 13],
  ['违法违纪打击报复', 2],
  ['司法不公', 2],
  ['计划生育后遗症', 1],
  ['判决不服', 1],
  ['交通事故', 3],
  ['法律援助', 3],
  ['其他', 1],
]

const rowsOfForm: readonly (ReportSection | ReportLine)[] = hongjiangHalfYear.sections.flatMap((section) => [
  section,
  ...hongjiangHalfYear.lines.filter((line) => line.section === section.section),
])
const keyOf = (row: ReportSection | ReportLine): string => ('line' in row ? row.line : row.section)

const officer = () => house.as('hongjiang.rights')
const one = (view: CaseView) => ({ home: view.head.home, id: view.head.id })
const act = async (view: CaseView, action: string, over: Record<string, unknown> = {}) =>
  (await officer()).call(casesContract.step, {
    params: one(view),
    body: { id: randomUUID(), version: view.head.version, action, ...over },
  })

const read = async (measures: string, more: { by?: 'category1' | 'category' } = {}) =>
  (await officer()).call(figuresContract.figures, {
    query: { kind: 'petition', measures, unit: home, period, ...more },
  })
const records = async (
  measure: string,
  cut: { category?: string; classes?: string; channel?: string; period?: string } = {},
) =>
  (await officer()).call(figuresContract.records, {
    params: { measure },
    query: { unit: home, period, limit: 200, ...cut },
  })

/** The leader who signs replies; the demonstration has none in Hongjiang. */
const appointLeader = async (): Promise<void> => {
  await sql`insert into identity.account (id, username, name, password, created_at, password_at)
    select ${randomUUID()}::uuid, 'hongjiang.leader', '许清禾', password, created_at, password_at
    from identity.account where username = 'hongjiang.rights'`.execute(house.database.admin)
  await sql`insert into identity.post (id, account_id, unit_id, scope, home, role, title_zh, title_en, valid_from)
    select ${randomUUID()}::uuid, (select id from identity.account where username = 'hongjiang.leader'), p.unit_id, p.scope, p.home,
      'leader', '洪江市妇联主席', 'Chair, Hongjiang federation', p.valid_from
    from identity.post p join identity.account a on a.id = p.account_id where a.username = 'hongjiang.rights'`.execute(
    house.database.admin,
  )
}

test('Hongjiang is a county-level city below Huaihua, and its register goes in whole', async () => {
  const { rows } = await sql<{
    level: string
    above: string
  }>`select u.level, above.name as above from org.unit u join org.unit above on above.id = u.parent_id where u.code = ${home} and u.valid_to is null`.execute(
    house.database.admin,
  )
  expect(rows).toEqual([{ level: 'D', above: '怀化市' }])
  const result = await importHongjiang(house)
  expect(result).toMatchObject({ status: 'done', rows: 60, written: 60, refused: 0, faults: [] })
})

test('one of the two in hand goes on through the routes in July: concluded, replied with the leader’s approval', async () => {
  await appointLeader()
  const list = await (await officer()).call(casesContract.list, { query: { kind: 'petition', tab: 'open' } })
  expect(list.rows.map(({ category }) => category).sort()).toEqual(['0302', '0705'])
  const found = list.rows.find(({ category }) => category === '0705')!
  let view = await (await officer()).call(casesContract.open, { params: { home: found.home, id: found.id } })
  expect(view.head.status).toBe('accepted')
  view = await act(view, 'conclude', { result: 'S', note: '已陪同到交警队调解,双方签了协议。' })
  view = await act(view, 'reply', { proof: { on: '2014-07-08', mode: 'hand' } })
  expect(view.head).toMatchObject({ status: 'concluded', waiting: 'approval' })
  const leader = await house.as('hongjiang.leader')
  const { rows } = await leader.call(casesContract.approvals, {})
  expect(rows.map((row) => [row.case.id, row.action])).toEqual([[view.head.id, 'reply']])
  await leader.call(casesContract.decide, {
    params: { ...one(view), approval: rows[0]!.id },
    body: { decision: 'agreed', remark: '同意' },
  })
  view = await (await officer()).call(casesContract.open, { params: one(view) })
  expect(view.head.status).toBe('replied')
  const now = await (
    await officer()
  ).call(figuresContract.figures, {
    query: { kind: 'petition', measures: 'inHand,handled', unit: home, period: '2014H2' },
  })
  expect(now.figures.map(({ n }) => n)).toEqual([1, 1])
})

test('the half-year still reads 60 received, 58 handled, 2 in hand, 96.67 %, by class as printed', async () => {
  const { figures, rows } = await read('received,persons,handled,inHand,handledRate', { by: 'category' })
  const at = (key: string) => figures.find(({ measure }) => measure.endsWith(key))
  expect(['received', 'persons', 'handled', 'inHand'].map((key) => at(key)?.n)).toEqual([60, 60, 58, 2])
  expect(at('handledRate')).toMatchObject({
    over: 58,
    under: 60,
    value: 96.67,
    text: { zh: '处理率 96.67%(58/60 件)' },
  })
  const byClass = new Map(rows.map((row) => [row.key, row.cells[0]]))
  const heads = new Map((await read('received', { by: 'category1' })).rows.map((row) => [row.key, row.cells[0]]))
  expect(['01', '04', '02', '03', '06', '07'].map((key) => heads.get(key)?.n)).toEqual([26, 10, 6, 5, 0, 13])
  expect(['01', '04', '02', '03', '07'].map((key) => heads.get(key)?.share)).toEqual([43.33, 16.67, 10, 8.33, 21.67])
  const filled = rowsOfForm.map((row) => [
    row.label.zh,
    'line' in row
      ? row.codes.reduce((sum, code) => sum + (byClass.get(code)?.n ?? 0), 0)
      : (heads.get(row.head)?.n ?? null),
  ])
  expect(filled).toEqual(printed)
})

test('every number opens to exactly that many records, each of its own class', async () => {
  for (const [measure, n] of [
    ['received', 60],
    ['persons', 60],
    ['handled', 58],
    ['inHand', 2],
    ['handledRate', 58],
  ] as const) {
    const found = await records(`petition.${measure}`)
    expect([measure, found.rows.length, found.hidden, found.next]).toEqual([measure, n, { records: 0, n: 0 }, null])
    expect(new Set(found.rows.map(({ id }) => id)).size).toBe(n)
  }
  for (const [place, row] of rowsOfForm.entries()) {
    const codes = 'line' in row ? row.codes : [row.head]
    const found = (
      await Promise.all(codes.map(async (category) => (await records('petition.received', { category })).rows))
    ).flat()
    expect([row.label.zh, found.length]).toEqual([row.label.zh, printed[place]![1]])
    expect(found.every(({ category }) => codes.some((code) => category?.startsWith(code)))).toBe(true)
  }
})

const textOf = (report: ReportView): string =>
  report.document.body.flatMap((block) => runsOf(block as Block).map(runText)).join('')
const figureOf = (report: Pick<ReportView, 'figures'>, id: string) => report.figures.find((figure) => figure.id === id)
const reopen = async (id: string): Promise<ReportView> =>
  (await officer()).call(reportsContract.read, { params: { id }, query: {} })

let report: ReportView

test('the report says every count, share and rate of the text, and each opens to its records', async () => {
  const { templates } = await (await officer()).call(reportsContract.templates, {})
  expect([templates[0]?.key, templates[0]?.periods[0]?.key]).toEqual(['rights-half-year', period])
  report = await (
    await officer()
  ).call(reportsContract.create, {
    params: { id: randomUUID() },
    body: { template: 'rights-half-year', period },
  })
  expect(await reopen(report.id)).toMatchObject({ title: report.title, figures: report.figures })
  expect(report.title).toBe('洪江市妇女联合会2014年上半年维权工作总结')
  const text = textOf(report)
  for (const said of [
    '共收到来信、来访、来电等60件、60人次',
    '处理58件，期末尚有2件在办。处理率（处理÷收到与期初在办）为96.67%（58/60件）。',
    '婚姻家庭类26件，占43.33%。其中财产纠纷4件、父母干涉婚姻1件、重婚/包二奶/同居4件、离婚的财产分割3件、住房判决1件、其他5件、家庭暴力夫妻间7件、致伤致残1件。',
    '劳动权益类10件，占16.67%。其中劳动纠纷1件、社会保障生活困难的医疗费问题8件、工作待遇1件。',
    '人身权益类6件，占10.00%。其中拐卖妇女1件、强奸1件、奸淫幼女1件、其他3件。',
    '财产权益类5件，占8.33%。其中出嫁女责任田/宅基地4件、其他1件。',
    '文化教育类无（0件）。',
    '综合类13件，占21.67%。其中违法违纪打击报复2件、司法不公2件、计划生育后遗症1件、判决不服1件、交通事故3件、法律援助3件、其他1件。',
  ])
    expect(text).toContain(said)
  const listed = await (await officer()).call(reportsContract.figures, { params: { id: report.id }, query: {} })
  for (const [place, row] of rowsOfForm.entries()) {
    const figure = figureOf(listed, `petition.received@${period}[class:${keyOf(row)}]`)
    expect([row.label.zh, figure?.n, figure?.records]).toEqual([row.label.zh, printed[place]![1], printed[place]![1]])
  }
})

test('behind each counted figure of the report lie as many records as it says', async () => {
  let opened = 0
  for (const figure of report.figures) {
    const list = recordsOf(figure, home)
    if (!list || figure.n === null || figure.unit.zh === '%') continue
    const { measure, ...at } = list
    const { rows } = await records(measure, at)
    expect([figure.id, rows.length]).toEqual([figure.id, figure.n])
    opened += 1
  }
  expect(opened).toBeGreaterThan(40)
})

test('where the printed text differs a note says what it should read: 16 % is 17, 9 % is 8, 97 % holds', async () => {
  const notes = report.stated.map(({ printed: was, expected, verdict }) => [was, expected, verdict])
  expect(notes).toEqual([
    ['60', '60', 'match'],
    ['58', '58', 'match'],
    ['2', '2', 'match'],
    ['97%', '97%', 'match'],
    ['43%', '43%', 'match'],
    ['16%', '17%', 'mismatch'],
    ['10%', '10%', 'match'],
    ['9%', '8%', 'mismatch'],
  ])
  const list = report.document.annexes?.find(({ title }) => title === '数字清单')?.blocks[0]
  const rows = list?.kind === 'table' ? list.rows.map((row) => row.map((run) => runText(run as Run)).join('')) : []
  const told = rows.slice(rows.indexOf('【与原印发文本的核对】') + 1, rows.indexOf('【口径】'))
  expect(told).toHaveLength(2)
  expect(told[0]).toMatch(/劳动权益类.*原文16%.*10\/60.*16\.67%.*应为17%/)
  expect(told[1]).toMatch(/财产权益类.*原文9%.*5\/60.*8\.33%.*应为8%/)
})

test('the Word file is the paper with the same figures', async () => {
  const file = await (await officer()).call(reportsContract.docx, { params: { id: report.id }, query: {} })
  const bytes = Buffer.from(await file.arrayBuffer())
  expect(bytes.subarray(0, 2).toString()).toBe('PK')
  const text = paragraphTexts(docxPart(bytes, 'word/document.xml')).join('\n')
  for (const said of ['96.67%（58/60件）', '婚姻家庭类26件，占43.33%', '应为17%', '应为8%', '洪江市妇女联合会'])
    expect(text).toContain(said)
})

test('frozen, it keeps its figures; a matter registered late is a change of +1 under its number', async () => {
  const frozen = await (
    await officer()
  ).call(reportsContract.freeze, {
    params: { id: report.id },
    body: { version: report.version, reason: '文字部分另行印发,这里只定数字。' },
  })
  expect(frozen).toMatchObject({ status: 'frozen', mayWrite: false })
  const drift = async () => (await officer()).call(reportsContract.drift, { params: { id: report.id } })
  expect(await drift()).toEqual({ entries: [], figures: [], more: false })
  house.clock.advance(5)
  const late = await open(
    await officer(),
    petition({
      openedAt: '2014-06-26T10:00:00+08:00',
      category: '0113',
      data: { facts: '离婚时房子和存款没有分给她。' },
    }),
    home,
  )
  const found = await drift()
  expect(found.entries.map(({ matter, reason }) => [matter?.number, matter?.id, reason.zh])).toEqual([
    [late.head.number, late.head.id, '补登'],
  ])
  expect(late.head.number).toMatch(/^431281-XF-2014-\d{5}$/)
  const moved = new Map(found.figures.map(({ figure, frozen: was, n }) => [figure, [was, n]]))
  expect(moved.get(`petition.received@${period}`)).toEqual([60, 1])
  expect(moved.get(`petition.received@${period}[class:01]`)).toEqual([26, 1])
  expect(moved.get(`petition.received@${period}[class:01.4]`)).toEqual([3, 1])
  expect(moved.get(`petition.received@${period}[class:04]`)).toBeUndefined()
  expect((await read('received')).figures[0]?.n).toBe(61)
  const again = await reopen(report.id)
  expect(again.document).toEqual(frozen.document)
  expect(figureOf(again, `petition.received@${period}`)?.n).toBe(60)
})
