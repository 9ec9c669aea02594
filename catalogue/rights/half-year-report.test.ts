import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { petitions } from '#db/seed/hongjiang/generate.ts'
import { checkOfficial } from '#platform/paper/checks.ts'
import { docxPart, paragraphTexts } from '#platform/paper/fixtures.ts'
import { figuresOf, runsOf, runText } from '#platform/paper/model.ts'
import { writeOfficialDocx } from '#platform/paper/write.ts'
import { type Composed, compose, withoutEmptySlots } from '#modules/reports/rules/compose.ts'
import { type Invented, inventedMaterial } from '#modules/reports/rules/fixtures.ts'
import { label } from '#platform/text/label.ts'
import { codesNamed } from '../codes/fixtures.ts'
import { petitionClasses } from '../codes/petition-classes.ts'
import { halfYearReport } from './half-year-report.ts'
import { classForm, printedReturn } from './report-forms.ts'

const describe = () => ({
  definition: label('登记,每件计一次(K01)', 'registered; each once (K01)'),
  span: label('本期', 'this period'),
  records: 3,
})
const dress = { draft: true, date: '2025-07-08', hold: false }
const write = (
  material: Parameters<typeof inventedMaterial>[0],
  texts: Record<string, string> = {},
  hold = false,
): Composed => compose(halfYearReport, inventedMaterial(material), texts, { ...dress, hold }, describe)

/** Headings and paragraphs of the body, one a line. */
const textOf = ({ document }: Composed): string =>
  document.body.flatMap((block) => (block.kind === 'table' ? [] : [runsOf(block).map(runText).join('')])).join('\n')
const tableOf = ({ document }: Composed, title: string): string[] =>
  (document.annexes ?? [])
    .filter((annex) => annex.title === title)
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.kind === 'table' ? block.rows.map((row) => row.map(runText).join(' ').trim()) : []))

const classesOf = (): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const { 问题分类: written } of petitions()) {
    const code = codesNamed(petitionClasses, written ?? '')[0]?.code ?? ''
    counts[code] = (counts[code] ?? 0) + 1
  }
  return counts
}
const hongjiang: Invented = {
  wholes: { received: 60, persons: 60, accepted: 35, answered: 6, handled: 58, inHand: 2 },
  classes: classesOf(),
  channels: { V: 41, T: 12, L: 7 },
  months: { '2014-01': 9, '2014-02': 8, '2014-03': 12, '2014-04': 11, '2014-05': 10, '2014-06': 10 },
}
const unit = { code: '431281', name: '洪江市', level: 'D' }
const oldForm = printedReturn('431281', { key: '2014H1' })?.form ?? classForm
const replay = (audience: 'internal' | 'public' = 'internal') =>
  write({ form: oldForm, period: '2014H1', unit, audience, now: hongjiang })

test('the Hongjiang half-year is written with its classes, sub-items and shares recomputed', () => {
  const text = textOf(replay())
  for (const line of [
    '婚姻家庭类26件，占43.33%。其中财产纠纷4件、父母干涉婚姻1件、重婚/包二奶/同居4件、离婚的财产分割3件、住房判决1件、其他5件、家庭暴力夫妻间7件、致伤致残1件。',
    '劳动权益类10件，占16.67%。其中劳动纠纷1件、社会保障生活困难的医疗费问题8件、工作待遇1件。',
    '人身权益类6件，占10.00%。其中拐卖妇女1件、强奸1件、奸淫幼女1件、其他3件。',
    '财产权益类5件，占8.33%。其中出嫁女责任田/宅基地4件、其他1件。',
    '文化教育类无（0件）。',
    '综合类13件，占21.67%。其中违法违纪打击报复2件、司法不公2件、计划生育后遗症1件、判决不服1件、交通事故3件、法律援助3件、其他1件。',
    '处理率（处理÷收到与期初在办）为96.67%（58/60件）。',
  ])
    expect(text).toContain(line)
  expect(text.indexOf('婚姻家庭类')).toBeLessThan(text.indexOf('劳动权益类'))
})

