import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PaperWarningCode } from './checks.ts'
import type { Block, OfficialDocument, Run } from './model.ts'
import { checkOfficial, kindOfTitle } from './checks.ts'
import { fullPaper } from './fixtures.ts'

const codes = (document: OfficialDocument): readonly PaperWarningCode[] =>
  checkOfficial(document).map((warning) => warning.code)

const p = (...runs: Run[]): Block => ({ kind: 'p', runs })

test('a right paper has no warning', () => expect(checkOfficial(fullPaper)).toEqual([]))

const omit = (key: keyof OfficialDocument): OfficialDocument => {
  const { [key]: _, ...rest } = fullPaper
  return rest as OfficialDocument
}

const request = { ...fullPaper, title: '清河县妇女联合会关于增加维权经费的请示' }

test.each<[string, OfficialDocument, PaperWarningCode]>([
  ['title without issuer', { ...fullPaper, title: '关于上半年维权工作情况的报告' }, 'title-issuer'],
  ['title without kind', { ...fullPaper, title: '清河县妇女联合会关于上半年维权工作' }, 'title-kind'],
  ['title without matter', { ...fullPaper, title: '清河县妇女联合会报告' }, 'title-matter'],
  ['square brackets in the number', { ...fullPaper, number: '清妇[2026]5号' }, 'number-form'],
  ['第 in the number', { ...fullPaper, number: '清妇〔2026〕第5号' }, 'number-form'],
  ['leading zero in the number', { ...fullPaper, number: '清妇〔2026〕05号' }, 'number-form'],
  ['no number under a red head', omit('number'), 'number-form'],
  ['number of another year', { ...fullPaper, number: '清妇〔2025〕5号' }, 'number-year'],
  ['short copy number', { ...fullPaper, copyNo: '12' }, 'copy-number'],
  ['（一） before 一、', { ...fullPaper, annexes: [], body: [{ kind: 'h2', runs: ['渠道'] }] }, 'levels'],
  [
    '一、 then 1.',
    {
      ...fullPaper,
      annexes: [],
      body: [
        { kind: 'h1', runs: ['甲'] },
        { kind: 'h3', runs: ['乙'] },
      ],
    },
    'levels',
  ],
  ['no addressee', omit('addressee'), 'addressee'],
  ['upward paper without signer', omit('signer'), 'signer'],
  ['date that does not exist', { ...fullPaper, date: '2026-02-30' }, 'date'],
  ['printed before signed', { ...fullPaper, footer: { printedBy: '办公室', printedOn: '2026-07-07' } }, 'print-date'],
  [
    'body speaks of an annex that is not there',
    { ...fullPaper, annexes: fullPaper.annexes?.slice(0, 1) ?? [] },
    'annex-count',
  ],
  [
    'annex without content',
    { ...fullPaper, annexes: [...(fullPaper.annexes ?? []), { title: '名单', blocks: [] }] },
    'annex-empty',
  ],
  [
    'mark after an annex title',
    {
      ...fullPaper,
      annexes: [
        { title: '甲。', blocks: [p('略')] },
        { title: '乙', blocks: [p('略')] },
      ],
    },
    'annex-title',
  ],
  ['request in a report', { ...fullPaper, body: [p('附件1、附件2。以上妥否，请批示。')] }, 'request-in-report'],
  ['request to two bodies', { ...request, addressee: '县人民政府、市妇联' }, 'one-addressee'],
  ['request without contact', { ...request, note: '' }, 'contact'],
])('%s', (_name, document, code) => expect(codes(document)).toContain(code))

test.each(['XX县', '××同志', '20x年', '{{FL-01.count}}', '____元', '某某'])(
  'a blank %s is found in body and annex',
  (blank) => {
    expect(codes({ ...fullPaper, body: [...fullPaper.body, p(`今年${blank}完成`)] })).toContain('blank')
    expect(
      codes({
        ...fullPaper,
        annexes: [
          { title: '甲', blocks: [p(blank)] },
          { title: '乙', blocks: [p('略')] },
        ],
      }),
    ).toContain('blank')
  },
)

