import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import { kindOf } from '#modules/figures/server/index.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { Label } from '#platform/text/label.ts'
import type { Audience, BoundFigure } from '../define.ts'
import type { Material } from '../rules/bind.ts'
import { type Composed, compose, type Texts } from '../rules/compose.ts'
import { definitionOf, isCounted, periodOf, spanOf } from '../rules/describe.ts'
import type { Describe } from '../rules/list.ts'
import { forAudience, readMaterial, type Subject } from './material.ts'
import { type AllTexts, type Asked, countRecords } from './queries.ts'

/** A figure as it is listed: with its definition, and the number of records behind it where they were counted. */
export type ListedFigure = BoundFigure & { readonly definition: Label; readonly records: number | null }

/** A written report: the paper and its figures, each with its definition and the number of records behind it. */
export type Written = Omit<Composed, 'figures'> & { readonly figures: readonly ListedFigure[] }

/** How it is to be written: with records counted for paper, without for the screen; empty slots held open for writing or left out. */
export type Manner = { readonly draft: boolean; readonly hold: boolean; readonly count: boolean }

/** Writes a report for one audience from the figures as they are now. */
export const writeNow = async (
  ctx: Pick<Ctx, 'tx' | 'now'>,
  catalogue: Catalogue,
  subject: Subject,
  audience: Audience,
  texts: AllTexts,
  manner: Manner,
): Promise<Written> => {
  const material = await readMaterial(ctx, catalogue, subject)
  return writeFrom(ctx, catalogue, subject, forAudience(material, audience), texts[audience] ?? {}, manner)
}

/** Writes it from material that was read already. */
export const writeFrom = async (
  ctx: Pick<Ctx, 'tx' | 'now'>,
  catalogue: Catalogue,
  subject: Subject,
  material: Material,
  texts: Texts,
  manner: Manner,
): Promise<Written> => {
  const kind = kindOf(catalogue, subject.template.kind)
  const dress = { draft: manner.draft, hold: manner.hold, date: localDate(ctx.now) }
  const bare = compose(subject.template, material, texts, dress, describer(kind, new Map()))
  const counted = manner.count
    ? await countRecords(ctx.tx, subject.unit.id, askOf(bare.figures))
    : new Map<string, number>()
  const records = new Map(bare.figures.map((figure) => [figure.id, recordsOf(figure, counted)]))
  const written = manner.count ? compose(subject.template, material, texts, dress, describer(kind, records)) : bare
  return {
    ...written,
    figures: written.figures.map((figure) => withDefinition(kind, figure, records.get(figure.id) ?? null)),
  }
}

/** A figure as the contract has it. */
export const withDefinition = (kind: CaseKind, figure: BoundFigure, records: number | null): ListedFigure => ({
  ...figure,
  definition: definitionOf(kind, figure),
  records,
})

const askOf = (figures: readonly BoundFigure[]): Asked[] =>
  figures
    .filter((figure) => isCounted(figure) && !isHidden(figure))
    .map((figure) => ({ id: figure.id, ...spanOf(figure), where: { ...figure.cut } }))

// A number of records tells as much as the figure itself.
const isHidden = ({ why }: BoundFigure): boolean => why === 'small' || why === 'covered' || why === 'withheld'

const recordsOf = (figure: BoundFigure, counted: ReadonlyMap<string, number>): number | null => {
  if (isHidden(figure)) return null
  const numerator = figure.operands.find(({ role }) => role === 'over' || role === 'part')
  return counted.get(numerator?.figure ?? figure.id) ?? null
}

const describer =
  (kind: CaseKind, records: ReadonlyMap<string, number | null>): Describe =>
  (figure) => ({
    definition: definitionOf(kind, figure),
    span: periodOf(figure.period).label,
    records: records.get(figure.id) ?? null,
  })
