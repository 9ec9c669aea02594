import { expect, test } from 'vitest'
import { catalogue } from '#catalogue/index.ts'
import { imports } from '#catalogue/imports.ts'
import { openTable } from '../tabular/open.ts'
import { dateOrder, parseDate } from '../tabular/values.ts'
import { noAnswers } from './answers.ts'
import { layOut, readFile } from './file.ts'
import { proposeCodes, sureCode } from './guess.ts'

const of = { kind: catalogue.kinds['petition']!, spec: imports['petition'], codes: catalogue.codes }

const opened = async (lines: readonly string[], name = '台账.csv') => {
  const table = await openTable(Buffer.from(lines.join('\n')), name)
  if (!table.ok) throw new Error(table.reason.zh)
  return table
}
const places = async (lines: readonly string[], said = noAnswers, remembered = noAnswers) => {
  const table = await opened(lines)
  const { layout } = layOut(of, table, { today: '2025-03-03', said, remembered })
  await table.close()
  return new Map(layout?.places.map((place) => [place.heading, [place.target?.key ?? null, place.how] as const]))
}

test('two heading rows are read together, so that the same word under two groups is two columns', async () => {
  const found = await places([
    '月塘街道台账,,,,,,',
    '登记,,求助人,,,对方,事项',
    '编号,日期,姓名,电话,类别,姓名,主要事实',
    'T-1,2024-03-08,覃小满,13800001234,家庭暴力(夫妻间),祝大山,夜里不敢回家',
  ])
  expect(found.get('求助人 / 姓名')).toEqual(['petitioner.name', 'heading'])
  expect(found.get('对方 / 姓名')).toEqual(['respondent.name', 'heading'])
  expect(found.get('登记 / 日期')).toEqual(['openedOn', 'heading'])
})

test('a heading of the register’s own making is known by its values, and asked when they do not tell', async () => {
  const lines = ['日期,来人,怎么来的,什么问题,谁办,怎么办的']
  for (let day = 1; day <= 6; day++)
    lines.push(
      `2024-3-${day},覃小满/1380000123${day},${['来访', '电话', '来信'][day % 3]},${['欠薪', '家暴', '打架'][day % 3]},唐主席,说丈夫第${day}次动手打人`,
    )
  const found = await places(lines)
  expect(found.get('来人')).toEqual(['petitioner.name', 'content'])
  expect(found.get('怎么来的')).toEqual(['channel', 'content'])
  expect(found.get('什么问题')).toEqual(['category', 'content'])
  expect(found.get('谁办')).toEqual([null, 'ask'])
  expect(found.get('怎么办的')).toEqual([null, 'ask'])
  const said = { ...noAnswers, columns: { 谁办: '', 怎么办的: 'data.facts' } }
  const then = await places(lines, said)
  expect(then.get('谁办')).toEqual([null, 'answered'])
  expect(then.get('怎么办的')).toEqual(['data.facts', 'answered'])
  // What the unit said once is known the next time; what is said now goes before it.
  const later = await places(lines, { ...noAnswers, columns: { 谁办: 'remark' } }, said)
  expect(later.get('谁办')).toEqual(['remark', 'answered'])
  expect(later.get('怎么办的')).toEqual(['data.facts', 'remembered'])
})

test('who of the office handled it is proposed as nobody of the matter, whatever the heading and the values look like', async () => {
  const lines = ['日期,姓名,渠道,类别,主要事实,承办人姓名,经办人电话,接待干部联系方式']
  for (let day = 1; day <= 6; day++)
    lines.push(`2024-3-${day},覃小满,来访,欠薪,说了第${day}次,唐主席,1390000123${day},唐主席 1390000123${day}`)
  const table = await opened(lines)
  const { layout } = layOut(of, table, { today: '2025-03-03' })
  await table.close()
  // Who received her has a field of its own.
  expect(layout?.places.slice(5).map(({ how, proposal }) => [how, proposal?.key ?? null])).toEqual([
    ['ask', null],
    ['ask', null],
    ['ask', 'data.receivedBy'],
  ])
})