test('where the printed text differs from the count, a note says what it should read', () => {
  const { stated, document } = replay()
  expect(stated.map(({ printed, expected, verdict }) => [printed, expected, verdict])).toEqual([
    ['60', '60', 'match'],
    ['58', '58', 'match'],
    ['2', '2', 'match'],
    ['97%', '97%', 'match'],
    ['43%', '43%', 'match'],
    ['16%', '17%', 'mismatch'],
    ['10%', '10%', 'match'],
    ['9%', '8%', 'mismatch'],
  ])
  const list = document.annexes?.find(({ title }) => title === '数字清单')?.blocks[0]
  const rows = list?.kind === 'table' ? list.rows.map((row) => row.map(runText).join('')) : []
  const notes = rows.slice(rows.indexOf('【与原印发文本的核对】') + 1, rows.indexOf('【口径】'))
  expect(notes).toEqual([
    '收到（劳动权益类）占比：原文16%，按10/60计算为16.67%，应为17%。',
    '收到（财产权益类）占比：原文9%，按5/60计算为8.33%，应为8%。',
  ])
})

test('body and list of numbers are printed with full-width marks, also what a person typed', () => {
  const { document } = write(
    { form: oldForm, period: '2014H1', unit, now: hongjiang },
    { problems: '基层反映:人手少,路远(山区)。' },
    true,
  )
  const blocks = [...document.body, ...(document.annexes ?? []).flatMap((annex) => annex.blocks)]
  const text = blocks.map((block) => runsOf(block).map(runText).join('\n')).join('\n')
  expect(text).toContain('登记，每件计一次（K01）')
  expect(text).not.toMatch(/\p{Script=Han}[,;:?!(]|[,;:?!)]\p{Script=Han}/u)
})

test('no two figures of the list of numbers bear the same name in the same period', () => {
  const list = replay().document.annexes?.find(({ title }) => title === '数字清单')?.blocks[0]
  const rows = list?.kind === 'table' ? list.rows.filter(({ length }) => length > 1) : []
  const names = rows.map(([, name, , period]) => `${runText(name ?? '').replace(/ .*/, '')} ${runText(period ?? '')}`)
  expect(names.length).toBeGreaterThan(40)
  expect(names.filter((name, place) => names.indexOf(name) !== place)).toEqual([])
})

test('the public version tells no small sensitive number, nor what it could be worked out from', () => {
  const published = replay('public')
  const text = textOf(published)
  expect(text).not.toMatch(/致伤致残|强奸|奸淫幼女|拐卖/)
  expect(text).toContain('家庭暴力夫妻间7件')
  const table = tableOf(published, '信访分类统计表')
  expect(table).toContain('致伤致残 <5 —')
  // 致伤致残 would be the sum of the section less all others, so a second line goes with it.
  expect(table).toContain('父母干涉婚姻 （已隐去） —')
  expect(published.stated).toEqual([])
  const hidden = published.figures.filter(({ why }) => why === 'small' || why === 'covered')
  expect(hidden.length).toBeGreaterThan(4)
  for (const figure of hidden) expect([figure.n, figure.value]).toEqual([null, null])
})

test.each([
  [60, 48, '比2024年下半年（48件）大幅上升25.00%'],
  [60, 52, '比2024年下半年（52件）上升15.38%'],
  [103, 100, '比2024年下半年（100件）略有上升3.00%'],
  [1000, 1005, '比2024年下半年（1005件）基本持平（减少0.50%）'],
  [48, 60, '比2024年下半年（60件）下降20.00%'],
  [40, 60, '比2024年下半年（60件）大幅下降33.33%'],
  [7, 6, '比2024年下半年（6件）增加1件（基数不足十，不算百分比）'],
  [50, 50, '比2024年下半年（50件）持平'],
])('%i after %i is said as %s', (now, before, words) => {
  const wholes = { wholes: { received: now, handled: now } }
  expect(
    textOf(write({ form: classForm, now: wholes, previous: { wholes: { received: before, handled: before } } })),
  ).toContain(`收到件数${words}`)
})

