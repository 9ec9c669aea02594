import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import JSZip from 'jszip'
import { describe, expect, test } from 'vitest'
import { writeOfficialDocx } from '#platform/paper/write.ts'
import { fullPaper } from '#platform/paper/fixtures.ts'
import { documentXml, office, paragraph, run } from '../read/docx/fixtures.ts'
import { read } from '../read/read.ts'
import { asDocx } from './docx.ts'
import { decidedFile } from './fixtures.ts'
import type { DecidedFile, Decision } from './file.ts'

const textOf = async (bytes: Uint8Array, name = '总结.docx'): Promise<string> => {
  const got = await read(bytes, name)
  if (!got.ok) throw new Error(got.reason.zh)
  return got.text
}
const checked = async (
  bytes: Uint8Array,
  name = '总结.docx',
  said: Record<string, Decision> = {},
): Promise<DecidedFile> => decidedFile(bytes, name, await textOf(bytes, name), said)

/** The parts of a .docx by their path. */
const partsOf = async (bytes: Uint8Array): Promise<Record<string, string>> => {
  const zip = await JSZip.loadAsync(bytes)
  const parts = Object.values(zip.files).map(async (file) => [file.name, await file.async('binarystring')] as const)
  return Object.fromEntries(
    (await Promise.all(parts)).map(([name, part]) => [name, Buffer.from(part, 'latin1').toString()]),
  )
}
const commentsIn = (
  parts: Record<string, string>,
  path = 'word/comments.xml',
): (readonly [author: string, words: string])[] =>
  [...(parts[path] ?? '').matchAll(/<w:comment [^>]*w:author="([^"]*)"[^>]*>(.*?)<\/w:comment>/gs)].map(
    ([, author = '', inner = '']) =>
      [author, [...inner.matchAll(/<w:t[^>]*>([^<]*)/g)].map(([, words]) => words).join('')] as const,
  )

const wrong = '接待来访80件,办结76件,办结率93%。'
const right = '接待来访80件,办结76件,办结率95%。'
const cut = '参加检查3000人次,其中查出患者83人,占2.76%。'

