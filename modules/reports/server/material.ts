import type { Catalogue } from '#modules/cases/define.ts'
import type { Cell, Figure } from '#modules/figures/contract.ts'
import { kindOf, measuresOf, readTable } from '#modules/figures/server/index.ts'
import type { UnitRow } from '#modules/org/server/index.ts'
import { localDate, type Period, previousPeriod, samePeriodLastYear } from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { Audience, ReportTemplate, When } from '../define.ts'
import { issuerOf } from '../rules.ts'
import type { Material, Parts } from '../rules/bind.ts'

/** What a report is about. */
export type Subject = { readonly template: ReportTemplate; readonly unit: UnitRow; readonly period: Period }

/** Reads all figures a template may use, under the reader's own rights. The same for both audiences; binding hides what is not public. */
export const readMaterial = async (
  ctx: Pick<Ctx, 'tx' | 'now'>,
  catalogue: Catalogue,
  { template, unit, period }: Subject,
): Promise<Omit<Material, 'audience'>> => {
  const kind = kindOf(catalogue, template.kind)
  const all = measuresOf(kind, undefined)
  const main = measuresOf(kind, template.classed)
  const periods: Readonly<Record<When, Period>> = {
    now: period,
    previous: previousPeriod(period),
    lastYear: samePeriodLastYear(period),
  }
  const table = (measures: typeof all, when: When, by: 'category' | 'channel' | 'month' | null) =>
    readTable(
      ctx.tx,
      catalogue,
      { kind, measures, place: unit, period: periods[when], by, cut: {}, compare: false },
      ctx.now,
    )
  const wholes = async (when: When): Promise<ReadonlyMap<string, Figure>> =>
    new Map(
      (await table(all, when, null)).figures.map((figure, place) => [
        all[place]?.key ?? '',
        { ...figure, measure: `${kind.key}.${all[place]?.key ?? ''}` },
      ]),
    )
  const parts = async (when: When, by: 'category' | 'channel' | 'month'): Promise<Parts> =>
    new Map(
      (await table(main, when, by)).rows.flatMap(({ key, cells: [cell] }): [string, Cell][] =>
        cell ? [[key, cell]] : [],
      ),
    )
  const form = template.form(unit.code, period)
  const known = new Set(form.sections.flatMap(({ codes }) => codes))
  const today = localDate(ctx.now)
  return {
    kind: kind.key,
    classed: template.classed,
    place: { code: unit.code, name: unit.name, level: unit.level },
    issuer: issuerOf(unit),
    period,
    previous: periods.previous,
    lastYear: periods.lastYear,
    until: today < period.to ? today : period.to,
    form,
    channels: (kind.channels ? (catalogue.codes[kind.channels]?.rows ?? []) : []).map((row) => ({
      code: row.code,
      label: label(row.zh, row.en),
    })),
    wholes: { now: await wholes('now'), previous: await wholes('previous'), lastYear: await wholes('lastYear') },
    classes: {
      now: withUnknown(await parts('now', 'category'), known),
      previous: withUnknown(await parts('previous', 'category'), known),
    },
    byChannel: await parts('now', 'channel'),
    byMonth: await parts('now', 'month'),
  }
}

/** A class that left every list still counts: it stands with what was never classed. */
const withUnknown = (parts: Parts, known: ReadonlySet<string>): Parts => {
  const strays = [...parts].filter(([code]) => !known.has(code))
  if (strays.length === 0) return parts
  const kept = new Map([...parts].filter(([code]) => known.has(code)))
  const none = kept.get('')
  const [, first] = strays[0] ?? ['', null]
  if (first) kept.set('', { ...first, n: strays.reduce((sum, [, cell]) => sum + (cell.n ?? 0), none?.n ?? 0) })
  return kept
}

/** The same material for one audience. */
export const forAudience = (material: Omit<Material, 'audience'>, audience: Audience): Material => ({
  ...material,
  audience,
})