test('rates below a base of ten are told in counts, and a base of nought gives no rate at all', () => {
  const small = textOf(write({ form: classForm, now: { wholes: { received: 7, handled: 5 } } }))
  expect(small).toContain('处理率（处理÷收到与期初在办）为5/7（基数不足十，不算百分比）。')
  expect(small).not.toContain('%')
  expect(textOf(write({ form: classForm, now: {} }))).not.toMatch(/处理率|100|%/)
})

test('an empty half-year is a report of noughts; a period without records is not compared with', () => {
  const written = write({ form: classForm, now: {} })
  const text = textOf(written)
  expect(text).toContain('共收到来信、来访、来电等0件、0人次')
  expect(text).toContain('婚姻家庭权益无（0件）。')
  expect(text).toContain('2024年下半年、2024年上半年没有登记数据，不作比较。')
  expect(written.document.body.some(({ kind }) => kind === 'table')).toBe(false)
  expect(text).not.toContain('主要特点')
})

test('rates are compared in percentage points', () => {
  const report = write({
    form: classForm,
    now: { wholes: { received: 60, handled: 58 } },
    previous: { wholes: { received: 40, handled: 38 } },
  })
  const row = report.document.body
    .flatMap((block) => (block.kind === 'table' ? block.rows : []))
    .find(([name]) => name === '处理率')
  expect(row?.map(runText)).toEqual(['处理率', '96.67%', '95.00%', '提高1.67个百分点'])
})

test('a running period says up to which day it counts, and compares its whole months with as many then', () => {
  const counted = (received: number) => ({ wholes: { received, handled: received }, classes: { '0101': received } })
  const report = write({
    form: classForm,
    until: '2025-05-09',
    now: counted(43),
    span: counted(40),
    previous: counted(20),
    lastYear: counted(32),
  })
  const text = textOf(report)
  expect(text).toContain('2025年上半年（截至2025年5月9日），荷塘区妇女联合会共收到来信、来访、来电等43件')
  expect(text).toContain(
    '本期还没有结束，只比已满的月份：2025年1—4月收到40件，比2024年7—10月（20件）大幅上升100.00%；比2024年1—4月（32件）大幅上升25.00%。',
  )
  expect(text).toContain('婚姻家庭权益2025年1—4月40件，比2024年7—10月（20件）大幅上升100.00%')
  const table = report.document.body.find((block) => block.kind === 'table')
  expect(table?.kind === 'table' && [table.head[1], table.rows[0]?.map(runText)]).toEqual([
    '2025年1—4月',
    ['收到', '40', '20', '增加100.00%', '32', '增加25.00%'],
  ])
})

test('what falls due after the whole months of a running period is neither in time nor late in the report', () => {
  const dueOf = (handlingDue: number) => ({ wholes: { received: 40, handlingDue, handlingMet: 20 } })
  const text = textOf(write({ form: classForm, until: '2025-05-09', now: dueOf(31), span: dueOf(20) }))
  expect(text).toContain('2025年1—4月应办结20件，按期办结20件')
  expect(text).not.toContain('没有全部按期办结')
})

test('while its first month runs nothing is compared', () => {
  const text = textOf(write({ form: classForm, until: '2025-01-20', now: { wholes: { received: 3 } } }))
  expect(text).toContain('本期还没有满一个月，不作比较。')
  expect(text).not.toMatch(/上升|下降|没有登记数据/)
})