test.each([
  ['共接待287件', true],
  ['上升12.3％', true],
  ['占１２％', true],
  ['投入3,200元', true],
  ['提高2.5个百分点', true],
  ['在15日内办结', true],
  ['2026年3月8日召开', false],
  ['2014—2016年期间', false],
  ['1月至6月', false],
  ['依照第41条和第2款', false],
  ['县妇〔2026〕5号', false],
  ['拨打12338热线', false],
  ['接到12345件', true],
  ['接待来访六十一件', true],
  ['帮助三千五百余人', true],
  ['满意率百分之九十八', true],
  ['走进千家万户，办好每一件事', false],
  ['第十二次代表大会', false],
])('%s unbound: %s', (text, unbound) => {
  expect(codes({ ...fullPaper, body: [...fullPaper.body, p(text)] }).includes('unbound-number')).toBe(unbound)
})

test('a number is bound or it is reported, wherever it stands', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 99_999 }), fc.boolean(), fc.boolean(), (n, bound, inTable) => {
      const run = bound ? { text: `${n}`, figure: 'f' } : `${n}`
      const block: Block = inTable ? { kind: 'table', head: ['甲'], rows: [[run]] } : p('共', run, '件')
      expect(codes({ ...fullPaper, body: [...fullPaper.body, block] }).includes('unbound-number')).toBe(!bound)
    }),
  )
})

test('a number split over two typed runs is reported whole', () => {
  const [warning] = checkOfficial({ ...fullPaper, body: [...fullPaper.body, p('共28', '7件')] })
  expect(warning?.text.zh).toContain('287件')
})

test('a warning says where the fault is, in both languages', () => {
  const [warning] = checkOfficial({
    ...fullPaper,
    annexes: [
      { title: '甲', blocks: [p('新增35人')] },
      { title: '乙', blocks: [p('略')] },
    ],
  })
  expect(warning?.text.zh).toMatch(/^附件1第1段.*35人/)
  expect(warning?.text.en).toMatch(/^Annex 1, block 1/)
})

test.each([
  ['关于印发方案的通知', '通知'],
  ['信访事项处理意见书', '意见书'],
  ['管理办法（试行）', '办法'],
  ['上半年工作', undefined],
])('kind of %s', (title, kind) => expect(kindOfTitle(title)).toBe(kind))

test.each([
  ['处理率（处理÷收到）为120.00%（72/60件）。', ['处理率（处理÷收到）为120.00%']],
  ['婚姻家庭类占101%。', ['占101%']],
  ['办结率为100.00%（5/5件）。', []],
  ['收到件数大幅上升133.33%，占比43.33%。', []],
  ['按期办结率提高120%。', []],
] as const)('%s: rates above a hundred are named, growth is not', (text, said) => {
  const found = checkOfficial({ ...fullPaper, body: [p('前言。'), p({ text, figure: 'f' })] })
  expect(found.filter(({ code }) => code === 'rate-over').map(({ text: told }) => told.zh)).toEqual(
    said.map((one) => `正文第2段的比率超过100%：“${one}”，请核对分子和分母`),
  )
})

test('a rate above a hundred is found in a table by the name of its row or column', () => {
  const table: Block = {
    kind: 'table',
    head: ['指标', '上半年', '占比', '比上期'],
    rows: [
      ['处理率', { text: '120.00%', figure: 'a' }, '—', { text: '提高3.00个百分点', figure: 'b' }],
      ['收到', { text: '60', figure: 'c' }, { text: '100.01%', figure: 'd' }, { text: '增加150.00%', figure: 'e' }],
    ],
  }
  expect(checkOfficial({ ...fullPaper, body: [p('前言。'), table] }).map(({ text }) => text.zh)).toEqual([
    '正文第2段的比率超过100%：“处理率 上半年 120.00%”，请核对分子和分母',
    '正文第2段的比率超过100%：“收到 占比 100.01%”，请核对分子和分母',
  ])
})

test('a heading with nothing under it is named; one whose sub-headings have text is not', () => {
  const h = (kind: 'h1' | 'h2', text: string): Block => ({ kind, runs: [text] })
  const body = [h('h1', '做法'), h('h2', '宣传'), p('进村入户。'), h('h1', '问题'), p(' '), h('h1', '打算')]
  expect(checkOfficial({ ...fullPaper, body }).map(({ code, text }) => [code, text.zh])).toEqual([
    ['empty-part', '正文“问题”下面没有内容'],
    ['empty-part', '正文“打算”下面没有内容'],
  ])
})

test('a work summary needs no addressee, and a town may drop the levels above', () => {
  const summary: OfficialDocument = {
    title: '清河县妇联2026年上半年工作总结',
    body: [p('略')],
    issuer: '湖平市清河县妇女联合会',
    date: '2026-07-01',
  }
  expect(checkOfficial(summary)).toEqual([])
})
