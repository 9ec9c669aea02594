import type { Line } from '../lines.ts'
import type { Statement } from '../statements.ts'

/** What a reader of a finding said: nothing yet, that it is a mistake, or that the number is right and why. */
export type Decision = { readonly state: 'open' | 'accepted' | 'dismissed'; readonly reason: string | null }

/** A checked file as its exports need it: as it was dropped, its text as read, its lines with what was said of each. */
export type DecidedFile = {
  readonly bytes: Uint8Array
  readonly name: string
  readonly text: string
  readonly lines: readonly (Line & { readonly decision: Decision })[]
  readonly statements: readonly Statement[]
  /** The post that checked it, by its title, and when. */
  readonly by: string
  readonly at: Date
}
