import type { Label } from '#platform/text/label.ts'

/** What a letter may say of a matter; dates are `YYYY-MM-DD` in Shanghai. */
export type PaperFacts = {
  readonly number: string
  readonly issuer: string
  readonly name: string
  /** Telephone of the desk that handles it. */
  readonly phone: string | null
  readonly receivedOn: string
  readonly matter: string
  readonly dueOn: string | null
  readonly result: string | null
  readonly reason: string | null
  readonly request: string
  /** 处理意见, as it is noted in the matter. */
  readonly opinion: string | null
  /** What was written down at the step the letter tells of. */
  readonly words: string | null
}

/** A letter to a petitioner. `after` is the step it belongs to: before it is done the paper is a draft. */
export type PaperSpec = {
  readonly label: Label
  readonly form: '受理告知书' | '不予受理告知书' | '延期告知书' | '处理意见书'
  readonly after: string
  readonly clock?: string
  readonly write: (facts: PaperFacts) => readonly string[]
}
