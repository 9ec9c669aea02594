import {
  AlignmentType,
  HeadingLevel,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  VerticalAlignTable,
  WidthType,
} from 'docx'
import type { Block, Run, TableBlock, TextBlock } from './model.ts'
import { CHAR, exactly, face, FACE, LINE, SIZE, TYPE_WIDTH } from './layout.ts'
import { runText } from './model.ts'
import { numberHeadings } from './numbering.ts'
import { widthInChars } from './text.ts'
import { titleLines } from './title.ts'

export type Child = Paragraph | Table

/** Empty lines of the grid. */
export const blank = (lines: number, keepNext = false): Paragraph[] =>
  Array.from({ length: lines }, () => new Paragraph({ style: 'Normal', keepNext }))

/** A line of the grid in another face. */
export const plainLine = (text: string, font: string = FACE.body): Paragraph =>
  new Paragraph({ style: 'Normal', children: [new TextRun({ text, font: face(font) })] })

export const titleParagraphs = (title: string): Paragraph[] =>
  titleLines(title).map((line) => new Paragraph({ style: 'PaperTitle', children: [new TextRun(line)] }))

const textRun = (run: Run): TextRun =>
  typeof run === 'string' || run.figure === undefined
    ? new TextRun(runText(run))
    : new TextRun({ text: run.text, style: 'PaperFigure' })

const HEADINGS = {
  h1: HeadingLevel.HEADING_1,
  h2: HeadingLevel.HEADING_2,
  h3: HeadingLevel.HEADING_3,
  h4: HeadingLevel.HEADING_4,
} as const

const ALIGN = { left: AlignmentType.LEFT, center: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const

/** Shares of the type area in twips that add up to its width exactly. */
const columnWidths = (block: TableBlock): readonly number[] => {
  const shares = block.head.map((_, column) => Math.max(block.widths?.[column] ?? 1, 0.01))
  const total = shares.reduce((a, b) => a + b, 0)
  const edges = shares.map((_, column) =>
    Math.round((TYPE_WIDTH * shares.slice(0, column + 1).reduce((a, b) => a + b, 0)) / total),
  )
  return edges.map((edge, column) => edge - (edges[column - 1] ?? 0))
}

type Alignment = (typeof ALIGN)[keyof typeof ALIGN]

type CellSpec = {
  readonly style: string
  readonly width: number
  readonly alignment: Alignment
  readonly keepNext?: boolean
  readonly span?: number
}

const cell = (run: TextRun, { style, width, alignment, keepNext = false, span = 1 }: CellSpec): TableCell =>
  new TableCell({
    width: { size: width, type: WidthType.DXA },
    columnSpan: span,
    verticalAlign: VerticalAlignTable.CENTER,
    margins: { left: 80, right: 80 },
    children: [new Paragraph({ style, alignment, keepNext, children: [run] })],
  })

const table = (block: TableBlock, keepNext: boolean): Table => {
  const widths = columnWidths(block)
  const style = block.dense ? 'PaperDense' : 'PaperTable'
  const head = new TableRow({
    // The head is repeated on each page so that a figure never stands without its name.
    tableHeader: true,
    cantSplit: true,
    children: block.head.map((text, column) =>
      cell(new TextRun({ text, font: face(FACE.hei) }), { style, width: widths[column] ?? 0, alignment: ALIGN.center }),
    ),
  })
  const rows = block.rows.map((row, index) => {
    const across = row.length === 1 && block.head.length > 1
    // What runs across is a heading or a note: it does not end a page, unless it ends the table.
    const kept = index === block.rows.length - 1 ? keepNext : across
    const columns = across ? [''] : block.head
    return new TableRow({
      cantSplit: true,
      children: columns.map((_, column) =>
        cell(textRun(row[column] ?? ''), {
          style,
          width: across ? TYPE_WIDTH : (widths[column] ?? 0),
          alignment: ALIGN[across ? 'left' : (block.align?.[column] ?? 'left')],
          keepNext: kept,
          span: across ? block.head.length : 1,
        }),
      ),
    })
  })
  return new Table({
    rows: [head, ...rows],
    columnWidths: [...widths],
    width: { size: TYPE_WIDTH, type: WidthType.DXA },
    layout: TableLayoutType.FIXED,
  })
}

const linesOf = (block: TextBlock): number => Math.ceil((2 + widthInChars(block.runs.map(runText).join(''))) / 28)

/**
 * Paragraphs and tables of a body or an annex, headings numbered. With `signed` the last block stays with what
 * follows: a signature may not stand on a page without text (GB/T 9704-2012 §7.3.5). A long one does not: some
 * programs move a kept paragraph whole and would leave the page before it empty.
 */
export const blockChildren = (blocks: readonly Block[], signed = false): Child[] =>
  numberHeadings(blocks).map(({ block, number }, index): Child => {
    const keepNext = signed && index === blocks.length - 1 && (block.kind === 'table' || linesOf(block) <= 6)
    if (block.kind === 'table') return table(block, keepNext)
    if (block.kind === 'p') return new Paragraph({ style: 'PaperBody', keepNext, children: block.runs.map(textRun) })
    return new Paragraph({
      heading: HEADINGS[block.kind],
      children: [...(number === '' ? [] : [new TextRun(number)]), ...block.runs.map(textRun)],
    })
  })

/** A paragraph whose run-over lines stand `hang` characters in from its first, which starts `left` characters in. */
export const hangingLine = (
  text: string,
  left: number,
  hang: number,
  keepNext: boolean,
  size: number = SIZE.body,
): Paragraph => {
  const char = size === SIZE.body ? CHAR : size * 10
  return new Paragraph({
    style: 'Normal',
    keepNext,
    indent: { left: Math.round((left + hang) * char), hanging: Math.round(hang * char) },
    spacing: exactly(size === SIZE.body ? LINE : 480),
    children: [new TextRun({ text, size })],
  })
}
