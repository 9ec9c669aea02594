import type { Label } from '#platform/text/label.ts'

/** A column an old register may have beyond those every kind has; its value steers the handling below. */
export type HandlingColumn = {
  readonly key: string
  readonly label: Label
  /** Other headings the same column goes by; full-width signs, blanks and brackets do not count. */
  readonly synonyms?: readonly string[]
  readonly note: Label
} & (
  | { readonly type: 'date' }
  | { readonly type: 'code'; readonly codes: string }
  /** A unit code below the unit of the file. */
  | { readonly type: 'unit' }
  /** 来源编号 of another row or of an earlier import. */
  | { readonly type: 'source' }
  | { readonly type: 'text' }
)

/** One transition of the kind, replayed from a row. */
export type HandlingStep<C extends string = string> = {
  readonly action: string
  /** Columns that date it, the first filled one wins; when none is filled it has not happened yet and the row ends here. */
  readonly on: readonly (NoInfer<C> | 'openedOn')[]
  /** May be left out: without a date the row goes on with its next step. */
  readonly optional?: true
  /** Columns that give what the transition needs. */
  readonly result?: NoInfer<C>
  readonly reason?: NoInfer<C>
  readonly unit?: NoInfer<C>
  readonly target?: NoInfer<C>
  /** The transition needs the day and the way of delivery; the day is its own. */
  readonly proof?: true
}

/** How a kind is read from an old register: more names for its columns, and which transitions a row stands for. */
export type ImportSpec = {
  readonly kind: string
  /** More headings of derived columns: `openedOn`, `channel`, `petitioner.name`, `data.facts` … */
  readonly synonyms: Readonly<Record<string, readonly string[]>>
  readonly columns: readonly HandlingColumn[]
  /** Column whose code picks the path. */
  readonly outcome: string
  /** Path of a row that leaves `outcome` empty. */
  readonly otherwise: readonly HandlingStep[]
  readonly paths: Readonly<Record<string, readonly HandlingStep[]>>
  /** Column of remarks: its words become the note of the last step, and name the 告知方式 where they contain one. */
  readonly remark?: string
  /** Rows older than `after` days that stand in one of these states are asked about once; done, they take the step of their state. */
  readonly finished?: { readonly after: number; readonly steps: Readonly<Record<string, string>> }
}

/** Declares how a kind is imported; a step that names a column the kind does not have does not compile. */
export const defineImport = <const Columns extends readonly HandlingColumn[]>(
  spec: Omit<ImportSpec, 'columns' | 'otherwise' | 'paths' | 'outcome' | 'remark'> & {
    readonly columns: Columns
    readonly outcome: NoInfer<Columns[number]['key']>
    readonly otherwise: readonly HandlingStep<NoInfer<Columns[number]['key']>>[]
    readonly paths: Readonly<Record<string, readonly HandlingStep<NoInfer<Columns[number]['key']>>[]>>
    readonly remark?: NoInfer<Columns[number]['key']>
  },
): ImportSpec => spec
