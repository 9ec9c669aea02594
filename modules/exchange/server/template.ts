import type { CaseKind, Catalogue } from '#modules/cases/define.ts'
import { label, type Language } from '#platform/text/label.ts'
import type { ImportSpec } from '../define.ts'
import { columnsOf } from '../rules/columns.ts'
import { type TemplateColumn, writeTemplate } from '../tabular/template.ts'
import { type ExchangeDeps, fail } from './deps.ts'

/** Columns of the empty form of a kind. */
export const templateColumns = (
  kind: CaseKind,
  spec: ImportSpec | undefined,
  codes: Catalogue['codes'],
): readonly TemplateColumn[] =>
  columnsOf(kind, spec, codes)
    .filter((column) => column.rare !== true)
    .map((column) => ({
      key: column.key,
      label: column.label,
      required: column.required,
      note: column.note,
      ...(column.type === 'codes' ? { several: true as const } : {}),
      ...(column.codes ? { codes: column.codes.map(({ code, zh, en }) => ({ code, label: label(zh, en) })) } : {}),
    }))

/** The empty form of a kind as .xlsx. */
export const template = (deps: ExchangeDeps, key: string, language: Language = 'zh'): Promise<Buffer> => {
  const kind = deps.catalogue.kinds[key]
  if (!kind) throw fail('exchange.kind', { kind: key, kinds: Object.keys(deps.catalogue.kinds).join(', ') })
  return writeTemplate({
    title: kind.label,
    columns: templateColumns(kind, deps.imports[key], deps.catalogue.codes),
    language,
  })
}
