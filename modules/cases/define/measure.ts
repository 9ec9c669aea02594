import type { Label } from '#platform/text/label.ts'

/** Where a state stands in a matter's life. */
export type Phase = 'open' | 'decided' | 'closed'

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