test('what a person writes stands in its place untouched; empty parts are held for writing and left out of the paper', () => {
  const texts = { problems: '乡镇力量不足，3个乡镇没有专人。\n联动慢。' }
  const held = write({ form: classForm, now: {} }, texts, true)
  expect(textOf(held)).toContain('主要做法\n\n存在的问题\n乡镇力量不足，3个乡镇没有专人。\n联动慢。\n下一步打算')
  const printed = textOf({ ...held, document: withoutEmptySlots(held.document) })
  expect(printed).not.toMatch(/主要做法|下一步打算/)
  expect(printed).toBe(textOf(write({ form: classForm, now: {} }, texts)))
  const warnings = checkOfficial(withoutEmptySlots(held.document)).map(({ code, text }) => [code, text.zh])
  expect(warnings).toEqual([['unbound-number', expect.stringContaining('3个')]])
})

test('a generated paper passes the checks: no number of it is unbound', () => {
  for (const audience of ['internal', 'public'] as const) expect(checkOfficial(replay(audience).document)).toEqual([])
})

const counts = fc.dictionary(
  fc.constantFrom(...petitionClasses.rows.map(({ code }) => code), ''),
  fc.integer({ min: 1, max: 30 }),
  { maxKeys: 12 },
)

test('whatever was registered, the sections add up to the whole, and each share is its part of it', () => {
  for (const form of [classForm, oldForm])
    fc.assert(
      fc.property(counts, (classes) => {
        const received = Object.values(classes).reduce((sum, n) => sum + n, 0)
        const report = write({ form, period: '2014H1', unit, now: { wholes: { received }, classes } })
        const rows = tableOf(report, '信访分类统计表')
        const sections = form.sections
          .map(({ label: name }) => rows.find((row) => row.startsWith(`${name.zh} `)))
          .flatMap((row) => (row ? [Number(row.split(' ')[1])] : []))
        expect(sections.reduce((sum, n) => sum + n, 0)).toBe(received)
        for (const figure of report.figures.filter(({ type, value }) => type === 'share' && value !== null)) {
          const [part, whole] = figure.operands.map(({ n }) => n ?? 0)
          expect(Math.abs((figure.value ?? 0) - (100 * (part ?? 0)) / (whole ?? 1))).toBeLessThanOrEqual(0.005 + 1e-9)
        }
      }),
      { numRuns: 60 },
    )
})

test('the Word file carries every figure of the report and lists each with its operands', async () => {
  const report = write({
    form: classForm,
    now: hongjiang,
    previous: { wholes: { received: 48, handled: 40 }, classes: { '0101': 12 } },
  })
  const paragraphs = paragraphTexts(docxPart(await writeOfficialDocx(report.document), 'word/document.xml'))
  const whole = paragraphs.join('\n').replaceAll('&lt;', '<')
  const printed = figuresOf(report.document)
  expect(printed.length).toBeGreaterThan(60)
  expect(printed.filter(({ text }) => !whole.includes(text))).toEqual([])
  // Every printed figure stands in the list once: in a line of its own, or with the figure it is taken of.
  const list = report.document.annexes?.find(({ title }) => title === '数字清单')?.blocks[0]
  const lines = list?.kind === 'table' ? list.rows.filter((row) => row.length > 1) : []
  const own = lines.map((row) => row.flatMap((run) => (typeof run === 'string' ? [] : [run.figure])).join())
  expect(new Set(own).size).toBe(own.length)
  const derived = [...new Set(printed.map(({ figure }) => figure))].filter((id) => !own.includes(id))
  expect(derived.length).toBeGreaterThan(20)
  const told = lines.map((row) => row.map(runText).join(' ')).join('\n')
  for (const id of derived) expect(told).toContain(report.figures.find((figure) => figure.id === id)?.text)
  expect(told).toContain('处理率 96.67% 58/(60+0)；比本期提高13.34个百分点 本期 3')
  expect(told).toContain('收到 60件 比本期增加25.00%（60−48） 本期 3')
  expect(told).toMatch(/收到（婚姻家庭权益） \d+件 占\d+\.\d\d%（\d+\/60）/)
})
