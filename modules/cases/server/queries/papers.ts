import { sql } from 'kysely'
import type { ReprintReason } from '../../deeds.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Key } from './children.ts'

/** A number as the book of the matter's unit gave it. */
export type Numbered = {
  readonly id: string
  readonly prefix: string
  readonly year: number
  readonly n: number
  readonly at: Date
}

/** What stands for one letter: its number; else whether a book would give it one. */
export type Numbering = { readonly number: Numbered | null; readonly book: boolean }

type Row = {
  numbered?: true
  id?: string
  prefix?: string
  year?: number
  n?: number
  at?: string
  book?: string
  closed?: number
}

const read = (row: Row | null | undefined): Numbering => ({
  number: row?.numbered
    ? { id: row.id!, prefix: row.prefix!, year: row.year!, n: row.n!, at: new Date(row.at!) }
    : null,
  book: row?.numbered === true || row?.book !== undefined,
})

/** The number of a letter, which belongs to the step it tells of. */
export const numberOf = async (tx: Tx, { home, id }: Key, form: string, step: number): Promise<Numbering> => {
  const { rows } = await sql<{
    found: Row | null
  }>`select guard.paper_number(${home}, ${id}::uuid, ${form}, ${step}) as found`.execute(tx)
  return read(rows[0]?.found)
}

/** Takes the number of a letter, once; `closed` is the year its book is closed for. */
export const takeNumber = async (
  tx: Tx,
  { home, id }: Key,
  letter: { readonly form: string; readonly step: number; readonly issued: string },
  now: Date,
): Promise<Numbering & { readonly closed: { readonly year: number; readonly prefix: string } | null }> => {
  const { rows } = await sql<{
    found: Row | null
  }>`select guard.paper_take(${home}, ${id}::uuid, ${letter.form}, ${letter.step}, ${letter.issued}::uuid, ${now}) as found`.execute(
    tx,
  )
  const row = rows[0]?.found
  return { ...read(row), closed: row?.closed ? { year: row.closed, prefix: row.prefix! } : null }
}

/** Telephone of a desk of the unit where matters are handled (`roles`): of the post that handles this one, else of one that has any. */
export const deskPhone = async (
  tx: Tx,
  { unit, owner, roles }: { readonly unit: number; readonly owner: string | null; readonly roles: readonly string[] },
  today: string,
): Promise<string | null> =>
  (
    await sql<{ phone: string }>`select p.phone from identity.post p join identity.account a on a.id = p.account_id
      where p.unit_id = ${unit} and p.phone is not null and p.role = any(${roles}::text[]) and a.status = 'active'
        and p.valid_from <= ${today} and (p.valid_to is null or p.valid_to >= ${today})
      order by (p.id = ${owner}::uuid) desc nulls last, (p.role in ('rights', 'town')) desc, p.id limit 1`.execute(tx)
  ).rows[0]?.phone ?? null

/** Voids the numbers of what a step sent, because it was taken back; how many. */
export const voidNumbers = async (tx: Tx, { home, id }: Key, step: number, now: Date): Promise<number> => {
  const { rows } = await sql<{
    n: number
  }>`select guard.paper_void(${home}, ${id}::uuid, ${step}, null, 'withdrawn', ${now}) as n`.execute(tx)
  return rows[0]?.n ?? 0
}

export type PrintRow = {
  readonly round: number
  readonly sealed: Buffer
  readonly reason: ReprintReason | null
  readonly printed_at: Date
  readonly by_name: string | null
}

/** The prints kept of the letter with one number, the first one first. */
export const printsOf = async (tx: Tx, { home, id }: Key, issued: string): Promise<readonly PrintRow[]> =>
  (
    await sql<PrintRow>`select l.round, l.sealed, l.reason, l.printed_at, a.name as by_name
      from cases.letter l left join identity.account a on a.id = l.printed_by
      where l.home = ${home} and l.case_id = ${id}::uuid and l.issued = ${issued}::uuid order by l.round`.execute(tx)
  ).rows

/** Keeps one print of a letter; a correction, with its reason, marks the register. False where it may not be or is there already. */
export const keepPrint = async (
  tx: Tx,
  { home, id }: Key,
  print: {
    readonly issued: string
    readonly round: number
    readonly sealed: Buffer
    readonly reason: ReprintReason | null
  },
  now: Date,
): Promise<boolean> =>
  (
    await sql<{
      kept: boolean
    }>`select guard.paper_keep(${home}, ${id}::uuid, ${print.issued}::uuid, ${print.round}, ${print.sealed}, ${print.reason}, ${now}) as kept`.execute(
      tx,
    )
  ).rows[0]?.kept === true
