import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { docxPart, fullPaper, paragraphTexts } from './fixtures.ts'
import { writeOfficialDocx } from './write.ts'

const file = await writeOfficialDocx(fullPaper)
const body = docxPart(file, 'word/document.xml')
const styles = docxPart(file, 'word/styles.xml')
const texts = paragraphTexts(body)

const attributes = (xml: string, tag: string): Record<string, string> =>
  Object.fromEntries(
    [...(new RegExp(`<w:${tag}\\b([^>]*)>`).exec(xml)?.[1] ?? '').matchAll(/w:(\w+)="([^"]*)"/g)].map((hit) => [
      hit[1] ?? '',
      hit[2] ?? '',
    ]),
  )

const style = (id: string): string =>
  new RegExp(`<w:style [^>]*w:styleId="${id}".*?</w:style>`, 's').exec(styles)?.[0] ?? ''

const paragraphOf = (text: string): string =>
  body.split(/(?=<w:p>|<w:p )/).find((part) => part.includes(`>${text}<`)) ?? ''

test('paper is A4 with the margins of the standard', () => {
  expect(attributes(body, 'pgSz')).toMatchObject({ w: '11906', h: '16838' })
  expect(attributes(body, 'pgMar')).toMatchObject({
    top: '2098',
    left: '1587',
    right: '1474',
    bottom: '1984',
    gutter: '0',
  })
})

test('a page holds 22 lines of 28 characters and no more, in Word, WPS and LibreOffice alike', () => {
  const grid = attributes(body, 'docGrid')
  const margins = attributes(body, 'pgMar')
  // A grid of characters breaks the lines of LibreOffice after 18.
  expect(grid).toEqual({ type: 'lines', linePitch: '579' })
  const height = 16838 - Number(margins['top']) - Number(margins['bottom'])
  const width = 11906 - Number(margins['left']) - Number(margins['right'])
  const size = Number(/<w:sz w:val="(\d+)"/.exec(style('Normal'))?.[1]) / 2
  const pitch = size * 20 + Number(/<w:spacing w:val="(-?\d+)"/.exec(style('Normal'))?.[1])
  expect(Math.floor(height / Number(grid['linePitch']))).toBe(22)
  expect(Math.floor(width / pitch)).toBe(28)
})

test('body is size 3 仿宋, justified, first line two characters in, exact line', () => {
  expect(style('Normal')).toContain('w:eastAsia="仿宋_GB2312"')
  expect(style('Normal')).toContain('<w:jc w:val="both"/>')
  expect(style('Normal')).toMatch(/w:line="579" w:lineRule="exact"/)
  expect(style('PaperBody')).toContain('w:firstLineChars="200"')
})

test('title and headings carry the faces of the standard and no bold', () => {
  expect(style('PaperTitle')).toContain('w:eastAsia="方正小标宋简体"')
  expect(style('PaperTitle')).toContain('<w:sz w:val="44"/>')
  expect(style('PaperTitle')).toContain('<w:jc w:val="center"/>')
  const faces = ['黑体', '楷体_GB2312', '仿宋_GB2312', '仿宋_GB2312']
  faces.forEach((face, index) => {
    const xml = style(`Heading${index + 1}`)
    expect(xml).toContain(`w:eastAsia="${face}"`)
    expect(xml).toContain('<w:sz w:val="32"/>')
    expect(xml).not.toMatch(/<w:b\/>|<w:b w:val="true"/)
  })
})

