import type { Annex, Block, OfficialDocument, Run } from '#platform/paper/model.ts'
import { figuresOf, runText } from '#platform/paper/model.ts'
import type { Label } from '#platform/text/label.ts'
import type { BoundFigure } from '../define.ts'

/** What stands beside a figure in the list: how it is defined, over which months and classes, and how many records stand behind it. */
export type Describe = (figure: BoundFigure) => {
  readonly definition: Label
  readonly span: Label
  readonly records: number | null
}

/** Operands as they stand beside a value: `58/60`, `10/(12+3)`, `26/60`, `60−48`. */
export const operandText = (figure: BoundFigure): string => {
  const of = (role: string) => figure.operands.filter((one) => one.role === role)
  const n = (role: string): string =>
    of(role)
      .map((one) => (one.n === null ? '—' : String(one.n)))
      .join('+')
  if (figure.type === 'ratio') return `${n('over')}/${of('under').length > 1 ? `(${n('under')})` : n('under')}`
  if (figure.type === 'share') return `${n('part')}/${n('whole')}`
  if (figure.type === 'change') return figure.operands.every((one) => one.n !== null) ? `${n('now')}−${n('base')}` : ''
  return ''
}

/**
 * The annex that lists every printed figure once, by the section that prints it first: number, operands, period, records.
 * Shares and changes stand in the line of the figure they are taken of.
 */
export const figureList = (
  document: Pick<OfficialDocument, 'body' | 'annexes'>,
  made: ReadonlyMap<string, BoundFigure>,
  describe: Describe,
  notes: readonly Run[],
): Annex => {
  const sections = sectionsOf(document, made)
  const printed = new Set(sections.flatMap(({ figures }) => figures.map(({ id }) => id)))
  const ownerOf = (figure: BoundFigure): string => {
    const owner = figure.operands.find(({ role }) => role === 'part' || role === 'now')?.figure
    return owner !== undefined && printed.has(owner) ? owner : figure.id
  }
  const taken = new Map<string, BoundFigure[]>()
  for (const figure of sections.flatMap(({ figures }) => figures))
    if (ownerOf(figure) !== figure.id) taken.set(ownerOf(figure), [...(taken.get(ownerOf(figure)) ?? []), figure])
  // On screen records are not counted; an empty column would read as none.
  const counted = sections.some(({ figures }) => figures.some((figure) => describe(figure).records !== null))
  const sumOf = (figure: BoundFigure): string => {
    const operands = operandText(figure)
    const base = made.get(figure.operands.find(({ role }) => role === 'base')?.figure ?? '')
    if (figure.type !== 'share' && !base) return operands
    const said = base ? `比${describe(base).span.zh}${figure.text}` : `占${figure.text}`
    return operands === '' ? said : `${said}（${operands}）`
  }
  let serial = 0
  const row = (figure: BoundFigure): Run[] => {
    serial += 1
    const { span, records } = describe(figure)
    const unit = figure.why === null && figure.n !== null ? figure.unit.zh : ''
    return [
      String(serial),
      { text: `${figure.label.zh} ${figure.text}${unit}`, figure: figure.id },
      [figure, ...(taken.get(figure.id) ?? [])]
        .map(sumOf)
        .filter((text) => text !== '')
        .join('；'),
      span.zh,
      ...(counted ? [records === null ? '' : String(records)] : []),
    ]
  }
  const rows = sections.flatMap(({ name, figures }) => {
    const own = figures.filter((figure) => ownerOf(figure) === figure.id)
    return own.length > 0 ? [[`【${name}】`], ...own.map(row)] : []
  })
  const definitions = new Map(
    sections.flatMap(({ figures }) =>
      figures.map((figure) => [
        figure.type === 'share' || figure.type === 'change' ? figure.type : figure.measure,
        `${figure.type === 'share' ? '占比' : figure.type === 'change' ? '比上期、比去年同期' : baseName(figure)}＝${describe(figure).definition.zh}`,
      ]),
    ),
  )
  return {
    title: '数字清单',
    blocks: [
      {
        kind: 'table',
        dense: true,
        head: ['序号', '数字', '算式', '时期', ...(counted ? ['件数'] : [])],
        rows: [
          ...rows,
          ...(notes.length > 0 ? [['【与原印发文本的核对】'], ...notes.map((note) => [note])] : []),
          ['【口径】'],
          [`${[...definitions.values()].join('；')}。`],
        ],
        widths: [1.2, 6, 6, 4.2, ...(counted ? [1.2] : [])],
        align: ['center', 'left', 'left', 'left', ...(counted ? (['right'] as const) : [])],
      },
    ],
  }
}

// A cut figure is defined like the whole it is cut from.
const baseName = (figure: BoundFigure): string => figure.label.zh.replace(/（.*）$/, '')

/** Figures by the heading or annex that prints them first, each once. */
const sectionsOf = (
  document: Pick<OfficialDocument, 'body' | 'annexes'>,
  made: ReadonlyMap<string, BoundFigure>,
): { readonly name: string; readonly figures: readonly BoundFigure[] }[] => {
  const parts: { name: string; blocks: Block[] }[] = []
  for (const block of document.body)
    if (block.kind === 'h1') parts.push({ name: block.runs.map(runText).join(''), blocks: [] })
    else parts.at(-1)?.blocks.push(block)
  for (const { title, blocks } of document.annexes ?? []) parts.push({ name: title, blocks: [...blocks] })
  const seen = new Set<string>()
  return parts.map(({ name, blocks }) => ({
    name,
    figures: figuresOf({ body: blocks }).flatMap(({ figure: id }) => {
      const figure = made.get(id)
      if (!figure || seen.has(id)) return []
      seen.add(id)
      return [figure]
    }),
  }))
}
