import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  Packer,
  Paragraph,
  Tab,
  TabStopType,
  TextRun,
} from 'docx'
import type { Child } from './blocks.ts'
import { looseMark, type PaperCore } from './model.ts'
import { blank, blockChildren, titleParagraphs } from './blocks.ts'
import { exactly, face, FACE, fontTable, mm, PAGE, pageProperties, RED, SIZE, styles, TYPE_WIDTH } from './layout.ts'
import {
  addresseeChildren,
  footMatterChildren,
  markHeader,
  markSize,
  pageNumberFooter,
  registrationLines,
  signatureChildren,
} from './parts.ts'
import { paperSettings } from './write.ts'

/** Letters the federation writes to petitioners and to other bodies (domain 12 §1). */
export type LetterKind = '受理告知书' | '不予受理告知书' | '延期告知书' | '处理意见书' | '函'

/** A paper in the letter format (信函格式, GB/T 9704-2012 §10.1): red double lines, no 版记 lines, no annexes. */
export type LetterDocument = PaperCore & {
  readonly kind: LetterKind
  readonly issuerMark: string
  readonly copyTo?: readonly string[]
}

/** Indents that widen a paragraph of the type area to the 170 mm of the red lines, centred on the paper. */
const WIDE = { left: mm(20) - PAGE.left, right: mm(20) - PAGE.right } as const

const firstHeader = (letter: LetterDocument): Header => {
  const size = markSize(letter.issuerMark, TYPE_WIDTH)
  return new Header({
    children: [
      new Paragraph({
        style: 'Normal',
        alignment: AlignmentType.CENTER,
        indent: WIDE,
        spacing: { ...exactly(Math.round(size * 11.5)), after: 200 },
        border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: RED, space: 3 } },
        children: [new TextRun({ text: letter.issuerMark, font: face(FACE.title), size, color: RED })],
      }),
    ],
  })
}

/** First page: the lower red line and no page number. */
const firstFooter = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Normal',
        indent: WIDE,
        spacing: exactly(20),
        // A bottom border: some readers turn the two lines of a top border round.
        border: { bottom: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, color: RED, space: 0 } },
      }),
    ],
  })

/** Number at the right edge under the red line; 份号, 密级, 紧急程度 at the left from the same line; two blank lines. */
const headLines = (letter: LetterDocument): Child[] => {
  const left = registrationLines(letter)
  const loose = looseMark(letter)
  const marks = loose === '' ? left : [...left, loose]
  const lines = Array.from({ length: Math.max(1, marks.length) }, (_, index) => marks[index] ?? '')
  return [
    ...lines.map(
      (line, index) =>
        new Paragraph({
          style: 'Normal',
          alignment: AlignmentType.LEFT,
          tabStops: [{ type: TabStopType.RIGHT, position: TYPE_WIDTH }],
          children: [
            new TextRun({ text: line, font: face(FACE.hei), size: SIZE.body }),
            ...(index === 0 ? [new TextRun({ children: [new Tab(), letter.number ?? ''] })] : []),
          ],
        }),
    ),
    ...blank(2),
  ]
}

/**
 * Writes a letter as .docx. The file's own title is the number alone: a petitioner's matter
 * must not show in a file list or a window title.
 */
export const writeLetterDocx = async (letter: LetterDocument): Promise<Buffer> => {
  const file = new Document({
    title: letter.number ?? letter.kind,
    creator: letter.issuer,
    lastModifiedBy: letter.issuer,
    styles,
    ...paperSettings,
    sections: [
      {
        // The lower red line stands 20 mm from the edge; later pages lift their number the other 5 mm.
        properties: { ...pageProperties(mm(30), mm(20)), titlePage: true },
        headers: { first: firstHeader(letter), default: markHeader(letter), even: markHeader(letter) },
        footers: {
          first: firstFooter(),
          default: pageNumberFooter('odd', mm(5)),
          even: pageNumberFooter('even', mm(5)),
        },
        children: [
          ...headLines(letter),
          ...titleParagraphs(letter.title),
          ...addresseeChildren(letter),
          ...blockChildren(letter.body, true),
          ...signatureChildren(letter),
          ...(letter.copyTo === undefined ? [] : footMatterChildren({ copyTo: letter.copyTo })),
        ],
      },
    ],
  })
  return Packer.toBuffer(file, undefined, [fontTable])
}
