import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import type { Figure } from '#modules/figures/contract.ts'
import { smallestBase, withheldLabels } from '#modules/figures/define.ts'
import {
  cellText,
  changeOf,
  isSensitive,
  kindOf,
  measuresOf,
  percentText,
  type Place,
  placeOf,
  readPeriod,
  readTables,
  sensitiveClassesOf,
  stageOf,
  whereOf,
  whyNotLeave,
} from '#modules/figures/server/index.ts'
import { localDate, type Period, samePeriodLastYear } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { Binding, Fill, FormValue } from '../contract.ts'
import { type Counted, coveredIn } from '../rules/covered.ts'

export type FigureFill = Extract<Fill, { what: 'figure' }>

/** What a figure shows in a form: a number that may leave, or the words that stand for it. */
export type Shown = {
  readonly text: string
  readonly number: number | null
  readonly percent: boolean
  readonly records: FormValue['records']
}

/** For whom a form is filled: figures without a unit of their own, lists and the word 填报单位 are this unit's. */
export type Filling = { readonly unit: Place; readonly period: string }

/** The measure of a figure with its kind; throws the error that names what does not exist. */
export const measureOf = (catalogue: Catalogue, { kind, measure }: FigureFill) => {
  const spec = kindOf(catalogue, kind)
  return { kind: spec, measures: measuresOf(spec, measure) }
}

/** The classes a figure is narrowed to, with those below each; none where it counts all. */
export const classesOf = (
  catalogue: Catalogue,
  kind: CaseKind,
  { category, classes }: FigureFill,
): ReadonlySet<string> | null => {
  const chosen = [...(category === undefined ? [] : [category]), ...(classes ?? [])]
  if (chosen.length === 0) return null
  return new Set(chosen.flatMap((one) => whereOf(catalogue, kind, { category: one }).category ?? []))
}

// One class keeps its own name; several are listed with all below them, so that a matter is counted once.
const cutOf = (catalogue: Catalogue, kind: CaseKind, fill: FigureFill) => {
  const { category, classes, channel } = fill
  const listed = classes && [...(classesOf(catalogue, kind, fill) ?? [])].join()
  return { ...(listed === undefined ? { category } : { classes: listed }), channel }
}

/** One reading: what a cell needs of a period. A change needs two, and tells both to whoever knows it. */
type Read = { readonly binding: Binding & { fill: FigureFill }; readonly figure: Figure }

/** What each figure of a form shows. Figures are read by one statement; what differs by measure alone is one question. */
export const shownFigures = async (
  ctx: Ctx,
  catalogue: Catalogue,
  bindings: readonly Binding[],
  { unit, period: periodKey }: Filling,
): Promise<ReadonlyMap<Binding, Shown>> => {
  const wanted = bindings.filter((one): one is Read['binding'] => one.fill.what === 'figure')
  const period = readPeriod(periodKey)
  const base = samePeriodLastYear(period)
  const places = new Map<string, Place>()
  for (const code of new Set(wanted.map(({ fill }) => fill.unit)))
    if (code !== undefined) places.set(code, await placeOf(ctx, code))
  const read = async (of: Period, needs: readonly Read['binding'][]): Promise<Map<Binding, Read>> => {
    const groups = [
      ...Map.groupBy(needs, ({ fill: { kind, unit: code, category, classes, channel } }) =>
        JSON.stringify([kind, code, category, classes, channel]),
      ).values(),
    ]
    const tables = await readTables(
      ctx.tx,
      catalogue,
      groups.flatMap((group) => {
        const [first] = group
        if (!first) return []
        const spec = kindOf(catalogue, first.fill.kind)
        const measures = measuresOf(spec, group.map(({ fill }) => fill.measure).join())
        const place = (first.fill.unit !== undefined && places.get(first.fill.unit)) || unit
        const cut = cutOf(catalogue, spec, first.fill)
        return [{ kind: spec, measures, place, period: of, by: null, cut, compare: false }]
      }),
      ctx.now,
    )
    return new Map(
      groups.flatMap((group, at) =>
        group.map((binding): [Binding, Read] => {
          const name = `${binding.fill.kind}.${binding.fill.measure}`
          const figure = tables[at]?.figures.find(({ measure }) => measure === name)
          if (!figure) throw new Error(`${name} was not read`)
          return [binding, { binding, figure }]
        }),
      ),
    )
  }
  const showing = ({ fill: { shows = 'period' } }: Read['binding']) => shows
  const compared = wanted.filter((one) => showing(one) !== 'period')
  const now = await read(
    period,
    wanted.filter((one) => showing(one) !== 'lastYear'),
  )
  const then = compared.length === 0 ? new Map<Binding, Read>() : await read(base, compared)
  const covered = new Set([...keptBack(catalogue, now), ...keptBack(catalogue, then)])
  const running = stageOf(period, localDate(ctx.now)) !== 'complete'
  return new Map(
    wanted.map((binding): [Binding, Shown] => {
      const [is, was] = [now.get(binding), then.get(binding)]
      if (was && running) return [binding, worded(notOver.zh)]
      if (is && was) return [binding, changeShown(is, was, showing(binding) === 'changePercent', covered)]
      const one = is ?? was
      if (!one) throw new Error('a figure was not read')
      const cut = cutOf(catalogue, kindOf(catalogue, binding.fill.kind), binding.fill)
      return [binding, figureShown(one, covered.has(one), cut)]
    }),
  )
}

