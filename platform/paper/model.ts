/** Plain model of an official paper; the Word writer and the screen show the same one. */
import { paperDate, paperMarks } from './text.ts'

/** Id of a bound figure (measure, unit, period, version); opaque here. */
export type FigureId = string

/** A piece of text. With `figure` the text is the printed value of a bound figure; a bare string was typed by a person. */
export type Run = string | { readonly text: string; readonly figure?: FigureId }

/** Heading levels by GB/T 9704-2012: 一、 then （一） then 1. then （1）. The writer adds the number, the text has none. */
export type HeadingKind = 'h1' | 'h2' | 'h3' | 'h4'

/** `slot` marks what a person writes herself; the screen offers it for writing, the paper prints it like the rest. */
export type TextBlock = { readonly kind: HeadingKind | 'p'; readonly runs: readonly Run[]; readonly slot?: string }

/**
 * A table as wide as the type area. `widths` are shares of that width, one a column; a cell may be a bound figure. A row of one
 * cell runs across all columns. `dense` sets it small (小五), for long lists that are looked up rather than read.
 */
export type TableBlock = {
  readonly kind: 'table'
  readonly head: readonly string[]
  readonly rows: readonly (readonly Run[])[]
  readonly widths?: readonly number[]
  readonly align?: readonly ('left' | 'center' | 'right')[]
  readonly dense?: true
}

export type Block = TextBlock | TableBlock

export type Annex = { readonly title: string; readonly blocks: readonly Block[] }

/** 版记: copies go to, who printed, when (YYYY-MM-DD). */
export type FootMatter = {
  readonly copyTo?: readonly string[]
  readonly printedBy: string
  readonly printedOn: string
}

/** What every official paper has, whichever its format. */
export type PaperCore = {
  /** 发文机关标志, printed red; without it the paper has no red head. */
  readonly issuerMark?: string
  /** 份号: six digits. */
  readonly copyNo?: string
  /** 密级和保密期限, such as 秘密★1年. */
  readonly secrecy?: string
  readonly urgency?: '特急' | '加急'
  /** 发文字号: 机关代字〔2026〕5号. */
  readonly number?: string
  /** A line feed sets a line break by hand; otherwise the writer breaks between words. */
  readonly title: string
  /** 主送机关, without the colon. */
  readonly addressee?: string
  readonly body: readonly Block[]
  readonly issuer: string
  /** 成文日期, YYYY-MM-DD. */
  readonly date: string
  /** 附注, without brackets: the contact person of a 请示. */
  readonly note?: string
  /** Prints 〔草稿〕 on each page. */
  readonly draft?: boolean
  /** Prints 内部 on each page. */
  readonly classNote?: '内部'
  /** The day (YYYY-MM-DD) it was printed again with a correction under its number: 〔更正重印〕 with the day on each page. */
  readonly reprinted?: string
}

/** A paper in the document format of GB/T 9704-2012 §7. A `signer` (签发人) makes it an upward paper (上行文). */
export type OfficialDocument = PaperCore & {
  readonly signer?: string
  readonly annexes?: readonly Annex[]
  readonly footer?: FootMatter
}

/** What stands at the head of every page, so that a loose one still tells what it is. */
export const looseMark = ({ classNote, draft, reprinted }: PaperCore): string =>
  [classNote, draft === true && '〔草稿〕', reprinted && `〔更正重印〕${paperDate(reprinted)}`].filter(Boolean).join('')

export const runText = (run: Run): string => (typeof run === 'string' ? run : run.text)

/** All runs of a block in reading order; a table gives its head, then its rows. */
export const runsOf = (block: Block): readonly Run[] =>
  block.kind === 'table' ? [...block.head, ...block.rows.flat()] : block.runs

/** Bound figures in reading order, body then annexes: the list filed with an export (domain 10 §9). */
export const figuresOf = (
  document: Pick<OfficialDocument, 'body' | 'annexes'>,
): readonly { readonly figure: FigureId; readonly text: string }[] =>
  [...document.body, ...(document.annexes ?? []).flatMap((annex) => annex.blocks)]
    .flatMap(runsOf)
    .flatMap((run) =>
      typeof run === 'string' || run.figure === undefined ? [] : [{ figure: run.figure, text: run.text }],
    )

/** The lines a reader of a paper sees one under the other, without its number. */
export const linesOf = (paper: PaperCore): readonly string[] => [
  ...(paper.issuerMark ? [paper.issuerMark] : []),
  paper.title,
  ...(paper.addressee ? [paper.addressee] : []),
  ...paper.body.map((block) =>
    runsOf(block)
      .map(runText)
      .join(block.kind === 'table' ? '\t' : ''),
  ),
  paper.issuer,
  paperDate(paper.date),
]

/** Lines of one paper that the other does not have, both ways; null where both say the same. */
export const changesOf = (before: PaperCore, after: PaperCore): { was: string[]; is: string[] } | null => {
  const [was, is] = [linesOf(before), linesOf(after)]
  if (was.length === is.length && was.every((line, index) => line === is[index])) return null
  const without = (lines: readonly string[], others: readonly string[]): string[] => {
    const left = [...others]
    return lines.filter((line) => {
      const at = left.indexOf(line)
      if (at >= 0) left.splice(at, 1)
      return at < 0
    })
  }
  return { was: without(was, is), is: without(is, was) }
}

/** A paper with the full-width marks of official Chinese in all its texts; ids of figures stay. */
export const withPaperMarks = <T extends OfficialDocument>(document: T): T => {
  const { annexes } = document
  return {
    ...document,
    title: paperMarks(document.title),
    body: document.body.map(marked),
    ...(annexes
      ? { annexes: annexes.map(({ title, blocks }) => ({ title: paperMarks(title), blocks: blocks.map(marked) })) }
      : {}),
  }
}

const marked = (block: Block): Block =>
  block.kind === 'table'
    ? { ...block, head: block.head.map(paperMarks), rows: block.rows.map((row) => row.map(markedRun)) }
    : { ...block, runs: block.runs.map(markedRun) }

const markedRun = (run: Run): Run =>
  typeof run === 'string' ? paperMarks(run) : { ...run, text: paperMarks(run.text) }
