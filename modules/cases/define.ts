import type { z } from 'zod'
import type { PhrasePlace } from '#modules/office/define.ts'
import type { Permission } from '#platform/contract/route.ts'
import type { Label } from '#platform/text/label.ts'

/** Where a state stands in a matter's life. */
export type Phase = 'open' | 'decided' | 'closed'

/** How far a matter is known by default: open to its range, restricted (限定知悉) to its team, closed to named persons. */
export type Access = 'open' | 'restricted' | 'closed'

export type StateSpec = { readonly label: Label; readonly phase: Phase }

/** A person's place in a matter. `max` defaults to 1. */
export type PartySpec = { readonly label: Label; readonly min?: number; readonly max?: number }

/** What a field is called; one that is chosen (`z.enum`, an array) names the code list its choices come from. */
export type FieldLabel = {
  readonly label: Label
  readonly codes?: string
  readonly long?: boolean
  readonly help?: Label
  /**
   * `true`: its cell stands on the printed form also while it is empty, to be filled in by hand. `full`: on full copies only. `ticks`: all
   * its choices stand there, numbered, ticked or open.
   */
  readonly onPaper?: boolean | 'full' | 'ticks'
}

/** A repeating row of a matter: an incident, a session, a clause. */
export type PartSpec = {
  readonly label: Label
  readonly fields: z.ZodObject
  readonly labels: Readonly<Record<string, FieldLabel>>
}

/** What a transition asks from the worker before it can be done. */
export type Need =
  | 'note' // words on what was done
  | 'result' // a code of `results`
  | 'unit' // the unit it goes to, below the present one
  | 'reason' // a code of `reasons`
  | 'proof' // how and when it was delivered: date and mode
  | 'target' // another matter (merge)
  | 'dueOn' // the last day of what it asks for
  | 'panel' // enough votes of the panel round
  | 'quota' // a free place in the unit's quota