test('问题 is the facts, or the class where its words are classes; beside 原表行 it is what an earlier import wrote', async () => {
  const head = '日期,姓名,渠道,'
  const rows = ['丈夫有外遇要求离婚', '工资被拖欠'].map((what, at) => `2024-3-${at + 1},覃小满,来访,${what}`)
  expect((await places([`${head}问题`, ...rows])).get('问题')).toEqual(['data.facts', 'heading'])
  const classes = ['欠薪', '家暴', '打架', '外遇'].map((what, at) => `2024-3-${at + 1},覃小满,来访,${what}`)
  expect((await places([`${head}问题`, ...classes])).get('问题')?.[0]).toBe('category')
  const back = await places([
    `${head}主要事实,原表行(不要改),问题`,
    '2024-3-1,覃小满,来访,欠薪,0123456789abcdef#3,没有填',
  ])
  expect(back.get('问题')).toEqual([null, 'counter'])
})

test('a second column of the same field is asked, never taken over the first', async () => {
  const found = await places(['日期,姓名,联系电话,手机号码', '2024-3-1,覃小满,13800001234,13900001234'])
  expect(found.get('联系电话')).toEqual(['petitioner.phone', 'heading'])
  expect(found.get('手机号码')).toEqual([null, 'twice'])
})

const opinions = ['支持', '解释说明', '不予支持']
test.each([
  ['办理结果', '处理意见', '办结'],
  ['处理意见', '办理结果', '办结'],
  ['结果', '处理意见', '已办结'],
  ['办理结果', '办理意见', '在办'],
  ['办理意见', '办理结果', '说过了'],
])(
  'a column that says how far a matter is does not take the place of the opinion: %s, %s',
  async (first, second, far) => {
    const rows = opinions.map((word, day) => {
      const value = (heading: string) => (heading.includes('意见') ? word : far)
      return `2024-3-${day + 1},覃小满,来访,欠薪,说了第${day}次,${value(first)},${value(second)}`
    })
    const found = await places([`日期,姓名,渠道,类别,主要事实,${first},${second}`, ...rows])
    const [opinion, other] = first.includes('意见') ? [first, second] : [second, first]
    expect(found.get(opinion)).toEqual(['opinion', 'heading'])
    expect(found.get(other)?.[0]).toBeNull()
  },
)

test('how far a matter is, is proposed as no field; the same heading over opinions is the opinion', async () => {
  const head = '日期,姓名,渠道,类别,主要事实,办理结果'
  const line = (result: string, day: number) => `2024-3-${day + 1},覃小满,来访,欠薪,说了第${day}次,${result}`
  const table = await opened([head, ...['办结', '正在办理', '未办结'].map(line)])
  const { layout } = layOut(of, table, { today: '2025-03-03' })
  await table.close()
  expect(layout?.places.at(-1)).toMatchObject({ how: 'ask', proposal: null, samples: ['办结', '正在办理', '未办结'] })
  expect((await places([head, ...opinions.map(line)])).get('办理结果')).toEqual(['opinion', 'heading'])
})

test.each([
  ['2025-3-1', {}, '2025-03-01'],
  ['2025.3.1', {}, '2025-03-01'],
  ['2025年3月1日', {}, '2025-03-01'],
  ['20250301', {}, '2025-03-01'],
  ['二〇二五年三月一日', {}, '2025-03-01'],
  ['二零二五年十二月三十一日', {}, '2025-12-31'],
  ['二〇二五年十月二十日', {}, '2025-10-20'],
  ['45717', {}, '2025-03-01'],
  ['3月1日', { year: 2025 }, '2025-03-01'],
  ['3/1', { year: 2025 }, '2025-03-01'],
  ['3/15/25', { order: 'mdy' }, '2025-03-15'],
  ['15.3.75', { order: 'dmy', notAfter: '2025-03-03' }, '1975-03-15'],
  ['25-3-1', { order: 'ymd', notAfter: '2025-03-03' }, '2025-03-01'],
] as const)('a day written as %s', (text, way, day) => {
  expect(parseDate(text, '', way)).toMatchObject({ ok: true, value: { date: day } })
})

