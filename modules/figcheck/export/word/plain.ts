import { Document, Packer, Paragraph, Tab, TextRun } from 'docx'
import { pageProperties, styles } from '#platform/paper/layout.ts'
import { mm } from '#platform/paper/layout.ts'
import { paperSettings } from '#platform/paper/write.ts'

/** Text as a .docx can hold it, each character in its place: a line end of two characters keeps both. */
export const plainText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r(?=\n)/g, ' ')
    .replaceAll('\r', '\n')
    // oxlint-disable-next-line no-control-regex -- what XML cannot hold is what is looked for
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, ' ')

/** A .docx of the lines of a text, for files that are none. */
export const plainDocx = async (text: string): Promise<Uint8Array> => {
  const lines = text.split('\n')
  const children = lines.map(
    (line) => new Paragraph({ style: 'Normal', children: [new TextRun({ children: withTabs(line) })] }),
  )
  const file = new Document({
    styles,
    ...paperSettings,
    sections: [{ properties: pageProperties(mm(15), mm(15)), children }],
  })
  return new Uint8Array(await Packer.toBuffer(file))
}

const withTabs = (line: string): (string | Tab)[] =>
  line.split('\t').flatMap((part, index) => (index === 0 ? [part] : [new Tab(), part]))