describe('the document that was dropped', () => {
  test('what is wrong has a comment with the arithmetic, who and when; what fits has none', async () => {
    const file = await checked(
      office(documentXml(paragraph(run(wrong)) + paragraph(run('表彰集体306个,其中甲组156个,乙组36个,丙组114个。')))),
    )
    expect(file.lines.map(({ verdict }) => verdict)).toEqual(['mismatch', 'match'])
    const { bytes, original } = await asDocx(file)
    const parts = await partsOf(bytes)
    expect(original).toBe(true)
    expect(commentsIn(parts)).toEqual([['清河县妇联权益部', '76÷80=95%,原文 93%。']])
    expect(parts['word/comments.xml']).toContain('w:date="2026-03-03T09:05:00Z"')
    expect(parts['word/document.xml']).toContain(
      '<w:commentRangeStart w:id="0"/><w:r><w:t xml:space="preserve">80件,办结76件,办结率93%</w:t></w:r><w:commentRangeEnd w:id="0"/>',
    )
    expect(parts['[Content_Types].xml']).toContain('PartName="/word/comments.xml"')
    expect(parts['word/_rels/document.xml.rels']).toMatch(/Type="[^"]*\/comments" Target="comments.xml"/)
  })

  test('a document without findings comes back as it was', async () => {
    const file = await checked(office(documentXml(paragraph(run(right)))))
    const parts = await partsOf((await asDocx(file)).bytes)
    expect(commentsIn(parts)).toEqual([])
    expect(parts['word/document.xml']).toBe(documentXml(paragraph(run(right))))
  })

  test.each<readonly [string, string, Record<string, Decision>, string[]]>([
    ['a number that was found right carries the reason and no alarm', wrong, { mismatch: { state: 'dismissed', reason: '含上年<结转> & 转入' } }, ['已核:含上年&lt;结转&gt; &amp; 转入']],
    ['one found right without a reason says so', wrong, { mismatch: { state: 'dismissed', reason: null } }, ['已核:数字没有错。']],
    ['a mistake that was confirmed says so', wrong, { mismatch: { state: 'accepted', reason: null } }, ['76÷80=95%,原文 93%。已核:是错的。']],
    ['what was cut short is a note', cut, {}, ['83÷3000=2.77%,原文 2.76% 是舍去尾数,不算错。']],
  ])('%s', async (_, text, said, words) => {
    const file = await checked(office(documentXml(paragraph(run(text)))), '总结.docx', said)
    expect(commentsIn(await partsOf((await asDocx(file)).bytes)).map(([, one]) => one)).toEqual(words)
  }) // prettier-ignore

  test('one LibreOffice wrote keeps its comment, its tracked changes and every other part', async () => {
    const bytes = new Uint8Array(readFileSync(join(import.meta.dirname, '../read/docx/libreoffice.docx')))
    const file = await checked(bytes)
    const { bytes: out, original } = await asDocx(file)
    const [before, after] = [await partsOf(bytes), await partsOf(out)]
    expect(original).toBe(true)
    expect(commentsIn(after)).toEqual([
      ...commentsIn(before),
      ['清河县妇联权益部', '228÷250=91.2%,原文 95%。'],
      // In the text box, which Word lets no comment stand in: the comment is where the box hangs.
      ['清河县妇联权益部', '320÷4=80,原文 90人次。'],
    ])
    expect(commentsIn(before)).toHaveLength(1)
    const changed = ['word/document.xml', 'word/comments.xml']
    expect(Object.keys(after).sort()).toEqual(Object.keys(before).sort())
    for (const path of Object.keys(before).filter((one) => !changed.includes(one)))
      expect([path, after[path]]).toEqual([path, before[path]])
    expect(await textOf(out)).toBe(file.text)
    const ids = [...(after['word/comments.xml'] ?? '').matchAll(/<w:comment [^>]*w:id="(\d+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(3)
    expect(after['word/document.xml']).toContain('<w:delText>240</w:delText>')
  })

  test('a paper the product wrote, in whose table a share does not fit', async () => {
    const bytes = await writeOfficialDocx({ ...fullPaper, body: [...fullPaper.body, { kind: 'p', runs: [wrong] }] })
    const { bytes: out, original } = await asDocx(await checked(bytes))
    const parts = await partsOf(out)
    expect(original).toBe(true)
    expect(commentsIn(parts).map(([, words]) => words)).toEqual(['76÷80=95%,原文 93%。'])
    expect(await textOf(out)).toBe(await textOf(bytes))
  })

  test('comments of another part, and of the strict form of the standard, go where the document looks for them', async () => {
    const strict = 'http://purl.oclc.org/ooxml/wordprocessingml/main'
    const xml = documentXml(paragraph(run(wrong))).replace(
      'http://schemas.openxmlformats.org/wordprocessingml/2006/main',
      strict,
    )
    const parts = await partsOf(
      (await asDocx(await checked(office(xml, [{ name: 'word/comments.xml', content: '<lonely/>' }])))).bytes,
    )
    expect(parts['word/comments.xml']).toBe('<lonely/>')
    expect(parts['word/comments1.xml']).toContain(`<w:comments xmlns:w="${strict}"><w:comment w:id="0"`)
    expect(parts['word/_rels/document.xml.rels']).toContain(
      'Type="http://purl.oclc.org/ooxml/officeDocument/relationships/comments" Target="comments1.xml"',
    )
  })

  test('comments that stand already are declared once, in whatever way they were', async () => {
    const declared = `<?xml version='1.0'?><Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'><Override PartName='/word/notes/said.xml' ContentType='application/x'/></Types>`
    const zip = await JSZip.loadAsync(office(documentXml(paragraph(run(wrong)))))
    zip.file('[Content_Types].xml', declared)
    zip.file(
      'word/notes/said.xml',
      '<x:comments xmlns:x="urn:x"><x:comment x:id="0"/><x:comment x:id="2"/></x:comments>',
    )
    zip.file(
      'word/_rels/document.xml.rels',
      '<Relationships><Relationship Id="a" Type="x/comments" Target="notes/said.xml"/></Relationships>',
    )
    const bytes = await zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
    const parts = await partsOf((await asDocx(await checked(bytes))).bytes)
    expect(parts['[Content_Types].xml']).toBe(declared)
    expect(parts['word/notes/said.xml']).toMatch(
      /^<x:comments xmlns:x="urn:x"><x:comment x:id="0"\/><x:comment x:id="2"\/><x:comment x:id="1" x:author="清河县妇联权益部".*<\/x:comments>$/,
    )
    expect(parts['word/document.xml']).toContain('<w:commentRangeStart w:id="1"/>')
    expect(parts['word/comments.xml']).toBe(undefined)
  })

  test('a part that is broken is no way to a broken file: a plain document comes', async () => {
    const broken = [{ name: 'word/_rels/document.xml.rels', content: '<!DOCTYPE a [<!ENTITY b "c">]><Relationships>' }]
    const { bytes, original } = await asDocx(await checked(office(documentXml(paragraph(run(wrong))), broken)))
    expect(original).toBe(false)
    expect(commentsIn(await partsOf(bytes))).toHaveLength(1)
  })
})

describe('other files', () => {
  test('a text becomes a plain document with the comments in their places', async () => {
    const text = `一、情况\r\n\t接待 & <登记>\r\n${wrong}\r\n`
    const { bytes, original } = await asDocx(await checked(new Uint8Array(Buffer.from(text)), '总结.txt'))
    const parts = await partsOf(bytes)
    expect(original).toBe(false)
    expect((await textOf(bytes)).split('\n').map((line) => line.trimEnd())).toEqual([
      '一、情况',
      '\t接待 & <登记>',
      wrong,
      '',
    ])
    expect(commentsIn(parts).map(([, words]) => words)).toEqual(['76÷80=95%,原文 93%。'])
    expect(parts['word/document.xml']).toMatch(
      /<w:commentRangeStart w:id="0"\/><w:r>(?:<w:rPr\/>)?<w:t xml:space="preserve">80件,办结76件,办结率93%<\/w:t><\/w:r><w:commentRangeEnd/,
    )
  })

  test('a document whose text is no longer the one that was checked becomes a plain one of the text that was', async () => {
    const file = await checked(office(documentXml(paragraph(run(wrong)))))
    const other = office(documentXml(paragraph(run('别的文字。'))))
    const { bytes, original } = await asDocx({ ...file, bytes: other })
    expect(original).toBe(false)
    expect(await textOf(bytes)).toBe(wrong)
    expect(commentsIn(await partsOf(bytes))).toHaveLength(1)
  })

  test('signs that Word cannot hold change no place', async () => {
    const text = `第1页\u000c\u0000\ud800\n${wrong}`
    const { bytes } = await asDocx(decidedFile(new Uint8Array(Buffer.from(text)), '总结.txt', text))
    expect(await textOf(bytes)).toHaveLength(text.length)
    expect(commentsIn(await partsOf(bytes))).toHaveLength(1)
  })
})
