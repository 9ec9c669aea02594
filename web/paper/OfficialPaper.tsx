import type { CSSProperties, ReactNode } from 'react'
import { unboundNumbers } from '#platform/paper/numbers.ts'
import type { Block, FigureId, OfficialDocument, Run, TableBlock } from '#platform/paper/model.ts'
import { looseMark, runText } from '#platform/paper/model.ts'
import { numberHeadings } from '#platform/paper/numbering.ts'
import {
  addresseeLine,
  annexLines,
  annexMark,
  noteLine,
  paperDate,
  signatureIndents,
  widthInChars,
} from '#platform/paper/text.ts'
import { titleLines } from '#platform/paper/title.ts'
import { InSheets } from './InSheets.tsx'
import './paper.css'

type OnFigure = (id: FigureId) => void

/** A bound figure is a button that opens the records behind it; without a handler it is plain text. */
const RunText = ({ run, onFigure }: { run: Run; onFigure: OnFigure | undefined }): ReactNode => {
  if (typeof run === 'string' || run.figure === undefined) return runText(run)
  const { figure, text } = run
  if (onFigure === undefined) return <span data-figure={figure}>{text}</span>
  return (
    // A real button is a box of its own: a line could then begin with the comma behind it, which Chinese type forbids.
    <span
      role="button"
      tabIndex={0}
      className="paper-figure"
      data-figure={figure}
      aria-label={`${text}，看明细`}
      onClick={() => onFigure(figure)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onFigure(figure)
      }}
    >
      {text}
    </span>
  )
}

// A cell that may fill a page: its row goes on over the page, others stay whole.
const isLong = (run: Run): boolean => runText(run).length > 300

