import type { Catalogue } from '#modules/cases/define.ts'
import type { Cell, Figure } from '#modules/figures/contract.ts'
import { kindOf, measuresOf, readTable } from '#modules/figures/server/index.ts'
import type { UnitRow } from '#modules/org/server/index.ts'
import {
  firstMonths,
  localDate,
  type Period,
  previousPeriod,
  samePeriodLastYear,
  wholePart,
} from '#platform/clock/time.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label } from '#platform/text/label.ts'
import type { Audience, ClassForm, ReportTemplate, When } from '../define.ts'
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
  const today = localDate(ctx.now)
  const span = wholePart(period, today)
  const months = (span ?? period).months.length
  const periods: Readonly<Record<When, Period>> = {
    now: period,
    span: span ?? period,
    previous: firstMonths(previousPeriod(period), months),
    lastYear: firstMonths(samePeriodLastYear(period), months),
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
  const now = { wholes: await wholes('now'), classes: await parts('now', 'category') }
  // A period that ended is compared as it is.
  const spanned = span === period ? now : { wholes: await wholes('span'), classes: await parts('span', 'category') }
  const classes = { now: now.classes, span: spanned.classes, previous: await parts('previous', 'category') }
  return {
    kind: kind.key,
    classed: template.classed,
    place: { code: unit.code, name: unit.name, level: unit.level },
    issuer: issuerOf(unit),
    period,
    span,
    previous: periods.previous,
    lastYear: periods.lastYear,
    until: today < period.to ? today : period.to,
    form: withUnknown(template.form(unit.code, period), Object.values(classes)),
    channels: (kind.channels ? (catalogue.codes[kind.channels]?.rows ?? []) : []).map((row) => ({
      code: row.code,
      label: label(row.zh, row.en),
    })),
    wholes: {
      now: now.wholes,
      span: spanned.wholes,
      previous: await wholes('previous'),
      lastYear: await wholes('lastYear'),
    },
    classes,
    byChannel: await parts('now', 'channel'),
    byMonth: await parts('now', 'month'),
  }
}

/** A class that left every list still counts: it stands with what was never classed. */
const withUnknown = (form: ClassForm, found: readonly Parts[]): ClassForm => {
  const known = new Set(form.sections.flatMap(({ codes }) => codes))
  const strays = [...new Set(found.flatMap((parts) => [...parts.keys()]))].filter((code) => !known.has(code))
  if (strays.length === 0) return form
  return {
    ...form,
    sections: form.sections.map((section) =>
      section.codes.includes('') ? { ...section, codes: [...section.codes, ...strays] } : section,
    ),
  }
}

/** The same material for one audience. */
export const forAudience = (material: Omit<Material, 'audience'>, audience: Audience): Material => ({
  ...material,
  audience,
})
