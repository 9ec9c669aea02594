import { Document, Packer } from 'docx'
import type { OfficialDocument } from './model.ts'
import { blockChildren, titleParagraphs } from './blocks.ts'
import { fontTable, mm, pageProperties, styles } from './layout.ts'
import {
  addresseeChildren,
  annexChildren,
  annexNoteChildren,
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

/**
 * Writes a paper as .docx in the document format of GB/T 9704-2012 (domain 11 §7).
 * The 版记 stands at the foot of the last page; whether that page is even is known only when Word lays it out.
 */
export const writeOfficialDocx = async (document: OfficialDocument): Promise<Buffer> => {
  const { footer } = document
  const file = new Document({
    title: document.title.replaceAll('\n', ''),
    creator: document.issuer,
    lastModifiedBy: document.issuer,
    styles,
    ...paperSettings,
    sections: [
      {
        properties: pageProperties(mm(25), mm(25)),
        headers: { default: markHeader(document), even: markHeader(document) },
        footers: { default: pageNumberFooter('odd'), even: pageNumberFooter('even') },
        children: [
          ...headChildren(document),
          ...titleParagraphs(document.title),
          ...addresseeChildren(document),
          ...blockChildren(document.body, true),
          ...annexNoteChildren((document.annexes ?? []).map((annex) => annex.title)),
          ...signatureChildren(document),
          ...annexChildren(document),
          ...(footer === undefined
            ? []
            : footMatterChildren({
                ...(footer.copyTo === undefined ? {} : { copyTo: footer.copyTo }),
                printed: { by: footer.printedBy, on: footer.printedOn },
              })),
        ],
      },
    ],
  })
  return Packer.toBuffer(file, undefined, [fontTable])
}