const PaperTable = ({ block, onFigure }: { block: TableBlock; onFigure: OnFigure | undefined }): ReactNode => {
  const total = block.head.reduce((sum, _, column) => sum + (block.widths?.[column] ?? 1), 0)
  const label = `表：${block.head.join('、')}`
  return (
    // Focusable, because a wide table is scrolled sideways on a phone and by keyboard too.
    <div
      className={block.dense ? 'paper-table paper-dense' : 'paper-table'}
      role="region"
      aria-label={label}
      tabIndex={0}
    >
      <table>
        <colgroup>
          {block.head.map((name, column) => (
            <col key={`${column}-${name}`} style={{ width: `${((block.widths?.[column] ?? 1) / total) * 100}%` }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {block.head.map((name, column) => (
              <th key={`${column}-${name}`} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {block.rows.map((row, index) => (
            <tr key={`${index}-${runText(row[0] ?? '')}`} className={row.some(isLong) ? 'paper-long' : ''}>
              {row.length === 1 && block.head.length > 1 ? (
                <td colSpan={block.head.length}>
                  <RunText run={row[0] ?? ''} onFigure={onFigure} />
                </td>
              ) : (
                block.head.map((name, column) => (
                  <td key={`${column}-${name}`} style={{ textAlign: block.align?.[column] ?? 'left' }}>
                    <RunText run={row[column] ?? ''} onFigure={onFigure} />
                  </td>
                ))
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

const TAGS = { h1: 'h3', h2: 'h4', h3: 'h5', h4: 'h6', p: 'p' } as const

/** Typed text with the numbers marked that no figure stands behind. */
const Marked = ({ text }: { text: string }): ReactNode => {
  const found = unboundNumbers(text)
  return [
    ...found.map(({ start, end }, place) => (
      <span key={start}>
        {text.slice(found[place - 1]?.end ?? 0, start)}
        <mark className="paper-unbound">{text.slice(start, end)}</mark>
      </span>
    )),
    text.slice(found.at(-1)?.end ?? 0),
  ]
}

const oneLine = (block: Block | undefined): boolean =>
  block?.kind === 'p' && widthInChars(block.runs.map(runText).join('')) <= 25

// Two lines go with the signature: the last paragraph keeps two together, and one of a single line the end of the one before.
const beforeSignature = (blocks: readonly Block[], index: number): string => {
  const last = blocks.length - 1
  if (index < last - 1 || (index === last - 1 && !oneLine(blocks[last]))) return ''
  return index === last && oneLine(blocks[last]) ? ' paper-last paper-one-line' : ' paper-last'
}

type SlotEditor = (slot: string) => ReactNode

const Blocks = ({
  blocks,
  onFigure,
  onSlot,
}: {
  blocks: readonly Block[]
  onFigure: OnFigure | undefined
  onSlot?: SlotEditor | undefined
}): ReactNode =>
  numberHeadings(blocks).map(({ block, number }, index) => {
    // Blocks have no id and are not reordered on this page: the place is the key.
    const key = `${index}`
    if (block.kind === 'table') return <PaperTable key={key} block={block} onFigure={onFigure} />
    const Tag = TAGS[block.kind]
    if (block.slot !== undefined && block.kind === 'p') {
      if (onSlot === undefined)
        return (
          <p key={key} className="paper-text">
            {block.runs.map((run, place) => (
              <Marked key={`${place}`} text={runText(run)} />
            ))}
          </p>
        )
      // The editor holds all paragraphs of its part.
      const before = blocks[index - 1]
      const first = before === undefined || before.kind !== 'p' || before.slot !== block.slot
      return first ? <div key={`slot ${block.slot}`}>{onSlot(block.slot)}</div> : null
    }
    return (
      <Tag
        key={key}
        className={block.kind === 'p' ? `paper-text${beforeSignature(blocks, index)}` : `paper-${block.kind}`}
      >
        {number}
        {block.runs.map((run, place) => (
          <RunText key={`${place}`} run={run} onFigure={onFigure} />
        ))}
      </Tag>
    )
  })

const Title = ({ title }: { title: string }): ReactNode => (
  <h2 className="paper-title">
    {titleLines(title).map((line) => (
      <span key={line}>{line}</span>
    ))}
  </h2>
)

const Head = ({ document, unnumbered }: { document: OfficialDocument; unnumbered: string | undefined }): ReactNode => {
  const registration = [document.copyNo, document.secrecy, document.urgency].filter((line) => line !== undefined)
  const lines = registration.map((line) => (
    <p key={line} className="paper-hei">
      {line}
    </p>
  ))
  if (document.issuerMark === undefined) return lines
  const chars = { '--mark-chars': widthInChars(document.issuerMark) } as CSSProperties
  return (
    <>
      <div className="paper-registration">{lines}</div>
      <p className="paper-mark" style={chars}>
        {document.issuerMark}
      </p>
      <div className={document.signer === undefined ? 'paper-number' : 'paper-number paper-upward'}>
        <span>{document.number ?? '\u00a0'}</span>
        {unnumbered && <span className="paper-unnumbered no-print">{unnumbered}</span>}
        {document.signer !== undefined && (
          <span>
            签发人：<span className="paper-kai">{document.signer}</span>
          </span>
        )}
      </div>
    </>
  )
}

const Signature = ({ document }: { document: OfficialDocument }): ReactNode => {
  const indents = signatureIndents(document.issuer, document.date)
  return (
    <div className="paper-signature">
      <p style={{ paddingRight: `${indents.issuer}em` }}>{document.issuer}</p>
      <p style={{ paddingRight: `${indents.date}em` }}>
        <time dateTime={document.date}>{paperDate(document.date)}</time>
      </p>
    </div>
  )
}

const AnnexNote = ({ titles }: { titles: readonly string[] }): ReactNode =>
  titles.length > 0 && (
    <ol className="paper-annexes paper-gap">
      {annexLines(titles).map(({ text, hang }, index) => (
        <li
          key={`${index}-${text}`}
          style={{ paddingLeft: `${(index === 0 ? 2 : 5) + hang}em`, textIndent: `-${hang}em` }}
        >
          {text}
        </li>
      ))}
    </ol>
  )

const Foot = ({ document }: { document: OfficialDocument }): ReactNode => {
  const { footer } = document
  if (footer === undefined) return null
  const copies = footer.copyTo ?? []
  return (
    <div className="paper-foot">
      {copies.length > 0 && <p className="paper-copies">抄送：{copies.join('，')}。</p>}
      <p className="paper-printed">
        <span>{footer.printedBy}</span>
        <span>{paperDate(footer.printedOn)}印发</span>
      </p>
    </div>
  )
}

/**
 * The paper on screen, and the same layout when the browser prints (A4, 22 lines of 28 characters; GB/T 9704-2012).
 * `onFigure` makes each bound figure a button. Chinese throughout: an official paper has no other language.
 */
export const OfficialPaper = ({
  document,
  letter = false,
  kept = false,
  unnumbered,
  onFigure,
  onSlot,
}: {
  document: OfficialDocument
  /** In the letter format (信函格式, §10.1): one page holds what the red head of a report would push onto two. */
  letter?: boolean
  /** Only to be read: it was replaced by another and is not laid on sheets. */
  kept?: boolean
  /** Stands on the screen where the number would be: why there is none. */
  unnumbered?: string
  onFigure?: OnFigure
  /** Stands in place of the parts a person writes; without it they are printed, their unbound numbers marked on screen. */
  onSlot?: SlotEditor
}): ReactNode => {
  const annexes = document.annexes ?? []
  const loose = looseMark(document)
  const lay = document.issuerMark === undefined ? 'working' : letter ? 'letter' : 'official'
  const classes = ['paper paper-screen', ...(lay === 'working' ? [] : [`paper-${lay}`])]
  return (
    <article className={classes.join(' ')} lang="zh-CN" aria-label={document.title.replaceAll('\n', '')}>
      {!kept && <InSheets lay={lay} />}
      {loose !== '' && <p className="paper-loose paper-hei">{loose}</p>}
      <Head document={document} unnumbered={unnumbered} />
      <Title title={document.title} />
      <p className="paper-addressee">{document.addressee !== undefined && addresseeLine(document.addressee)}</p>
      <Blocks blocks={document.body} onFigure={onFigure} onSlot={onSlot} />
      <AnnexNote titles={annexes.map((annex) => annex.title)} />
      <Signature document={document} />
      {document.note !== undefined && document.note !== '' && <p className="paper-text">{noteLine(document.note)}</p>}
      {annexes.map((annex, index) => (
        <section key={`${index}-${annex.title}`} className="paper-annex">
          <p className="paper-hei">{annexMark(index, annexes.length)}</p>
          <div className="paper-gap">
            <Title title={annex.title} />
          </div>
          <div className="paper-gap">
            <Blocks blocks={annex.blocks} onFigure={onFigure} />
          </div>
        </section>
      ))}
      <Foot document={document} />
    </article>
  )
}
