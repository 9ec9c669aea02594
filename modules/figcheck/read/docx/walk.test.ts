import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { buildZip } from '#platform/files/fixtures.ts'
import { fullPaper } from '#platform/paper/fixtures.ts'
import { writeOfficialDocx } from '#platform/paper/write.ts'
import { documentXml, office, paragraph, run } from './fixtures.ts'
import { documentPath, partsOf } from './parts.ts'
import { walk } from './walk.ts'
import { read } from '../read.ts'

const textOf = (body: string): string => walk(documentXml(body)).text
const walkFile = (bytes: Uint8Array) => walk(partsOf(bytes)(documentPath) ?? '')

test.each([
  ['runs of one sentence are one line', paragraph(run('办结率9'), run('5%', '<w:b/>')), '办结率95%'],
  ['a paragraph is a line, an empty one too', paragraph(run('一')) + paragraph() + paragraph(run('二')), '一\n\n二'],
  ['a tab and a line break', paragraph('<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>'), '甲\t乙\n丙'],
  ['the stops of a tab are none', `<w:p><w:pPr><w:tabs><w:tab w:val="left"/></w:tabs></w:pPr>${run('甲')}</w:p>`, '甲'],
  ['spaces at the edges only where they are kept', paragraph('<w:r><w:t>\n 甲 乙\n </w:t></w:r>', run(' 丙 ')), '甲 乙 丙 '],
  ['signs of XML', paragraph(run('甲&amp;乙&lt;丙&#x4E01;'), '<w:r><w:t><![CDATA[<9>]]></w:t></w:r>'), '甲&乙<丙丁<9>'],
  ['characters beyond the first plane', paragraph(run('𠮷24件')), '𠮷24件'],
  ['what was inserted stands, what was deleted does not', paragraph(`<w:ins>${run('250')}</w:ins><w:del><w:r><w:delText>240</w:delText></w:r></w:del>`, run('件')), '250件'],
  ['what was moved stands where it went', paragraph(`<w:moveFrom>${run('旧')}</w:moveFrom>`, run('新'), `<w:moveTo>${run('旧')}</w:moveTo>`), '新旧'],
  ['a deleted paragraph mark joins', `<w:p><w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>${run('共24')}</w:p>${paragraph(run('件'))}`, '共24件'],
  ['a field by its result', paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE 7</w:instrText></w:r>', run('8'), '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', run('12'), '<w:r><w:fldChar w:fldCharType="end"/></w:r>', run('页')), '12页'],
  ['a field that never ends hides its own paragraph only', paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>', run('8')) + paragraph(run('9件')), '\n9件'],
  ['a simple field, a link, a tag', paragraph(`<w:fldSimple w:instr="PAGE">${run('3')}</w:fldSimple><w:hyperlink>${run('链')}</w:hyperlink><w:sdt><w:sdtContent>${run('控')}</w:sdtContent></w:sdt><w:smartTag>${run('签')}</w:smartTag>`), '3链控签'],
  ['the character of a gloss', paragraph(`<w:r><w:ruby><w:rt>${run('shí')}</w:rt><w:rubyBase>${run('实')}</w:rubyBase></w:ruby></w:r>`, run('有')), '实有'],
  ['a row is a line, its cells parted by tabs', `<w:tbl><w:tr><w:tc>${paragraph(run('甲镇'))}</w:tc><w:tc>${paragraph()}</w:tc><w:tc>${paragraph(run('12件'))}</w:tc></w:tr><w:tr><w:tc>${paragraph(run('乙镇'))}</w:tc></w:tr></w:tbl>${paragraph(run('后'))}`, '甲镇\t\t12件\n乙镇\n后'],
  ['a text box behind its paragraph, of two versions the first', paragraph(run('前'), `<w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>${paragraph(run('框'))}</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><v:textbox><w:txbxContent>${paragraph(run('框'))}</w:txbxContent></v:textbox></mc:Fallback></mc:AlternateContent></w:r>`, run('后')), '前后\n框'],
  ['a formula is no text', paragraph(run('甲'), '<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>', run('乙')), '甲乙'],
])('%s', (_, body, text) => expect(textOf(body)).toBe(text)) // prettier-ignore

test('each piece leads back to its run', () => {
  const xml = documentXml(paragraph(run('甲乙'), run('丙&amp;', '<w:b/>')))
  const { pieces } = walk(xml)
  expect(pieces.map(({ text, run: { start, end } }) => [text, xml.slice(start, end)])).toEqual([
    ['甲乙', run('甲乙')],
    ['丙&', run('丙&amp;', '<w:b/>')],
  ])
  expect(pieces.map(({ start, end }) => xml.slice(start, end))).toEqual([
    '<w:t xml:space="preserve">甲乙</w:t>',
    '<w:t xml:space="preserve">丙&amp;</w:t>',
  ])
  expect(pieces[1]?.run.format).toBe('<w:rPr><w:b/></w:rPr>')
})

test('a document LibreOffice wrote, with tracked changes, a note, a comment, a table, a text box, a link and a gloss', () => {
  const { text } = walkFile(readFileSync(join(import.meta.dirname, 'libreoffice.docx')))
  expect(text.split('\n')).toEqual([
    '柳河县妇联上半年工作情况',
    '上半年,共接待来信来访250件,办结228件,办结率95%。',
    '第一行',
    '第二行\t制表  两个空格 & <符号>。1',
    '乡镇\t件数\t占比',
    '甲镇\t132件\t55%',
    '乙镇',
    '(含街道)\t108件\t45%',
    '框外的话,共培训妇女320人次。',
    '框里:举办4期,培训320人次,平均每期90人次。',
    '链接去看12件,注音实有12人。',
  ])
})

test('a paper the product wrote', async () => {
  const { text } = walkFile(await writeOfficialDocx(fullPaper))
  expect(text).toContain('今年以来，共接待来信来访287件，现报告如下。')
  expect(text).toContain('类别\t件数\n婚姻家庭\t218')
})

describe('a file that is not what it says', () => {
  const refused = async (bytes: Uint8Array): Promise<string> => {
    const got = await read(bytes, '总结.docx')
    return got.ok ? `read: ${got.text.slice(0, 20)}` : got.reason.zh
  }
  const unread = '打不开这个文件。请在 WPS 或 Word 里打开,另存一份再放。'
  const entities = `<!DOCTYPE x [<!ENTITY a "${'哈'.repeat(100)}"><!ENTITY b "${'&a;'.repeat(1000)}">]>`

  test.each([
    ['entities of its own', office(`<?xml version="1.0"?>${entities}${documentXml(paragraph(run('&b;')))}`), unread],
    ['XML that is cut off', office(documentXml(paragraph(run('甲'))).slice(0, -20)), unread],
    ['tags that cross', office(documentXml('<w:p><w:r></w:p></w:r>')), unread],
    ['nesting without end', office(documentXml('<w:p>'.repeat(5000) + '</w:p>'.repeat(5000))), unread],
    ['another encoding', office(Buffer.from(documentXml(paragraph(run('甲'))), 'utf16le')), unread],
    ['no words', office(documentXml(paragraph())), '里面没有文字,像是扫描的图片。请用有文字的原件,或把文字粘贴进来。'],
    ['macros under another name', office(documentXml(paragraph(run('甲'))), [{ name: 'word/vbaProject.bin', content: 'x' }]), '文件带有宏,不能上传。请另存为不带宏的 .docx 或 .xlsx。'],
    ['a bomb', office(documentXml(paragraph(run('0'.repeat(30_000_000))))), '文件解开后比原来大一百倍以上,可能是恶意文件,不能接收。请删去空白行列另存后再上传。'],
    ['no document', buildZip([{ name: '[Content_Types].xml', content: '<Types/>' }, { name: 'word/other.xml', content: '<x/>' }]), '这是压缩包,不能上传。请解压后逐个上传里面的文件。'],
  ])('%s: refused in one sentence', async (_, bytes, reason) => expect(await refused(bytes)).toBe(reason)) // prettier-ignore

  test('a hundred thousand runs are read', async () => {
    const runs = Array.from({ length: 100_000 }, (_, at) =>
      run(String.fromCodePoint(0x4e00 + (at % 5000)), `<w:sz w:val="${at % 97}"/>`),
    )
    const got = await read(office(documentXml(paragraph(...runs))), '总结.docx')
    expect(got.ok && got.text.length).toBe(100_000)
  })

  test('a name of its own for the elements is no matter', () => {
    expect(walk(documentXml(paragraph(run('甲'))).replaceAll('w:', 'x:')).text).toBe('甲')
    expect(walk(documentXml(paragraph(run('甲'))).replaceAll(/(<\/?)w:/g, '$1')).text).toBe('甲')
  })
})