test('fonts are named with others to fall back on, none is embedded', () => {
  const fonts = docxPart(file, 'word/fontTable.xml')
  expect(fonts).toMatch(/w:name="方正小标宋简体"><w:altName w:val="华文中宋,/)
  expect(fonts).toMatch(/w:name="仿宋_GB2312"><w:altName w:val="仿宋,FangSong"/)
  expect(fonts).not.toContain('embed')
  expect(docxPart(file, '[Content_Types].xml')).toContain('/word/fontTable.xml')
  expect(docxPart(file, 'word/_rels/document.xml.rels')).toContain('fontTable.xml')
})

test('page number stands right on odd pages, left on even pages, between dashes', () => {
  expect(docxPart(file, 'word/settings.xml')).toContain('<w:evenAndOddHeaders/>')
  const relations = docxPart(file, 'word/_rels/document.xml.rels')
  const footer = (type: string): string => {
    const id = new RegExp(`<w:footerReference (?=[^>]*w:type="${type}")[^>]*r:id="([^"]+)"`).exec(body)?.[1] ?? 'none'
    const target = new RegExp(`<Relationship (?=[^>]*Id="${id}")[^>]*Target="([^"]+)"`).exec(relations)?.[1] ?? 'none'
    return docxPart(file, `word/${target}`)
  }
  for (const [type, side] of [
    ['default', 'right'],
    ['even', 'left'],
  ] as const) {
    const xml = footer(type)
    expect(xml).toContain(`<w:jc w:val="${side}"/>`)
    expect(xml).toMatch(new RegExp(`w:${side}="315"`))
    expect(xml).toMatch(/— .*PAGE.* —/s)
    expect(xml).toContain('w:eastAsia="宋体"')
    expect(xml).toContain('<w:sz w:val="28"/>')
  }
})

test('the parts of the paper come in the order of the standard', () => {
  const order = [
    '000012',
    '特急',
    '清河县妇女联合会文件',
    '清妇〔2026〕5号|签发人：周映月',
    '县人民政府：',
    '一、基本情况',
    '（一）渠道',
    '1.来访',
    '（1）现场',
    '二、下一步打算',
    '附件：1. 上半年信访分类统计表',
    '2. 典型事项',
    '清河县妇女联合会',
    '2026年7月8日',
    '（联系人：沈知秋，电话：0000-0000000）',
    '附件1',
    '附件2',
    '一、调解一例',
    '抄送：市妇女联合会，县信访局。',
    '清河县妇女联合会办公室|2026年7月9日印发',
  ]
  expect(texts.filter((text) => order.includes(text))).toEqual(order)
})

test('two blank lines lie between the red line and the title, one between title and addressee', () => {
  const red = body.search(/<w:bottom [^>]*FF0000/)
  const between = body.slice(red, body.indexOf('w:val="PaperTitle"'))
  expect(red).toBeGreaterThan(0)
  expect(between.match(/<w:pStyle w:val="Normal"\/>/g)).toHaveLength(2)
  const addressee = texts.indexOf('县人民政府：')
  expect(texts[addressee - 1]).toBe('')
  expect(texts[addressee - 2]).toMatch(/报告$/)
})

test('a figure prints its text and keeps its own style, so that it is found in Word', () => {
  for (const text of ['287件', '218'])
    expect(body).toMatch(new RegExp(`<w:rStyle w:val="PaperFigure"/></w:rPr><w:t[^>]*>${text}<`))
  expect(body.match(/<w:rStyle w:val="PaperFigure"\/>/g)).toHaveLength(2)
})

test('date is four characters in, issuer centred over it, and both stay with the text', () => {
  expect(Number(attributes(paragraphOf('2026年7月8日'), 'ind')['right'])).toBe(4 * 315)
  // The issuer has 8 characters, 2026年7月8日 has 6: one character further out on each side.
  expect(Number(attributes(paragraphOf('清河县妇女联合会'), 'ind')['right'])).toBe(Math.round((4 - (8 - 6) / 2) * 315))
  expect(paragraphOf('加强基层队伍。')).toContain('<w:keepNext/>')
})

test('a long last paragraph may break over two pages', async () => {
  const xml = docxPart(
    await writeOfficialDocx({ ...fullPaper, body: [{ kind: 'p', runs: ['长'.repeat(400)] }] }),
    'word/document.xml',
  )
  const long = xml.split(/(?=<w:p>)/).find((part) => part.includes('长长')) ?? ''
  expect(long).toContain('PaperBody')
  expect(long).not.toContain('<w:keepNext/>')
})

test('each annex starts a page', () => {
  for (const mark of ['附件1', '附件2']) expect(paragraphOf(mark)).toContain('<w:pageBreakBefore/>')
})

test('draft and class stand at the head of odd and even pages; a final paper has neither', async () => {
  const draft = await writeOfficialDocx({ ...fullPaper, draft: true, classNote: '内部' })
  for (const part of ['header1', 'header2']) {
    expect(paragraphTexts(docxPart(draft, `word/${part}.xml`))).toEqual(['内部〔草稿〕'])
    expect(paragraphTexts(docxPart(file, `word/${part}.xml`))).toEqual([''])
  }
})

test('a downward paper has its number centred and no signer', async () => {
  const { signer: _, ...down } = fullPaper
  const xml = docxPart(await writeOfficialDocx(down), 'word/document.xml')
  expect(xml).not.toContain('签发人')
  expect(/<w:jc w:val="center"\/>(?:(?!<\/w:p>).)*清妇〔2026〕5号/s.test(xml)).toBe(true)
})

test('text of any kind is printed as it is, never as markup', async () => {
  await fc.assert(
    fc.asyncProperty(fc.stringMatching(/^[<>&"'a-z一-龥]{1,20}$/), async (text) => {
      const { annexes: _, ...plain } = fullPaper
      const xml = docxPart(
        await writeOfficialDocx({ ...plain, body: [{ kind: 'p', runs: [text] }] }),
        'word/document.xml',
      )
      const escaped = [...xml.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>/g)].map((hit) =>
        (hit[1] ?? '')
          .replaceAll('&lt;', '<')
          .replaceAll('&gt;', '>')
          .replaceAll('&quot;', '"')
          .replaceAll('&apos;', "'")
          .replaceAll('&amp;', '&'),
      )
      expect(escaped).toContain(text)
    }),
    { numRuns: 15 },
  )
})

test('a working paper without a red head is numbered 共×页 第×页, which the program counts', async () => {
  const { issuerMark: _red, ...working } = fullPaper
  const plain = await writeOfficialDocx(working)
  for (const name of ['footer1', 'footer2']) {
    const xml = docxPart(plain, `word/${name}.xml`)
    expect(xml).toMatch(/共.*NUMPAGES.*页 第.*PAGE.*页/s)
    expect(xml).not.toContain('—')
  }
})
