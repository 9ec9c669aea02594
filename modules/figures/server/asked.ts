import type { Catalogue, CodeShape } from '#modules/cases/define.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Asking } from '../contract.ts'
import { type Askable, askedFigures, type Named, whyNoFigure } from '../rules/asked.ts'
import { kindOf, measuresOf, quantitiesOf, rowsOf } from './measures.ts'
import { placeOf, readPeriod } from './place.ts'
import { periodOf, readTable } from './table.ts'

/** The kinds with their measures, classes and channels, as the one box asks for them; a kind counted by nothing is left out. */
export const askableKinds = (catalogue: Catalogue): readonly Askable[] =>
  Object.values(catalogue.kinds).flatMap((kind) => {
    const measures = measuresOf(kind, undefined).map((measure) => ({
      key: measure.key,
      label: measure.spec.label,
      by: quantitiesOf(kind, measure)
        .map(({ spec }): readonly string[] => spec.by)
        .reduce((all, by) => all.filter((dimension) => by.includes(dimension))),
    }))
    const [first] = measures
    return first
      ? [
          {
            key: kind.key,
            label: kind.label,
            first: first.key,
            measures,
            classes: rowsOf(catalogue, kind.categories).map(named),
            channels: rowsOf(catalogue, kind.channels).map(named),
          },
        ]
      : []
  })

const named = ({ code, zh, en, synonyms, initials }: CodeShape): Named => ({
  key: code,
  label: label(zh, en),
  synonyms,
  initials,
})

/** Answers words of the one box with figures of the actor’s own unit, under the rules every figure is read by. */
export const answerFigures = async (
  ctx: Ctx,
  catalogue: Catalogue,
  kinds: readonly Askable[],
  words: string,
): Promise<{ figures: Asking[]; unanswered: Label | null }> => {
  const today = localDate(ctx.now)
  const asked = askedFigures(words, kinds, today)
  if (asked.length === 0) return { figures: [], unanswered: whyNoFigure(words, kinds, today) }
  const place = await placeOf(ctx, undefined)
  const figures: Asking[] = []
  for (const one of asked) {
    const kind = kindOf(catalogue, one.kind)
    const period = readPeriod(one.period)
    const ask = { kind, measures: measuresOf(kind, one.measure), place, period, by: null, cut: one.cut }
    const table = await readTable(ctx.tx, catalogue, { ...ask, compare: false }, ctx.now)
    figures.push(
      ...table.figures.map((figure) => ({
        kind: kind.key,
        kindLabel: kind.label,
        cut: one.cut,
        period: periodOf(period, ctx.now),
        figure,
      })),
    )
  }
  return { figures, unanswered: null }
}
