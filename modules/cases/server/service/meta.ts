import { z } from 'zod'
import type { Output } from '#platform/contract/route.ts'
import { fail as failCommon } from '#platform/errors/common.ts'
import type { Ctx } from '#platform/http/context.ts'
import type { casesContract } from '../../contract.ts'
import type { CaseKind, CodeShape, FieldLabel, QuickSpec } from '../../define.ts'
import { type Engine, today } from '../engine.ts'

type C = typeof casesContract
type KindView = Output<C['kinds']>['kinds'][number]
type FieldView = KindView['fields'][number]

/** The kinds as the screens need them: labels, fields, parties, states. */
export const kinds = async (engine: Engine, ctx: Ctx): Promise<Output<C['kinds']>> => ({
  kinds: Object.values(engine.catalogue.kinds)
    .filter((kind) => ctx.actor.permissions.has(kind.can.read))
    .map((kind) => ({
      key: kind.key,
      label: kind.label,
      access: kind.access,
      categories: kind.categories,
      channels: kind.channels ?? null,
      version: kind.version,
      form: {
        first: [...kind.form.first],
        groups: kind.form.groups.map((group) => ({ label: group.label, fields: [...group.fields] })),
      },
      fields: fieldsOf(kind.fields, kind.labels),
      parts: Object.entries(kind.parts ?? {}).map(([key, part]) => ({
        key,
        label: part.label,
        fields: fieldsOf(part.fields, part.labels),
      })),
      obligations: Object.entries(kind.obligations ?? {}).map(([key, one]) => ({
        key,
        label: one.label,
        money: one.money ?? false,
      })),
      acts: Object.entries(kind.acts ?? {}).map(([key, act]) => ({ key, label: act.label, codes: act.codes ?? null })),
      parties: Object.entries(kind.parties).map(([role, spec]) => ({
        role,
        label: spec.label,
        min: spec.min ?? 0,
        max: spec.max ?? 1,
      })),
      states: Object.entries(kind.states).map(([key, state]) => ({ key, label: state.label, phase: state.phase })),
      results: Object.values(kind.transitions).find((step) => step.results)?.results ?? null,
      canRegister: ctx.actor.permissions.has(kind.can.register),
      wants: kind.wants
        ? { roles: [...kind.wants.roles], person: [...kind.wants.person], fields: [...kind.wants.fields] }
        : null,
      quick: kind.quick ? quickOf(kind, kind.quick, ctx) : null,
    })),
})

const quickOf = (
  kind: CaseKind,
  { chips, without = [], outcomes }: QuickSpec,
  ctx: Ctx,
): NonNullable<KindView['quick']> => ({
  chips: chips.map(({ label, category = null, words = [] }) => ({ label, category, words: [...words] })),
  without: [...without],
  outcomes: Object.entries(outcomes).flatMap(([key, { label, step }]) => {
    const spec = step === null ? null : kind.transitions[step]
    if (spec === undefined || (spec && !ctx.actor.permissions.has(spec.can))) return []
    return [{ key, label, moves: spec?.moves ?? null }]
  }),
})

/** A code list as it was on a day (today when absent). */
export const codes = async (
  engine: Engine,
  ctx: Ctx,
  list: string,
  on: string | undefined,
): Promise<Output<C['codes']>> => {
  const found = Object.hasOwn(engine.catalogue.codes, list) ? engine.catalogue.codes[list] : undefined
  if (!found) throw failCommon('http.notFound')
  const day = on ?? today(ctx.now)
  const holds = ({ validFrom = day, validTo = day }: CodeShape): boolean => validFrom <= day && day <= validTo
  return {
    list,
    label: found.label,
    rows: found.rows.filter(holds).map((row) => ({
      code: row.code,
      zh: row.zh,
      en: row.en,
      parent: row.parent ?? null,
      synonyms: [...(row.synonyms ?? [])],
      initials: [...(row.initials ?? [])],
      flags: [...(row.flags ?? [])],
    })),
    past: found.rows.filter((row) => !holds(row)).map(({ code, zh, en }) => ({ code, zh, en })),
  }
}

// What a field is follows from its schema, so a kind says it once.
const fieldsOf = (fields: CaseKind['fields'], labels: Readonly<Record<string, FieldLabel>>): FieldView[] => {
  const schema = z.toJSONSchema(fields, { io: 'input', unrepresentable: 'any' }) as {
    properties: Record<string, Json>
    required?: string[]
  }
  return Object.entries(schema.properties).map(([key, json]) => {
    const spec = labels[key]
    return {
      key,
      label: spec?.label ?? { zh: key, en: key },
      type: typeOf(json, spec),
      codes: spec?.codes ?? null,
      required: schema.required?.includes(key) ?? false,
      max: json.maxLength ?? json.maxItems ?? null,
      help: spec?.help ?? null,
      preset: typeof json.default === 'number' ? String(json.default) : (json.default ?? null),
    }
  })
}

type Json = {
  readonly type?: string
  readonly format?: string
  readonly maxLength?: number
  readonly maxItems?: number
  readonly enum?: unknown[]
  readonly items?: unknown
  readonly default?: string | number | boolean
}

const typeOf = (json: Json, spec: FieldLabel | undefined): FieldView['type'] => {
  if (json.type === 'array') return spec?.codes ? 'codes' : 'rows'
  if (spec?.codes || json.enum) return 'code'
  if (json.format === 'date') return 'date'
  if (json.type === 'boolean') return 'boolean'
  if (json.type === 'integer' || json.type === 'number') return 'number'
  return spec?.long || (json.maxLength ?? 0) > 300 ? 'long' : 'text'
}
