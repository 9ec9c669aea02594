import type { Actor } from '#platform/access/actor.ts'
import type { AuditEntry } from '#platform/audit/write.ts'
import type { Vault } from '#platform/crypto/vault.ts'
import type { Tx } from '#platform/db/open.ts'
import type { Language } from '#platform/text/label.ts'

/** What a service function is given, and nothing else. */
export type Ctx = {
  readonly actor: Actor
  /** The request's transaction; it already carries who is asking. */
  readonly tx: Tx
  /** The one clock of the request. */
  readonly now: Date
  /** The only way to plain text. */
  readonly vault: Vault
  /** Notes what was done or shown; written in the same transaction before anything is answered. */
  readonly audit: (entry: AuditEntry) => void
  /** The request turned out to be another person's work: a phone that sends for a desk. The audit names her. */
  readonly actFor?: (actor: Actor) => void
  readonly client: {
    readonly ip: string
    readonly agent: string
    readonly language: Language
    /** Address under which people reach the house, `https://…` without a slash at the end; absent where none is known. */
    readonly origin?: string
  }
  /** The browser's session cookie. */
  readonly session: {
    readonly token: Uint8Array | null
    /** The mark of a browser that signed in before; it opens nothing. */
    readonly device?: string | null
    readonly mark?: (device: string, seconds: number) => void
    /** The secret of a bound phone, or null; it opens nothing without fingerprint or digits. */
    readonly phone?: string | null
    readonly bind?: (secret: string, seconds: number) => void
    readonly set: (token: string, seconds: number) => void
    /** Gives the browser a session of the practice house. */
    readonly practise?: (token: string, seconds: number) => void
    readonly clear: () => void
  }
}
