import { label, type Label } from '#platform/text/label.ts'
import type { BoundFigure, ReportTemplate, Slot } from '../define.ts'
import type { Annex, Block, OfficialDocument } from '#platform/paper/model.ts'
import { figuresOf, withPaperMarks } from '#platform/paper/model.ts'
import { bind, type Material } from './bind.ts'
import { type Describe, figureList, operandText } from './list.ts'
import { agrees, atPrecision, percentText } from './numbers.ts'

/** What a person typed, by slot. */
export type Texts = Readonly<Record<string, string>>

/** A number of an earlier printed text held against the computed one. */
export type StatedResult = {
  readonly figure: string
  readonly label: Label
  readonly printed: string
  readonly computed: number | null
  readonly expected: string
  readonly verdict: 'match' | 'mismatch'
  readonly note: Label
}

/** A report as text and the figures it stands on: those printed, and the operands behind them. */
export type Composed = {
  readonly document: OfficialDocument
  readonly figures: readonly BoundFigure[]
  readonly stated: readonly StatedResult[]
}

/** How the paper is dressed. `hold` keeps empty slots in place, so that they can be written into. */
export type Dress = { readonly draft: boolean; readonly date: string; readonly hold: boolean }

/** Writes a report: sections from the figures, slots from what people typed, the tables, and the list of figures as the last annex. */
export const compose = (
  template: ReportTemplate,
  material: Material,
  texts: Texts,
  dress: Dress,
  describe: Describe,
): Composed => {
  const { facts, made } = bind(material)
  const body = template.parts.flatMap((part) =>
    'slot' in part ? slotBlocks(part, texts[part.slot] ?? '', dress.hold) : part.write(facts),
  )
  const stated =
    material.audience === 'internal'
      ? (template.stated?.(material.place.code, material.period) ?? []).map((one) =>
          hold(one.figure(facts), one.printed, one.value),
        )
      : []
  const tables: Annex[] = template.annexes
    .map(({ title, write }) => ({ title, blocks: write(facts) }))
    .filter(({ blocks }) => blocks.length > 0)
  const differing = stated
    .filter(({ verdict }) => verdict === 'mismatch')
    .map(({ note, figure }) => ({ text: note.zh, figure }))
  const figures = used({ body, annexes: tables }, made, differing)
  const document = withPaperMarks<OfficialDocument>({
    title: template.title(facts),
    body,
    issuer: material.issuer,
    date: dress.date,
    draft: dress.draft,
    annexes: [...tables, figureList({ body, annexes: tables }, made, describe, differing)],
    ...(material.audience === 'internal' ? { classNote: '内部' as const } : {}),
  })
  return { document, figures, stated }
}

// Every figure printed, and the operands behind them.
const used = (
  document: Pick<OfficialDocument, 'body' | 'annexes'>,
  made: ReadonlyMap<string, BoundFigure>,
  notes: readonly { readonly figure: string }[],
): BoundFigure[] => {
  const all = new Set([...figuresOf(document), ...notes].map(({ figure }) => figure))
  // A Set keeps growing under its own iteration: operands of operands follow.
  for (const id of all) for (const { figure } of made.get(id)?.operands ?? []) all.add(figure)
  return [...all].flatMap((id) => made.get(id) ?? [])
}

const slotBlocks = (slot: Slot, text: string, keep: boolean): Block[] => {
  const written = text.trim()
  if (written === '' && !keep) return []
  const lines = written === '' ? [''] : written.split(/\n+/)
  return [
    { kind: 'h1', runs: [slot.heading], slot: slot.slot },
    ...lines.map((line): Block => ({ kind: 'p', runs: [line.trim()], slot: slot.slot })),
  ]
}

/** The paper without the parts nobody has written into: as it is printed. */
export const withoutEmptySlots = (document: OfficialDocument): OfficialDocument => {
  const written = new Set(
    document.body.flatMap((block) =>
      'slot' in block && block.slot !== undefined && block.kind === 'p' && block.runs.some((run) => run !== '')
        ? [block.slot]
        : [],
    ),
  )
  return {
    ...document,
    body: document.body.filter((block) => !('slot' in block) || block.slot === undefined || written.has(block.slot)),
  }
}

const hold = (figure: BoundFigure, printed: string, value: number): StatedResult => {
  const computed = figure.value
  const fits = computed !== null && agrees(printed, value, computed)
  const expected = computed === null ? figure.text : atPrecision(printed, computed)
  const shown = computed === null ? figure.text : figure.unit.zh === '%' ? percentText(computed) : String(computed)
  const operands = operandText(figure)
  return {
    figure: figure.id,
    label: figure.label,
    printed,
    computed,
    expected,
    verdict: fits ? 'match' : 'mismatch',
    note: fits
      ? label(
          `${figure.label.zh}：原文${printed}，按${operands}计算为${shown}，相符。`,
          `${figure.label.en}: printed ${printed}, computed ${shown} (${operands}); they agree.`,
        )
      : label(
          `${figure.label.zh}：原文${printed}，按${operands}计算为${shown}，应为${expected}。`,
          `${figure.label.en}: printed ${printed}, computed ${shown} (${operands}); it should read ${expected}.`,
        ),
  }
}