const notOver = label('—(本期还没有结束,不作比较)', '— (the period is still running)')
const lowBase = label(`—(基数不足${smallestBase},不算百分比)`, `— (base below ${smallestBase}, no percentage)`)

const worded = (text: string): Shown => ({ text, number: null, percent: false, records: null })

const isSmall = ({ figure }: Read): boolean => figure.why === null && whyNotLeave(figure) !== null

// What would let a small sensitive number be worked out from the rest of its form; see the rule.
const keptBack = (catalogue: Catalogue, reads: ReadonlyMap<Binding, Read>): Read[] => {
  const known = [...reads.values()].filter(({ figure }) => figure.why === null)
  const families = Map.groupBy(known, ({ binding: { fill }, figure }) => JSON.stringify([figure.measure, fill.unit]))
  return [...families.values()].flatMap((family) => {
    const [first] = family
    if (!first) return []
    const { kind, measures } = measureOf(catalogue, first.binding.fill)
    const every = ['', ...(catalogue.codes[kind.categories]?.rows ?? []).map(({ code }) => code)]
    const sensitive = new Set(sensitiveClassesOf(catalogue, kind).classes)
    const whole = measures.some((measure) => isSensitive(kind, measure))
    const cells = family.map((one): Counted & { readonly one: Read } => ({
      one,
      size: one.figure.n ?? one.figure.over ?? 0,
      classes: classesOf(catalogue, kind, one.binding.fill) ?? new Set(every),
      channel: one.binding.fill.channel ?? null,
      hidden: isSmall(one),
    }))
    const covered = coveredIn(cells, (classes) => whole || [...classes].every((code) => sensitive.has(code)))
    return [...covered].map(({ one }) => one)
  })
}

const figureShown = (
  one: Read,
  covered: boolean,
  cut: { category?: string | undefined; classes?: string; channel?: string | undefined },
): Shown => {
  const { figure } = one
  const percent = figure.type === 'ratio'
  const number = percent ? figure.value : figure.n
  const small = isSmall(one)
  const text = small
    ? withheldLabels.small.zh
    : covered
      ? withheldLabels.covered.zh
      : number !== null && !percent
        ? String(number)
        : cellText(figure, figure.unit).zh
  const { measure, place, period } = figure
  return {
    text,
    number: small || covered ? null : number,
    percent,
    records: figure.why === null ? { measure, unit: place, period, ...cut } : null,
  }
}

// A change tells what it was made of: where one of its two numbers may not leave, it does not either.
const changeShown = (is: Read, was: Read, percent: boolean, covered: ReadonlySet<Read>): Shown => {
  const why = is.figure.why ?? was.figure.why
  if (why !== null) return worded(withheldLabels[why].zh)
  if ([is, was].some((one) => isSmall(one) || covered.has(one))) return worded(withheldLabels.covered.zh)
  const { change, text } = changeOf(is.figure, was.figure)
  const signed = (value: string, by: number): string => (by > 0 ? `+${value}` : value)
  if (is.figure.type === 'ratio')
    return change === null
      ? worded(text.zh)
      : { ...worded(signed(`${change.toFixed(2)} 个百分点`, change)), number: change }
  if (!percent) {
    const difference = (is.figure.n ?? 0) - (was.figure.n ?? 0)
    return { ...worded(signed(String(difference), difference)), number: difference }
  }
  if (change === null) return worded(was.figure.n === 0 ? text.zh : lowBase.zh)
  return { ...worded(signed(percentText(change), change)), number: change, percent: true }
}
