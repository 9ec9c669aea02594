import { v7 } from 'uuid'
import { withNext } from '#platform/db/driver.ts'
import type { Tx } from '#platform/db/open.ts'
import { type AuditRow, auditMac, detailText, storable } from './row.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

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
export const writeAudit = async (
  tx: Tx,
  macKey: MacKey,
  frame: AuditFrame,
  entries: readonly AuditEntry[],
): Promise<void> => {
  if (entries.length === 0) return
  const rows = entries.map((entry) => rowOf(frame, entry)).map((row) => ({ ...row, mac: auditMac(macKey, row) }))
  const insertOf = (some: typeof rows) => tx.insertInto('audit.event').values(some).compile()
  const last = Math.floor((rows.length - 1) / mostAtOnce) * mostAtOnce
  for (let from = 0; from < last; from += mostAtOnce)
    await tx.executeQuery(insertOf(rows.slice(from, from + mostAtOnce)))
  await tx.executeQuery(withNext(insertOf(rows.slice(last))))
}

// One statement takes 65,535 parameters: a batch of thousands that is taken back writes a row for each matter.
const mostAtOnce = 2_000

const rowOf = (frame: AuditFrame, entry: AuditEntry): AuditRow => ({
  at: frame.now,
  id: v7(),
  home: frame.home,
  account: frame.account,
  post: frame.post,
  unit_id: frame.unitId,
  role: frame.role,
  ip: frame.ip,
  action: entry.action,
  object_kind: entry.kind ?? null,
  object_home: entry.home ?? null,
  // As the database gives it back: a caller may write an id in capitals.
  object_id: entry.id?.toLowerCase() ?? null,
  purpose: entry.purpose === undefined ? null : storable(entry.purpose),
  result: entry.result ?? 'ok',
  detail: detailText(entry.detail),
  trace: frame.trace,
})