test('two columns that were said to be one text are joined in the order of the file, the second under its heading', async () => {
  const lines = [
    '日期,姓名,渠道,类别,诉求,处理情况',
    '2024-3-1,覃小满,来访,欠薪,工资没有发,已转劳动监察',
    '2024-3-2,瞿小雨,来访,欠薪,,等她来',
    '2024-3-3,瞿小雨,来访,欠薪,工资没有发,',
  ]
  const said = { ...noAnswers, columns: { 诉求: 'data.facts', 处理情况: 'data.facts' } }
  const placed = await places(lines, said)
  expect([placed.get('诉求'), placed.get('处理情况')]).toEqual([
    ['data.facts', 'answered'],
    ['data.facts', 'answered'],
  ])
  const table = await opened(lines)
  const file = await readFile(of, table, { today: '2025-03-03', said })
  const drafts = await file.draftsOf(file.sound)
  await table.close()
  expect(file.faults).toEqual([])
  expect(drafts.map(({ input }) => (input.data as { facts: string }).facts)).toEqual([
    '工资没有发\n处理情况:已转劳动监察',
    '处理情况:等她来',
    '工资没有发',
  ])
  // Numbers and days are never joined: there the second is asked.
  const twice = { ...noAnswers, columns: { 诉求: 'openedOn', 处理情况: 'data.facts' } }
  expect((await places(lines, twice)).get('日期')).toEqual([null, 'twice'])
})

test('what no column says is one thing for all rows: a day, words, a name', async () => {
  const lines = ['姓名,类别', '覃小满,欠薪', '瞿小雨,家暴']
  const said = { ...noAnswers, fixed: { openedOn: '2023-12-31', channel: 'V', 'data.facts': '据旧台账补录' } }
  const table = await opened(lines)
  const file = await readFile(of, table, { today: '2025-03-03', said })
  const drafts = await file.draftsOf(file.sound)
  await table.close()
  expect(drafts.map(({ input }) => [input.openedAt?.slice(0, 10), input.channel, input.data])).toEqual([
    ['2023-12-30', 'V', expect.objectContaining({ facts: '据旧台账补录' })],
    ['2023-12-30', 'V', expect.objectContaining({ facts: '据旧台账补录' })],
  ])
})

test('a short date is read only in the one order all days of its column allow', () => {
  expect(dateOrder(['3/1/23', '6/15/23'])).toEqual({ order: 'mdy' })
  expect(dateOrder(['1/3/23', '15/6/23'])).toEqual({ order: 'dmy' })
  expect(dateOrder(['1/3/23', '3/1/23'])).toEqual({})
  expect(dateOrder(['2023-03-01'])).toEqual({})
  const alone = parseDate('3月1日', '')
  expect(alone.ok ? '' : alone.problem.reason.zh).toContain('没有年份')
})

test('titles, sums and signatures are listed and not read; the year of the table dates 3月1日', async () => {
  const table = await opened([
    '荷塘区2024年来访登记,,,,',
    '序号,日期,姓名,渠道,类别,主要事实',
    '1,3月1日,覃小满,来访,欠薪,工资三个月没有发',
    ',小计,1件,,,',
    '2,20240302,瞿小雨(13800001234),来信,欠薪,工资还是没有发',
    '合计,2件,,,,',
    '制表:唐一鸣,,,,',
  ])
  const file = await readFile(of, table, { today: '2025-03-03' })
  expect(file.faults).toEqual([])
  expect(file.rows).toBe(2)
  expect(file.skipped.map(({ row }) => row)).toEqual([1, 4, 6, 7])
  const drafts = await file.draftsOf(file.sound)
  await table.close()
  expect(drafts.map(({ input }) => input.openedAt?.slice(0, 10))).toEqual(['2024-02-29', '2024-03-01'])
  expect(drafts[1]?.input.parties[0]).toMatchObject({ name: '瞿小雨', phone: '13800001234' })
  // Every filled cell is kept as it stood, also of columns that are left out.
  expect(drafts[0]?.line).toEqual([
    ['序号', '1'],
    ['日期', '3月1日'],
    ['姓名', '覃小满'],
    ['渠道', '来访'],
    ['类别', '欠薪'],
    ['主要事实', '工资三个月没有发'],
  ])
})

