import { Document, type ISectionOptions, Packer } from 'docx'
import type { OfficialDocument } from './model.ts'
import { blockChildren, type Child, titleParagraphs } from './blocks.ts'
import { fontTable, mm, pageProperties, styles } from './layout.ts'
import {
  addresseeChildren,
  annexChildren,
  annexNoteChildren,
  countedFooter,
  footMatterChildren,
  headChildren,
  markHeader,
  pageNumberFooter,
  signatureChildren,
} from './parts.ts'

/** Word's own settings for Chinese text, shared by both formats. */
export const paperSettings = {
  evenAndOddHeaderAndFooters: true,
  compatibility: { version: 15, balanceSingleByteDoubleByteWidth: true, doNotExpandShiftReturn: true },
} as const

const section = (document: OfficialDocument, grid: boolean, children: readonly Child[]): ISectionOptions => ({
  properties: pageProperties(mm(25), mm(25), grid),
  headers: { default: markHeader(document), even: markHeader(document) },
  footers:
    document.issuerMark === undefined
      ? { default: countedFooter(), even: countedFooter() }
      : { default: pageNumberFooter('odd'), even: pageNumberFooter('even') },
  children: [...children],
})

/**
 * Writes a paper as .docx in the document format of GB/T 9704-2012 (domain 11 §7).
 * The 版记 stands at the foot of the last page; whether that page is even is known only when Word lays it out.
 */
export const writeOfficialDocx = async (document: OfficialDocument): Promise<Buffer> => {
  const { footer, annexes = [] } = document
  const foot =
    footer === undefined
      ? []
      : footMatterChildren({
          ...(footer.copyTo === undefined ? {} : { copyTo: footer.copyTo }),
          printed: { by: footer.printedBy, on: footer.printedOn },
        })
  const file = new Document({
    title: document.title.replaceAll('\n', ''),
    creator: document.issuer,
    lastModifiedBy: document.issuer,
    styles,
    ...paperSettings,
    sections: [
      section(document, true, [
        ...headChildren(document),
        ...titleParagraphs(document.title),
        ...addresseeChildren(document),
        ...blockChildren(document.body, true),
        ...annexNoteChildren(annexes.map((annex) => annex.title)),
        ...signatureChildren(document),
        ...(annexes.length === 0 ? foot : []),
      ]),
      ...(annexes.length === 0 ? [] : [section(document, false, [...annexChildren(document), ...foot])]),
    ],
  })
  return Packer.toBuffer(file, undefined, [fontTable])
}
