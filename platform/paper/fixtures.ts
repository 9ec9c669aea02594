import { inflateRawSync } from 'node:zlib'
import type { OfficialDocument } from './model.ts'

/** A paper that uses every part of the model; invented unit and persons. */
export const fullPaper: OfficialDocument = {
  issuerMark: '清河县妇女联合会文件',
  copyNo: '000012',
  urgency: '特急',
  number: '清妇〔2026〕5号',
  signer: '周映月',
  title: '清河县妇女联合会关于2026年上半年妇女儿童维权工作情况的报告',
  addressee: '县人民政府',
  body: [
    {
      kind: 'p',
      runs: [
        '今年以来，共接待来信来访',
        { text: '287件', figure: 'visits@2026H1' },
        '，现报告如下。统计表见附件1，典型事项见附件2。',
      ],
    },
    { kind: 'h1', runs: ['基本情况'] },
    { kind: 'h2', runs: ['渠道'] },
    { kind: 'h3', runs: ['来访'] },
    { kind: 'h4', runs: ['现场'] },
    {
      kind: 'table',
      head: ['类别', '件数'],
      rows: [['婚姻家庭', { text: '218', figure: 'family@2026H1' }]],
      widths: [3, 1],
      align: ['left', 'right'],
    },
    { kind: 'h1', runs: ['下一步打算'] },
    { kind: 'p', runs: ['加强基层队伍。'] },
  ],
  annexes: [
    { title: '上半年信访分类统计表', blocks: [{ kind: 'p', runs: ['略'] }] },
    { title: '典型事项', blocks: [{ kind: 'h1', runs: ['调解一例'] }] },
  ],
  issuer: '清河县妇女联合会',
  date: '2026-07-08',
  note: '联系人：沈知秋，电话：0000-0000000',
  footer: { copyTo: ['市妇女联合会', '县信访局'], printedBy: '清河县妇女联合会办公室', printedOn: '2026-07-09' },
}

/** Text of one part of a .docx, read by the zip's central directory. */
export const docxPart = (file: Buffer, path: string): string => {
  const end = file.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
  let at = file.readUInt32LE(end + 16)
  for (let left = file.readUInt16LE(end + 10); left > 0; left -= 1) {
    const nameLength = file.readUInt16LE(at + 28)
    if (file.toString('utf8', at + 46, at + 46 + nameLength) === path) {
      const local = file.readUInt32LE(at + 42)
      const start = local + 30 + file.readUInt16LE(local + 26) + file.readUInt16LE(local + 28)
      const data = file.subarray(start, start + file.readUInt32LE(at + 20))
      return (file.readUInt16LE(at + 10) === 0 ? data : inflateRawSync(data)).toString('utf8')
    }
    at += 46 + nameLength + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32)
  }
  return ''
}

/** Paragraphs of a part as plain text; a tab is shown as |. */
export const paragraphTexts = (xml: string): readonly string[] =>
  [...xml.matchAll(/<w:p>.*?<\/w:p>|<w:p [^>]*>.*?<\/w:p>|<w:p\/>/gs)].map(([p]) =>
    [...p.matchAll(/<w:t[^>]*>([^<]*)<\/w:t>|<w:tab\/>/g)].map((hit) => hit[1] ?? '|').join(''),
  )