/** A deadline: several can run at once. Its limit is dated data (`P01`), so no length stands here; a limit without a length runs to the `dueOn` of the step that starts it. */
export type ClockSpec<S extends string, T extends string> = {
  readonly label: Label
  /** `opened` or transitions that begin it where it is not running; each beginning is a round of its own. */
  readonly starts: readonly ('opened' | NoInfer<T>)[]
  /**
   * States or transitions that end it: on time it is met, later it is missed. `told`: whatever step brings proof that she was told,
   * on the day it names.
   */
  readonly stops: readonly (NoInfer<S> | NoInfer<T> | 'told')[]
  /** Id of the limit in the dated table of limits. */
  readonly limit: string
  /** Transition that lengthens it, by which limit, how often at most. */
  readonly extension?: { readonly by: NoInfer<T>; readonly limit: string; readonly max: number }
  /** A minimum wait instead of a deadline: transitions in `holds` are refused before it has passed (public notice). */
  readonly holds?: readonly NoInfer<T>[]
  /** Transitions that are refused while it runs: what it asks for is done before them. */
  readonly before?: readonly NoInfer<T>[]
  /** States in which an old register leaves open whether it was kept: it ends neither met nor missed. */
  readonly unstated?: readonly NoInfer<S>[]
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

/** A lawful step. `from: '*'` is any open state; `to: null` keeps the state. */
export type TransitionSpec<S extends string> = {
  readonly label: Label
  readonly from: NoInfer<S> | readonly NoInfer<S>[] | '*'
  readonly to: NoInfer<S> | null
  readonly can: Permission
  readonly needs?: readonly Need[]
  /** Code list of results or reasons for `result` and `reason`. */
  readonly results?: string
  readonly reasons?: string
  /** Another person with this permission must agree first. */
  readonly approver?: Permission
  /** A reason why the step is not lawful now, or null. Pure. */
  readonly guard?: (facts: Facts) => Label | null
  /** Where the matter goes: down to a lower unit (with the team or without), or up. */
  readonly moves?: 'down' | 'up'
  /** Something leaves the house: needs 告知方式 for protected matters and cannot be withdrawn afterwards. */
  readonly leaves?: boolean
  /** Paper (letter template) this step produces. */
  readonly paper?: string
  /** She is often told in the same sitting: her delivery is asked for, and not required. */
  readonly tells?: true
  /** A fact of an old register: played by an import, never offered to whoever works on a matter. */
  readonly past?: true
  /** Opens a track of this key. */
  readonly opens?: string
  /** Whom the matter waits for afterwards. */
  readonly waits?: 'below' | 'outside'
  /** The phrases (常用语) beside its words; 办理情况 when absent. */
  readonly phrases?: PhrasePlace
  /** Sort order weight: the lowest lawful one is the solid button. */
  readonly first?: number
}

/** A proceeding beside the matter with states and clocks of its own. */
export type TrackSpec = {
  readonly label: Label
  readonly states: Readonly<Record<string, StateSpec>>
  readonly initial: string
  readonly transitions: Readonly<Record<string, TrackTransition>>
  readonly clocks?: Readonly<Record<string, Omit<ClockSpec<string, string>, 'exempt'>>>
}
export type TrackTransition = {
  readonly label: Label
  readonly from: readonly string[]
  readonly to: string
  readonly can: Permission
  readonly act?: string
}

/** What a figure can be cut by: columns of the head, and the result of the step that is counted. */
export type Dimension = 'category' | 'channel' | 'result' | 'level'

/** What a matter adds to the figures. */
export type MeasureSpec<S extends string, T extends string, C extends string = string> =
  | {
      readonly type: 'count'
      readonly label: Label
      readonly unit: Label
      readonly on: 'open' | NoInfer<T> | readonly NoInfer<T>[]
      readonly by: readonly Dimension[]
      readonly of?: 'cases' | 'persons'
    }
  | {
      readonly type: 'stock'
      readonly label: Label
      readonly unit: Label
      readonly in: readonly NoInfer<S>[] | Phase
      /** Counted only from the first of these transitions on. */
      readonly since?: readonly NoInfer<T>[]
      /** Never again once one of these was taken, also when the matter is taken up again. */
      readonly until?: readonly NoInfer<T>[]
      readonly by: readonly Exclude<Dimension, 'result'>[]
    }
  | {
      /** Deadlines by the month they end in: with `met` those kept in time, without it all of them. None means “missed”. */
      readonly type: 'due'
      readonly label: Label
      readonly unit: Label
      readonly clock: NoInfer<C>
      readonly met: boolean
      readonly by: readonly Exclude<Dimension, 'result'>[]
    }
  | {
      readonly type: 'ratio'
      readonly label: Label
      readonly over: string
      readonly under: readonly string[]
      /** Of the indicators of domain/10 section 5; one that is not among them has none. */
      readonly code?: string
    }

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
  readonly words: string | null
}

/** Facts of the first person that the law can want noted; whoever gives no name owes none of them. */
export type PersonFact = 'sex' | 'age' | 'contact' | 'marital'

/** What the law wants noted; what of it is missing is the 待补 list of the desk. */
export type Wants = {
  /** Roles of a matter somebody stands in; `person` is asked of the first. */
  readonly roles: readonly string[]
  readonly person: readonly PersonFact[]
  readonly fields: readonly string[]
}

/** The quick note (记一笔) of a village or a town: which chips mean this kind, and what may come of it at once. */
export type QuickSpec = {
  /** As a neighbour would call it, with the class that it means where one word tells it; `words` in the note propose it. */
  readonly chips: readonly { readonly label: Label; readonly category?: string; readonly words?: readonly string[] }[]
  /** Classes that are not offered, because another kind is meant by them. */
  readonly without?: readonly string[]
  /** The field that keeps whether she is safe now, where the kind asks it; every kind keeps it as a flag as well. */
  readonly safe?: string
  /** The channel it is counted under. */
  readonly channel?: string
  /** What came of it: a step from the first state that is taken with the words of the note, or none yet. */
  readonly outcomes: Readonly<Record<string, { readonly label: Label; readonly step: string | null }>>
}