test('what was said of a word stands for it; what the table does not say is said once for all its rows', async () => {
  const lines = [
    '日期,姓名,渠道,类别,主要事实,办结日期',
    '2024-3-1,覃小满,来的,家里闹,夜里不敢回家,2024-3-2',
    '2024-3-5,瞿小雨,来的,欠薪,工资没有发,',
  ]
  const unknown: string[] = []
  const table = await opened(lines)
  await readFile(
    of,
    table,
    { today: '2025-03-03' },
    { unknown: (column, text) => unknown.push(`${column.key} ${text}`) },
  )
  expect(unknown).toEqual(['channel 来的', 'category 家里闹', 'channel 来的'])
  const said = {
    columns: {},
    values: { channel: { 来的: 'V' }, category: { 家里闹: '0101' } },
    fixed: { outcome: 'R7' },
  }
  const file = await readFile(of, table, { today: '2025-03-03', said })
  expect(file.faults).toEqual([])
  const drafts = await file.draftsOf(file.sound)
  await table.close()
  expect(drafts.map(({ input }) => [input.channel, input.category])).toEqual([
    ['V', '0101'],
    ['V', '0403'],
  ])
  // Only the row that says when it was handled was handled.
  expect(drafts.map(({ steps }) => steps.map(({ action }) => action))).toEqual([['answer'], []])
})

test('a word is proposed the codes whose names share its signs in order', () => {
  const rows = catalogue.codes['petition-classes']!.rows
  const zh = (text: string) => proposeCodes(text, rows).map((code) => rows.find((row) => row.code === code)?.zh)
  expect(zh('婆媳不和')[0]).toContain('家庭矛盾')
  expect(zh('离婚分财产')[0]).toMatch(/财产|离婚/)
  expect(zh('℃')).toEqual([])
})

test.each([
  ['老人', null],
  ['走访吧', 'O'],
  ['婆媳不和', '0129'],
  ['子女不赡养', '0122'],
  ['要求离婚财产分割', '0113'],
  ['外遇离婚', null],
  ['妇女维权热线', 'T'],
  ['老人说儿媳妇不给吃饭还要她搬出去住,后来赡养', null],
  ['。', null],
])('only a whole name of one code makes a word sure: %s', (word, code) => {
  const rows = ['petition-classes', 'channels'].flatMap((list) => catalogue.codes[list]!.rows)
  expect(sureCode(word, rows)).toBe(code)
})

test('a long file is gone through five hundred rows at a time, and what is kept of a sound row is where it stands', async () => {
  const lines = ['编号,日期,姓名,渠道,类别,主要事实']
  for (let row = 0; row < 3_000; row++)
    lines.push(`L-${row},${row % 20 === 0 ? '2024-02-30' : '2024-3-1'},覃小满,来访,欠薪,${'工资没有发。'.repeat(20)}`)
  const table = await opened(lines)
  let most = 0
  const counted = {
    ...table,
    rows: (sheet: number, at: readonly number[]) => ((most = Math.max(most, at.length)), table.rows(sheet, at)),
  }
  let faulty = 0
  const file = await readFile(of, counted, { today: '2025-03-03' }, { row: () => void (faulty += 1) })
  const drafts = await file.draftsOf(file.sound.slice(-2))
  await table.close()
  expect({ rows: file.rows, sound: file.sound.length, faulty }).toEqual({ rows: 3_000, sound: 2_850, faulty: 150 })
  expect(most).toBe(500)
  expect(JSON.stringify(file.sound[0]).length).toBeLessThan(80)
  expect(drafts.map(({ sourceRef }) => sourceRef)).toEqual(['L-2998', 'L-2999'])
})
