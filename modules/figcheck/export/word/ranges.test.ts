import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { documentXml, paragraph, run } from '../../read/docx/fixtures.ts'
import { walk } from '../../read/docx/walk.ts'
import { linesOf } from '../../lines.ts'
import { check } from '../../rules/check.ts'
import { type Range, withRanges } from './ranges.ts'

/** A reader of its own kind: characters with their formatting, and what stands between the marks of each comment. */
const look = (
  xml: string,
): { readonly text: string; readonly formats: string; readonly ranges: ReadonlyMap<number, string> } => {
  let [text, formats, format, row] = ['', '', '', false]
  const starts = new Map<number, number>()
  const ranges = new Map<number, string>()
  let pending = ''
  const add = (more: string): void => {
    text += more
    formats += [...Array(more.length)].map(() => `${format},`).join('')
  }
  for (const [token, words] of xml.matchAll(/<w:t(?: [^>]*)?>([^<]*)<\/w:t>|<[^>]+>/g)) {
    if (words !== undefined)
      add(words.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&'))
    else if (token === '<w:p>') {
      format = ''
      add(pending)
      pending = ''
    } else if (token === '</w:p>') pending = '\n'
    else if (token === '<w:tr>') row = true
    else if (token === '</w:tr>') [row, pending] = [false, '\n']
    else if (token === '</w:tc>' && row) pending = '\t'
    else if (token === '<w:r>') format = ''
    else if (token === '<w:b/>' || token === '<w:i/>') format += token
    else if (token === '<w:tab/>') add('\t')
    else if (token === '<w:br/>') add('\n')
    const id = Number(/w:id="(\d+)"/.exec(token)?.[1])
    if (token.startsWith('<w:commentRangeStart')) starts.set(id, text.length + pending.length)
    if (token.startsWith('<w:commentRangeEnd')) ranges.set(id, text.slice(starts.get(id)))
  }
  return { text, formats, ranges }
}

const escape = (words: string): string => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const words = fc.string({
  unit: fc.constantFrom('1', '9', '%', '件', '妇', '𠮷', '&', '<', ' ', '。'),
  minLength: 1,
  maxLength: 6,
})
const format = fc.constantFrom('', '<w:b/>', '<w:i/>', '<w:b/><w:i/>')
const content = fc.oneof(
  { weight: 5, arbitrary: words.map((one) => `<w:t xml:space="preserve">${escape(one)}</w:t>`) },
  { weight: 1, arbitrary: fc.constantFrom('<w:tab/>', '<w:br/>') },
)
const anyRun = fc
  .tuple(format, fc.array(content, { minLength: 1, maxLength: 3 }))
  .map(([how, parts]) => `<w:r>${how === '' ? '' : `<w:rPr>${how}</w:rPr>`}${parts.join('')}</w:r>`)
const held = fc.oneof(
  { weight: 6, arbitrary: anyRun },
  { weight: 1, arbitrary: anyRun.map((one) => `<w:hyperlink>${one}</w:hyperlink>`) },
  { weight: 1, arbitrary: anyRun.map((one) => `<w:ins>${one}</w:ins>`) },
)
const anyParagraph = fc.array(held, { maxLength: 5 }).map((runs) => paragraph(...runs))
const table = fc
  .array(fc.array(anyParagraph, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 3 })
  .map(
    (rows) =>
      `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((one) => `<w:tc>${one}</w:tc>`).join('')}</w:tr>`).join('')}</w:tbl>`,
  )
const document = fc
  .array(fc.oneof({ weight: 4, arbitrary: anyParagraph }, { weight: 1, arbitrary: table }), {
    minLength: 1,
    maxLength: 6,
  })
  .map((blocks) => documentXml(blocks.join('')))
const spans = fc.array(fc.tuple(fc.nat(), fc.nat()), { maxLength: 6 })

test('whatever is commented on: text and formatting stay, and each range is what it was asked to be', () => {
  fc.assert(
    fc.property(document, spans, (xml, wanted) => {
      const walked = walk(xml)
      const before = look(xml)
      expect(walked.text).toBe(before.text)
      // A finding begins and ends with a character, not with the end of a line or a cell.
      const inWords = (at: number): boolean =>
        walked.pieces.some((one) => one.at <= at && at < one.at + one.text.length)
      const ranges = wanted
        .map(([one, other], id): Range => {
          const [from, to] = [one % (walked.text.length + 1), other % (walked.text.length + 1)].sort(
            (a, b) => a - b,
          ) as [number, number]
          return { id, from, to }
        })
        .filter(({ from, to }) => from < to && inWords(from) && inWords(to - 1))
      const marked = withRanges(xml, walked, ranges)
      const after = look(marked)
      expect(after.text).toBe(before.text)
      expect(after.formats).toBe(before.formats)
      expect(walk(marked).text).toBe(walked.text)
      expect([...after.ranges]).toEqual(
        expect.arrayContaining(ranges.map(({ id, from, to }) => [id, before.text.slice(from, to)])),
      )
      expect(after.ranges.size).toBe(ranges.length)
    }),
    { numRuns: 500 },
  )
})

const report = [
  '上半年,全县妇联系统共接待来信来访240件,办结228件,办结率93%。',
  '其中婚姻家庭132件,占55%;人身权益48件,占20%;劳动权益39件,占15%。',
  '举办培训班36期,比上年的30期增长25%。共有会员306人,其中甲组156人,乙组36人,丙组144人。',
]

test('however a report is cut into runs, cells and paragraphs, each comment is around the quote of its finding', () => {
  const cuts = fc.array(fc.tuple(fc.nat(60), format), { maxLength: 12 })
  const shape = fc.tuple(fc.tuple(cuts, cuts, cuts), fc.boolean())
  fc.assert(
    fc.property(shape, ([ways, inTable]) => {
      const paragraphs = report.map((line, at) => {
        const sorted = [...(ways[at] ?? [])].sort(([one], [other]) => one - other)
        const runs = sorted.map(([cut, how], index) => run(line.slice(sorted[index - 1]?.[0] ?? 0, cut), how))
        return paragraph(...runs, run(line.slice(sorted.at(-1)?.[0] ?? 0)))
      })
      const xml = documentXml(
        inTable
          ? `<w:tbl>${paragraphs.map((one) => `<w:tr><w:tc>${one}</w:tc></w:tr>`).join('')}</w:tbl>`
          : paragraphs.join(''),
      )
      const walked = walk(xml)
      const lines = linesOf(walked.text, check(walked.text))
      expect(lines.filter(({ verdict }) => verdict === 'mismatch').length).toBeGreaterThan(2)
      const { ranges } = look(
        withRanges(
          xml,
          walked,
          lines.map(({ start, end }, id) => ({ id, from: start, to: end })),
        ),
      )
      expect([...ranges].sort(([one], [other]) => one - other).map(([, words]) => words)).toEqual(
        lines.map(({ quote }) => quote),
      )
    }),
  )
})

const marked = (body: string, ...ranges: readonly Range[]): string => {
  const xml = documentXml(body)
  return /<w:body>(.*)<w:sectPr\/>/s.exec(withRanges(xml, walk(xml), ranges))?.[1] ?? ''
}
const note = (id: number): string => `<w:commentRangeEnd w:id="${id}"/><w:r><w:commentReference w:id="${id}"/></w:r>`

test('a whole run is not divided', () => {
  expect(marked(paragraph(run('共'), run('24件', '<w:b/>')), { id: 3, from: 1, to: 4 })).toBe(
    paragraph(run('共'), '<w:commentRangeStart w:id="3"/>', run('24件', '<w:b/>'), note(3)),
  )
})

test('a run is divided inside its words, both parts with its formatting', () => {
  expect(marked(paragraph(run('共24件', '<w:b/>')), { id: 0, from: 1, to: 3 })).toBe(
    paragraph(
      run('共', '<w:b/>'),
      '<w:commentRangeStart w:id="0"/>',
      run('24', '<w:b/>'),
      note(0),
      run('件', '<w:b/>'),
    ),
  )
})

test('words in a text box are commented on where the box hangs', () => {
  const box = `<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>${paragraph(run('4期'))}</w:txbxContent></mc:Choice></mc:AlternateContent></w:r>`
  expect(marked(paragraph(run('前'), box, run('后320人')), { id: 0, from: 7, to: 9 })).toBe(
    paragraph(run('前'), '<w:commentRangeStart w:id="0"/>', box, note(0), run('后320人')),
  )
  // From the words behind the box to the box: the range is around both.
  expect(marked(paragraph(run('前'), box, run('后320人')), { id: 0, from: 1, to: 9 })).toBe(
    paragraph(run('前'), '<w:commentRangeStart w:id="0"/>', box, run('后320人'), note(0)),
  )
})