/** A letter to a petitioner. `after` is the step it belongs to: before it is done the paper is a draft. */
export type PaperSpec = {
  readonly label: Label
  readonly form: '受理告知书' | '不予受理告知书' | '延期告知书' | '处理意见书'
  readonly after: string
  readonly clock?: string
  readonly write: (facts: PaperFacts) => readonly string[]
}

/** A catalogue entry of the case engine. */
export type CaseKind = {
  readonly key: string
  /** Two or three letters used in human numbers. */
  readonly code: string
  readonly version: number
  readonly label: Label
  readonly source: string
  readonly access: Access
  /** Categories that are restricted although the kind is open. */
  readonly restricts?: (facts: Pick<Facts, 'category' | 'flags' | 'data'>) => boolean
  /** When nothing may leave before 告知方式 is set. */
  readonly protects?: (facts: Pick<Facts, 'category' | 'flags' | 'data'>) => boolean
  /** Domain of the key that seals its records (domain/11 section 4). */
  readonly domain: 'DV' | 'CHILD' | 'HEALTH' | 'FUND' | 'PERSON'
  /** Code list of the classes figures are cut by; its label is what screens and forms call it. */
  readonly categories: string
  /**
   * Code list of how a matter comes to the desk. With it the form also asks number of people, flags and a summary, and class
   * and channel must be chosen; without it, it stays short and a class may follow later.
   */
  readonly channels?: string
  readonly fields: z.ZodObject
  /** Number of its registration form (domain/12), printed on it. */
  readonly formCode?: string
  /** Screen layout: the few asked first, then the rest in groups. The first long text asked is the big box beside the form. */
  readonly form: {
    readonly first: readonly string[]
    readonly groups: readonly { readonly label: Label; readonly fields: readonly string[] }[]
  }
  /** Field labels and, for code fields, their list. */
  readonly labels: Readonly<Record<string, FieldLabel>>
  readonly upcast?: Readonly<Record<number, (data: Record<string, unknown>) => Record<string, unknown>>>
  readonly parties: Readonly<Record<string, PartySpec>>
  readonly parts?: Readonly<Record<string, PartSpec>>
  readonly tracks?: Readonly<Record<string, TrackSpec>>
  readonly states: Readonly<Record<string, StateSpec>>
  readonly initial: string
  readonly clocks: Readonly<Record<string, ClockSpec<string, string>>>
  readonly transitions: Readonly<Record<string, TransitionSpec<string>>>
  readonly obligations?: Readonly<Record<string, { readonly label: Label; readonly money?: boolean }>>
  readonly acts?: Readonly<Record<string, { readonly label: Label; readonly codes?: string }>>
  readonly wants?: Wants
  readonly quick?: QuickSpec
  readonly review?: { readonly panel: number; readonly pass: number; readonly campaign: string }
  /** Who stands in `role` with an identity number can do so once a calendar year; the second matter is refused. */
  readonly once?: { readonly purpose: string; readonly role: string }
  readonly papers?: Readonly<Record<string, PaperSpec>>
  readonly measures: Readonly<Record<string, MeasureSpec<string, string>>>
  /** Measures whose small cells are hidden from readers without the case role; all counts of a kind that is not open. */
  readonly sensitive?: readonly string[]
  /** Classes whose small counts are hidden likewise while the measures of the kind are not sensitive. */
  readonly sensitiveClasses?: (code: string) => boolean
  /** Who may register, read, and see figures. */
  readonly can: { readonly register: Permission; readonly read: Permission }
}

type Keys<T> = Extract<keyof T, string>

