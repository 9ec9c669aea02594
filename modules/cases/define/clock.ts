import type { Label } from '#platform/text/label.ts'

/** A deadline: several can run at once. Its limit is dated data (`P01`), so no length stands here; a limit without a length runs to the `dueOn` of the step that starts it. */
export type ClockSpec<S extends string, T extends string> = {
  readonly label: Label
  /** `opened` or transitions that begin it where it is not running; each beginning is a round of its own. */
  readonly starts: readonly ('opened' | NoInfer<T>)[]
  /** States or transitions that end it: on time it is met, later it is missed. */
  readonly stops: readonly (NoInfer<S> | NoInfer<T>)[]
  /** It ends as well with whatever step brings proof that she was told, on the day it names. Of one kind: docs/decisions/0011. */
  readonly told?: {
    /** Transitions that are refused until she was. */
    readonly before: readonly NoInfer<T>[]
    /** States in which an old register leaves open whether she was: it ends neither met nor missed. */
    readonly unstated: readonly NoInfer<S>[]
  }
  /** Id of the limit in the dated table of limits. */
  readonly limit: string
  /** Transition that lengthens it, by which limit, how often at most. */
  readonly extension?: { readonly by: NoInfer<T>; readonly limit: string; readonly max: number }
  /** A minimum wait instead of a deadline: transitions in `holds` are refused before it has passed (public notice). */
  readonly holds?: readonly NoInfer<T>[]
  /** While it runs the matter is urgent (紧急): first in every work list, whatever else is due, with what else is known left to its team. */
  readonly urgent?: true
  /** The deadline of the matter itself: its day stands on the registration form as 办理期限. */
  readonly onForm?: true
  /** When it does not run at all, e.g. no address to write to. */
  readonly exempt?: (facts: Facts) => boolean
}

/** What guards and exemptions may look at: nothing that identifies. */
export type Facts = {
  readonly status: string
  readonly category: string | null
  readonly channel: string | null
  readonly flags: readonly string[]
  readonly notifyMode: string | null
  readonly result: string | null
  readonly persons: number
  /** Validated fields of the kind. */
  readonly data: Readonly<Record<string, unknown>>
  /** Actions done so far, oldest first, reversed ones left out. */
  readonly done: readonly string[]
  readonly tracks: readonly { readonly key: string; readonly status: string }[]
  readonly obligations: readonly {
    readonly key: string
    readonly dueOn: string
    readonly doneOn: string | null
    readonly outcome: string | null
  }[]
  readonly acts: readonly string[]
  readonly files: readonly string[]
  readonly parties: readonly string[]
  readonly parts: readonly string[]
}
