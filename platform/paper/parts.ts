import {
  AlignmentType,
  BorderStyle,
  Footer,
  Header,
  PageNumber,
  Paragraph,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  Tab,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import type { Child } from './blocks.ts'
import { looseMark, type OfficialDocument, type PaperCore } from './model.ts'
import { blank, blockChildren, hangingLine, plainLine, titleParagraphs } from './blocks.ts'
import { CHAR, exactly, face, FACE, LINE, mm, RED, SIZE, TYPE_WIDTH } from './layout.ts'
import { addresseeLine, annexLines, annexMark, noteLine, paperDate, signatureIndents, widthInChars } from './text.ts'

/** Size of the issuer mark in half-points: as large as the width allows, at most 54 pt, below 22 mm of height. */
export const markSize = (mark: string, width: number): number =>
  2 * Math.max(16, Math.min(54, Math.floor(width / 20 / widthInChars(mark))))

/** 份号, 密级, 紧急程度 in this order from the first line; what is missing leaves no gap between the others. */
export const registrationLines = (paper: PaperCore): readonly string[] =>
  [paper.copyNo, paper.secrecy, paper.urgency].filter((line) => line !== undefined && line !== '') as string[]

const numberLine = (document: OfficialDocument): Paragraph => {
  const upward = document.signer !== undefined
  const number = document.number ?? ''
  return new Paragraph({
    style: 'Normal',
    alignment: upward ? AlignmentType.LEFT : AlignmentType.CENTER,
    ...(upward ? { indent: { left: CHAR }, tabStops: [{ type: TabStopType.RIGHT, position: TYPE_WIDTH - CHAR }] } : {}),
    children: upward
      ? [
          new TextRun({ children: [number, new Tab(), '签发人：'] }),
          new TextRun({ text: document.signer ?? '', font: face(FACE.kai) }),
        ]
      : [new TextRun(number)],
  })
}

/** The red line, 156 mm wide, 4 mm under the foot of the number's characters. */
const redLine = (): Paragraph =>
  new Paragraph({
    style: 'Normal',
    // The line of the number leaves about 1.7 mm under its characters; this empty one makes up the rest.
    spacing: exactly(mm(2.3)),
    border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: RED, space: 0 } },
  })

/** Everything above the title. Without an issuer mark there is no red head and the title starts under what is left. */
export const headChildren = (document: OfficialDocument): Child[] => {
  const lines = registrationLines(document)
  const registration = lines.map((line) => plainLine(line, FACE.hei))
  if (document.issuerMark === undefined) return [...registration, ...blank(lines.length === 0 ? 0 : 2)]
  const size = markSize(document.issuerMark, TYPE_WIDTH)
  const mark = new Paragraph({
    style: 'Normal',
    alignment: AlignmentType.CENTER,
    // Three lines are 30.6 mm; the rest of the 35 mm, less the air the line keeps above its characters.
    spacing: { ...exactly(Math.round(size * 11.5)), before: Math.max(0, Math.round(mm(35) - 3 * LINE - size * 0.75)) },
    children: [new TextRun({ text: document.issuerMark, font: face(FACE.title), size, color: RED })],
  })
  return [...registration, ...blank(3 - lines.length), mark, ...blank(2), numberLine(document), redLine(), ...blank(2)]
}

export const addresseeChildren = (paper: PaperCore): Child[] => [
  ...blank(1),
  ...(paper.addressee === undefined ? [] : [plainLine(addresseeLine(paper.addressee))]),
]

/** 附件说明: one blank line under the body, two characters in, no mark at the end. */
export const annexNoteChildren = (titles: readonly string[]): Child[] => {
  if (titles.length === 0) return []
  return [
    ...blank(1, true),
    ...annexLines(titles).map(({ text, hang }, index) => hangingLine(text, index === 0 ? 2 : 5, hang, true)),
  ]
}

/** Issuer above date with room for the seal, which the sealing system adds; kept on one page. Then the 附注. */
export const signatureChildren = (paper: PaperCore): Child[] => {
  const indents = signatureIndents(paper.issuer, paper.date)
  const line = (text: string, right: number, keepNext: boolean) =>
    new Paragraph({
      style: 'Normal',
      alignment: AlignmentType.RIGHT,
      indent: { right: Math.round(right * CHAR) },
      keepNext,
      children: [new TextRun(text)],
    })
  return [
    ...blank(2, true),
    line(paper.issuer, indents.issuer, true),
    line(paperDate(paper.date), indents.date, false),
    ...(paper.note === undefined || paper.note === '' ? [] : [hangingLine(noteLine(paper.note), 2, 0, false)]),
  ]
}

