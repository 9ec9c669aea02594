import { sql } from 'kysely'
import { v7 } from 'uuid'
import { rowMac } from '#platform/crypto/chain.ts'
import type { Tx } from '#platform/db/open.ts'

/** What happened, without any value of a record: ids, field names and codes only. */
export type AuditEntry = {
  /** `room.verb`, e.g. `cases.open`, `cases.reveal`. */
  readonly action: string
  readonly kind?: string
  readonly home?: string
  readonly id?: string
  /** Reason code or words the person gave. */
  readonly purpose?: string
  readonly result?: 'ok' | 'refused' | 'failed'
  /** Ids shown, fields revealed. */
  readonly detail?: Readonly<Record<string, unknown>>
}

/** Who and where, the same for every entry of a request. */
export type AuditFrame = {
  readonly now: Date
  readonly home: string
  readonly account: string | null
  readonly post: string | null
  readonly unitId: number | null
  readonly role: string | null
  readonly ip: string
  readonly trace: string
}

/**
 * Inserts audit rows, each with its own MAC; no lock is taken, the sealer chains them afterwards.
 * If this throws, the request must show nothing.
 */
export const writeAudit = async (tx: Tx, macKey: Buffer, frame: AuditFrame, entries: readonly AuditEntry[]): Promise<void> => {
  for (const entry of entries) {
    const id = v7()
    const result = entry.result ?? 'ok'
    const detail = entry.detail ? JSON.stringify(entry.detail) : null
    const mac = rowMac(macKey, auditFields({ ...frame, ...entry, id, at: frame.now.toISOString(), result, detail }))
    await sql`insert into audit.event (at, id, home, account, post, unit_id, role, ip, action, object_kind, object_home, object_id, purpose, result, detail, trace, mac)
      values (${frame.now}, ${id}, ${frame.home}, ${frame.account}, ${frame.post}, ${frame.unitId}, ${frame.role}, ${frame.ip}, ${entry.action},
        ${entry.kind ?? null}, ${entry.home ?? null}, ${entry.id ?? null}, ${entry.purpose ?? null}, ${result}, ${detail}::jsonb, ${frame.trace}, ${mac})`.execute(tx)
  }
}

/** The fields an audit MAC covers, in order. */
export const auditFields = (row: {
  at: string
  id: string
  home: string
  account: string | null
  post: string | null
  unitId: number | null
  role: string | null
  ip: string
  action: string
  kind?: string | null
  purpose?: string | null
  result: string
  trace: string
}): (string | null)[] => [
  row.at, row.id, row.home, row.account, row.post, row.unitId === null ? null : String(row.unitId), row.role, row.ip, row.action, row.kind ?? null,
  row.purpose ?? null, row.result, row.trace,
]
