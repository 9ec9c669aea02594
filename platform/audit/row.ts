import { rowMac } from '#platform/crypto/chain.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

/** One row of the audit log, as written and as read back. */
export type AuditRow = {
  readonly at: Date
  readonly id: string
  readonly home: string
  readonly account: string | null
  readonly post: string | null
  readonly unit_id: number | null
  readonly role: string | null
  readonly ip: string | null
  readonly action: string
  readonly object_kind: string | null
  readonly object_home: string | null
  readonly object_id: string | null
  readonly purpose: string | null
  readonly result: string
  /** Canonical text of the detail; null when there is none. */
  readonly detail: string | null
  readonly trace: string
}

/** The MAC of an audit row over all its fields (HMAC-SM3, 32 bytes). The writer and the verifier both come here. */
export const auditMac = (key: MacKey, row: AuditRow): Buffer =>
  rowMac(key, [
    row.at.toISOString(),
    row.id,
    row.home,
    row.account,
    row.post,
    row.unit_id === null ? null : String(row.unit_id),
    row.role,
    row.ip,
    row.action,
    row.object_kind,
    row.object_home,
    row.object_id,
    row.purpose,
    row.result,
    row.detail,
    row.trace,
  ])

/**
 * One text for one JSON value, whatever order its keys come in: jsonb sorts keys by its own rule, so the MAC cannot
 * stand on the text that was sent.
 */
export const canonical = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, item]) => `${JSON.stringify(key)}:${canonical(item)}`).join(',')}}`
}

/** A detail as the database will keep it, in canonical text. */
export const detailText = (detail: Readonly<Record<string, unknown>> | undefined): string | null =>
  detail === undefined
    ? null
    : canonical(
        JSON.parse(JSON.stringify(detail, (_, item: unknown) => (typeof item === 'string' ? storable(item) : item))),
      )

/** Text as PostgreSQL can keep it: half characters and NUL become U+FFFD, so that no typed reason can make a row fail. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\uFFFD')
