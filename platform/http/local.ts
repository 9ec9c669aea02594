import { randomUUID } from 'node:crypto'
import type { Actor } from '#platform/access/actor.ts'
import { type AuditEntry, writeAudit } from '#platform/audit/write.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import type { Database, Tx } from '#platform/db/open.ts'
import type { Ctx } from './context.ts'
import type { MacKey } from '#platform/crypto/provider.ts'

/** What a program on the same machine needs to act as a person: the same transaction, rules and audit as a request. */
export type LocalDoor = {
  readonly db: Database
  readonly vault: Vault
  readonly auditKey: MacKey
  /** Sets who is asking for the transaction; throws when the person or post is unknown. */
  readonly enter: (tx: Tx) => Promise<Actor>
  /** Where the program runs, kept in the audit row instead of an address. */
  readonly from: string
}

/** Runs work as a person in one transaction, as a request would; everything is undone when it throws. */
export const asPerson = <T>(door: LocalDoor, now: Date, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  door.db.transaction().execute((tx) => asPersonIn(tx, door, now, work))

/** The same within a transaction that holds the work of several people. */
export const asPersonIn = async <T>(
  tx: Tx,
  door: Omit<LocalDoor, 'db'>,
  now: Date,
  work: (ctx: Ctx) => Promise<T>,
): Promise<T> => {
  const actor = await door.enter(tx)
  const entries: AuditEntry[] = []
  const result = await work({
    actor,
    tx,
    now,
    vault: door.vault,
    audit: (entry) => void entries.push(entry),
    client: { ip: door.from, agent: door.from, language: 'zh' },
    session: { token: null, set: () => undefined, clear: () => undefined },
  })
  if (entries.length)
    await writeAudit(
      tx,
      door.auditKey,
      {
        now,
        home: actor.home,
        account: actor.accountId,
        post: actor.postId,
        unitId: actor.unitId,
        role: actor.role,
        ip: door.from,
        trace: randomUUID(),
      },
      entries,
    )
  return result
}
