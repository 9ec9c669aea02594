import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'
import { inScope } from '#platform/access/scope.ts'
import type { Binding } from '../contract.ts'

/** A form without its file. */
export type FormRow = {
  readonly id: string
  readonly home: string
  readonly unitId: number
  readonly unitCode: string
  readonly unitName: string
  readonly name: string
  readonly bindings: readonly Binding[]
  readonly version: number
  readonly savedAt: Date
  readonly savedBy: string
}

const columns = sql`f.id, f.home, f.unit_id as "unitId", u.code as "unitCode", u.name as "unitName", f.name, f.bindings, f.version, f.saved_at as "savedAt", coalesce(a.name, '') as "savedBy"`
const tables = sql`forms.form f join org.unit u on u.id = f.unit_id left join identity.account a on a.id = f.saved_by`

/** The forms of a range, the last saved first. */
export const listForms = async (tx: Tx, scope: string, limit: number): Promise<FormRow[]> =>
  (
    await sql<FormRow>`select ${columns} from ${tables} where ${inScope(sql`f.scope`, scope)} order by f.saved_at desc, f.id limit ${limit}`.execute(
      tx,
    )
  ).rows

/** A form with its sealed file and what of it is shown. */
export type FormWhole = FormRow & { readonly file: Buffer; readonly view: Buffer | null }

/** One form with its file; undefined outside the reader's range. */
export const findForm = async (tx: Tx, id: string): Promise<FormWhole | undefined> =>
  (await sql<FormWhole>`select ${columns}, f.file, f.view from ${tables} where f.id = ${id}::uuid`.execute(tx)).rows[0]

/** Keeps an uploaded form; the same id twice is one. @returns false when it was there. */
export const insertForm = async (
  tx: Tx,
  form: {
    id: string
    home: string
    unitId: number
    scope: string
    name: string
    file: Buffer
    view: Buffer
    account: string
  },
  now: Date,
): Promise<boolean> =>
  (
    await sql`insert into forms.form (id, home, unit_id, scope, name, file, view, created_by, created_at, saved_by, saved_at)
      values (${form.id}::uuid, ${form.home}, ${form.unitId}, ${form.scope}, ${form.name}, ${form.file}, ${form.view}, ${form.account}::uuid, ${now}, ${form.account}::uuid, ${now})
      on conflict do nothing`.execute(tx)
  ).numAffectedRows === 1n

/** Saves what fills the cells. @returns false when somebody saved in between. */
export const saveBindings = async (
  tx: Tx,
  id: string,
  version: number,
  bindings: readonly Binding[],
  account: string,
  now: Date,
): Promise<boolean> =>
  (
    await sql`update forms.form set bindings = ${JSON.stringify(bindings)}::jsonb, version = version + 1, saved_by = ${account}::uuid, saved_at = ${now}
      where id = ${id}::uuid and version = ${version}`.execute(tx)
  ).numAffectedRows === 1n

/** Removes a form of one's own unit. */
export const removeForm = async (tx: Tx, id: string): Promise<void> => {
  await sql`delete from forms.form where id = ${id}::uuid`.execute(tx)
}