/**
 * Declares a kind of matter. A wrong state, transition, field, clock or dimension name does not compile: literals are
 * inferred where they are declared and checked (`NoInfer`) wherever they are used. What names code lists, limits, papers,
 * tracks and the operands of ratios is checked by `catalogue/catalogue.test.ts`.
 */
export const defineCase = <
  const Fields extends z.ZodObject,
  const States extends Record<string, StateSpec>,
  const Parties extends Record<string, PartySpec>,
  const Parts extends Record<string, z.ZodObject>,
  const Transitions extends Record<string, TransitionSpec<Keys<States>>>,
  const Clocks extends Record<string, ClockSpec<Keys<States>, Keys<Transitions>>>,
  const Tracks extends Record<string, TrackSpec>,
  const Measures extends Record<string, MeasureSpec<Keys<States>, Keys<Transitions>, Keys<Clocks>>>,
>(
  kind: Omit<
    CaseKind,
    | 'fields'
    | 'states'
    | 'initial'
    | 'parties'
    | 'parts'
    | 'transitions'
    | 'clocks'
    | 'tracks'
    | 'measures'
    | 'form'
    | 'labels'
    | 'sensitive'
    | 'wants'
    | 'quick'
  > & {
    readonly fields: Fields
    readonly states: States
    readonly initial: NoInfer<Keys<States>>
    readonly parties: Parties
    readonly parts?: {
      readonly [P in keyof Parts]: {
        readonly label: Label
        readonly fields: Parts[P]
        readonly labels: { readonly [F in NoInfer<Keys<Parts[P]['shape']>>]: FieldLabel }
      }
    }
    readonly transitions: Transitions
    readonly clocks: Clocks
    readonly tracks?: Tracks
    readonly measures: Measures
    readonly sensitive?: readonly NoInfer<Keys<Measures>>[]
    readonly wants?: Wants & {
      readonly roles: readonly NoInfer<Keys<Parties>>[]
      readonly fields: readonly NoInfer<Keys<Fields['shape']>>[]
    }
    readonly quick?: QuickSpec & {
      readonly safe?: NoInfer<Keys<Fields['shape']>>
      readonly outcomes: Readonly<
        Record<string, { readonly label: Label; readonly step: NoInfer<Keys<Transitions>> | null }>
      >
    }
    readonly form: {
      readonly first: readonly NoInfer<Keys<Fields['shape']>>[]
      readonly groups: readonly { readonly label: Label; readonly fields: readonly NoInfer<Keys<Fields['shape']>>[] }[]
    }
    readonly labels: { readonly [F in NoInfer<Keys<Fields['shape']>>]: FieldLabel }
  },
): CaseKind => kind as unknown as CaseKind

/** A row of a dated code list as the engine sees it. */
export type CodeShape = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly parent?: string | undefined
  readonly synonyms?: readonly string[]
  readonly validFrom?: string
  readonly validTo?: string
  readonly flags?: readonly string[]
  readonly initials?: readonly string[]
}

/** Codes of a list that one word means together. */
export type SumShape = {
  readonly zh: string
  readonly en: string
  readonly synonyms: readonly string[]
  readonly initials?: readonly string[]
  readonly codes: readonly string[]
}

/** A dated limit: how long a clock runs and what law says so. */
export type LimitShape = {
  readonly id: string
  /** Null where whoever asks sets the last day. */
  readonly length: { readonly n: number; readonly unit: 'CAL_DAY' | 'WORK_DAY' | 'HOUR' | 'MONTH' } | null
  readonly basis: Label
  readonly rollForward: boolean
  readonly validFrom: string
  readonly validTo?: string
}

/** Everything the federation declares, handed to the rooms at start. */
export type Catalogue = {
  readonly kinds: Readonly<Record<string, CaseKind>>
  readonly codes: Readonly<
    Record<string, { readonly label: Label; readonly rows: readonly CodeShape[]; readonly sums?: readonly SumShape[] }>
  >
  readonly limits: readonly LimitShape[]
}