/** Annexes, each on a page of its own; numbering of headings starts again in each. */
export const annexChildren = (document: OfficialDocument): Child[] => {
  const annexes = document.annexes ?? []
  return annexes.flatMap((annex, index) => [
    new Paragraph({
      style: 'Normal',
      pageBreakBefore: true,
      children: [new TextRun({ text: annexMark(index, annexes.length), font: face(FACE.hei) })],
    }),
    ...blank(1),
    ...titleParagraphs(annex.title),
    ...blank(1),
    ...blockChildren(annex.blocks),
  ])
}

const NONE = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const
const THICK = { style: BorderStyle.SINGLE, size: 8, color: '000000' } as const
const THIN = { style: BorderStyle.SINGLE, size: 6, color: '000000' } as const

const footRow = (child: Paragraph, top: typeof THICK | typeof THIN | typeof NONE, bottom: typeof THICK | typeof NONE) =>
  new TableRow({
    cantSplit: true,
    children: [
      new TableCell({
        width: { size: TYPE_WIDTH, type: WidthType.DXA },
        margins: { left: 0, right: 0 },
        borders: { top, bottom, left: NONE, right: NONE },
        children: [child],
      }),
    ],
  })

/** 版记 at the foot of the last page: 抄送, then issuer and date of print. A letter has 抄送 only and no lines. */
export const footMatterChildren = (foot: {
  readonly copyTo?: readonly string[]
  readonly printed?: { readonly by: string; readonly on: string }
}): Child[] => {
  const lined = foot.printed !== undefined
  const copy =
    foot.copyTo === undefined || foot.copyTo.length === 0
      ? []
      : [footRow(hangingLine(`抄送：${foot.copyTo.join('，')}。`, 1, 3, false, SIZE.small), lined ? THICK : NONE, NONE)]
  const printed =
    foot.printed === undefined
      ? []
      : [
          footRow(
            new Paragraph({
              style: 'Normal',
              indent: { left: SIZE.small * 10 },
              spacing: exactly(480),
              tabStops: [{ type: TabStopType.RIGHT, position: TYPE_WIDTH - SIZE.small * 10 }],
              children: [
                new TextRun({
                  children: [foot.printed.by, new Tab(), `${paperDate(foot.printed.on)}印发`],
                  size: SIZE.small,
                }),
              ],
            }),
            copy.length === 0 ? THICK : THIN,
            THICK,
          ),
        ]
  const rows = [...copy, ...printed]
  if (rows.length === 0) return []
  return [
    new Table({
      rows,
      columnWidths: [TYPE_WIDTH],
      width: { size: TYPE_WIDTH, type: WidthType.DXA },
      layout: TableLayoutType.FIXED,
      borders: { top: NONE, bottom: NONE, left: NONE, right: NONE, insideHorizontal: NONE, insideVertical: NONE },
      float: {
        horizontalAnchor: TableAnchorType.MARGIN,
        absoluteHorizontalPosition: 1,
        verticalAnchor: TableAnchorType.MARGIN,
        relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
      },
    }),
    // A floating table hangs on the paragraph after it; this one takes no room.
    new Paragraph({ style: 'Normal', spacing: exactly(20) }),
  ]
}

/** 内部, 〔草稿〕 or 〔更正重印〕 at the head of every page. */
export const markHeader = (paper: PaperCore): Header => {
  const text = looseMark(paper)
  return new Header({
    children: [
      new Paragraph({
        style: 'Normal',
        spacing: exactly(360),
        children: text === '' ? [] : [new TextRun({ text, font: face(FACE.hei), size: SIZE.small })],
      }),
    ],
  })
}

/** Page number — 1 — in size 4 宋体, on the outer side one character in; `after` lifts it above the footer's distance. */
export const pageNumberFooter = (side: 'odd' | 'even', after = 0): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Normal',
        alignment: side === 'odd' ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: side === 'odd' ? { right: CHAR } : { left: CHAR },
        spacing: { ...exactly(360), after },
        children: [
          new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], font: face(FACE.song), size: SIZE.small }),
        ],
      }),
    ],
  })

/** 共×页 第×页, counted by the program that lays the paper out: on working papers, which have no red head and so no — 1 —. */
export const countedFooter = (): Footer =>
  new Footer({
    children: [
      new Paragraph({
        style: 'Normal',
        alignment: AlignmentType.RIGHT,
        indent: { right: CHAR },
        spacing: exactly(360),
        children: [
          new TextRun({
            children: ['共', PageNumber.TOTAL_PAGES, '页 第', PageNumber.CURRENT, '页'],
            font: face(FACE.song),
            size: SIZE.small,
          }),
        ],
      }),
    ],
  })
