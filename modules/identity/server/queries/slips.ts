import { sql } from 'kysely'
import type { Tx } from '#platform/db/open.ts'

/** A slip as it is kept. */
export type SlipRow = {
  readonly id: string
  readonly accountId: string
  readonly code: Buffer
  readonly purpose: 'open' | 'reset' | 'phone'
  readonly issuedBy: string
  readonly issuedAt: Date
  readonly expiresAt: Date
}

/** Withdraws what is still good of these accounts' slips of these purposes. */
export const withdraw = (tx: Tx, accounts: readonly string[], phone: boolean, now: Date): Promise<unknown> =>
  tx
    .updateTable('identity.slip')
    .set({ withdrawn_at: now })
    .where('account_id', 'in', accounts)
    .where('purpose', phone ? '=' : '<>', 'phone')
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .execute()

/** Adds slips, many at once. */
export const issue = async (tx: Tx, slips: readonly SlipRow[]): Promise<void> => {
  for (let from = 0; from < slips.length; from += 500)
    await tx
      .insertInto('identity.slip')
      .values(
        slips.slice(from, from + 500).map((one) => ({
          id: one.id,
          account_id: one.accountId,
          code: one.code,
          purpose: one.purpose,
          issued_by: one.issuedBy,
          issued_at: one.issuedAt,
          expires_at: one.expiresAt,
        })),
      )
      .execute()
}

/** What the paper with this code says, or null. */
export const slipOf = async (tx: Tx, code: Buffer) => {
  const { rows } = await sql<{
    id: string
    account_id: string
    purpose: 'open' | 'reset' | 'phone'
    expires_at: Date
    used_at: Date | null
    withdrawn_at: Date | null
    username: string
    name: string
    status: string
    held: boolean
    issuer: string
    issuer_unit: string | null
  }>`select * from identity.slip_of(${code})`.execute(tx)
  return rows[0] ?? null
}

/** Uses a paper once for a password; false when somebody was quicker. */
export const useSlip = async (tx: Tx, code: Buffer, password: string, now: Date): Promise<boolean> => {
  const { rows } = await sql<{
    id: string | null
  }>`select identity.use_slip(${code}, ${password}, ${now}) as id`.execute(tx)
  return rows[0]?.id != null
}

/** The newest slip of each account, those for phones aside. */
export const newestSlips = async (tx: Tx, accounts: readonly string[]) => {
  const { rows } = await sql<{
    account_id: string
    expires_at: Date
    used_at: Date | null
    withdrawn_at: Date | null
  }>`select distinct on (account_id) account_id, expires_at, used_at, withdrawn_at from identity.slip
    where account_id = any(${[...accounts]}::uuid[]) and purpose <> 'phone' order by account_id, issued_at desc, id desc`.execute(
    tx,
  )
  return rows
}

/** Whether an account ever had its password set by a paper. */
export const everUsed = async (tx: Tx, account: string): Promise<boolean> =>
  (await tx
    .selectFrom('identity.slip')
    .select('id')
    .where('account_id', '=', account)
    .where('purpose', '<>', 'phone')
    .where('used_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()) !== undefined
