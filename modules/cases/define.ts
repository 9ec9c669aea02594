import type { z } from 'zod'
import type { PhrasePlace } from '#modules/office/define.ts'
import type { Permission } from '#platform/contract/route.ts'
import type { Label } from '#platform/text/label.ts'
import type { ClockSpec, Facts } from './define/clock.ts'
import type { CodeShape, LimitShape, SumShape } from './define/codes.ts'
import type { MeasureSpec, Phase } from './define/measure.ts'
import type { PaperSpec } from './define/paper.ts'

export type { ClockSpec, Facts } from './define/clock.ts'
export type { CodeShape, LimitShape, SumShape } from './define/codes.ts'
export type { Dimension, MeasureSpec, Phase } from './define/measure.ts'
export type { PaperFacts, PaperSpec } from './define/paper.ts'

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
  | 'receiver' // the body outside the house it goes to, in words
  | 'reason' // a code of `reasons`
  | 'proof' // how and when it was delivered: date and mode
  | 'target' // another matter (merge)
  | 'dueOn' // the last day of what it asks for
  | 'panel' // enough votes of the panel round
  | 'quota' // a free place in the unit's quota

/** A lawful step. `from: '*'` is any open state; `to: null` keeps the state. */
export type TransitionSpec<S extends string, F extends string = string> = {
  readonly label: Label
  readonly from: NoInfer<S> | readonly NoInfer<S>[] | '*'
  readonly to: NoInfer<S> | null
  readonly can: Permission
  readonly needs?: readonly Need[]
  /** Fields of the kind it cannot be done without: asked with the step, unless they are known already. */
  readonly asks?: readonly NoInfer<F>[]
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
  /** What its registration form is called where it is not 来访登记表 and the like, by the channel. */
  readonly formTitle?: string
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
  const Transitions extends Record<string, TransitionSpec<Keys<States>, Keys<Fields['shape']>>>,
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

/** Everything the federation declares, handed to the rooms at start. */
export type Catalogue = {
  readonly kinds: Readonly<Record<string, CaseKind>>
  readonly codes: Readonly<
    Record<string, { readonly label: Label; readonly rows: readonly CodeShape[]; readonly sums?: readonly SumShape[] }>
  >
  readonly limits: readonly LimitShape[]
}
