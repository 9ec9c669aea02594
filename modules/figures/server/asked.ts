import type { Catalogue, CodeShape } from '#modules/cases/define.ts'
import { localDate } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import type { Asking } from '../contract.ts'
import { type Askable, askedFigures, type Named, whyNoFigure } from '../rules/asked.ts'
import { kindOf, measuresOf, quantitiesOf, rowsOf, sumsOf } from './measures.ts'
import { placeOf, readPeriod } from './place.ts'
import { periodOf, readTables } from './table.ts'

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
            sums: sumsOf(catalogue, kind).map(({ codes, ...sum }) => ({
              ...named({ ...sum, code: sum.zh }),
              classes: codes,
            })),
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
  const asks = asked.map(({ kind: key, measure, cut, period }) => {
    const kind = kindOf(catalogue, key)
    const read = readPeriod(period)
    return { kind, measures: measuresOf(kind, measure), place, period: read, by: null, cut, compare: false }
  })
  const tables = await readTables(ctx.tx, catalogue, asks, ctx.now)
  const figures = asks.flatMap(({ kind, cut, period }, at) =>
    (tables[at]?.figures ?? []).map((figure) => ({
      kind: kind.key,
      kindLabel: kind.label,
      cut,
      period: periodOf(period, ctx.now),
      figure,
    })),
  )
  return { figures, unanswered: null }
}
