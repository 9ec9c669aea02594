import type { Label } from '#platform/text/label.ts'

/** What an error of one code answers: an HTTP status and the sentence in both languages; `{name}` is filled from the vars. */
export type ErrorSpec = { readonly status: number } & Label

/** What fills the blanks of a sentence; what is worded in both languages fills each in its own. */
export type Vars = Readonly<Record<string, string | number | Label>>

/** One faulty field: where (a path in the input), why and what to do now, in both languages. */
export type FieldProblem = { readonly path: string } & Label

/** Declares a room's error codes (`room.code`); a missing sentence does not compile. */
export const defineErrors = <const T extends Record<`${string}.${string}`, ErrorSpec>>(table: T): T => table

/** An error with a typed code that becomes an `application/problem+json` answer; never carries personal data. */
export class Failure extends Error {
  readonly code: string
  readonly status: number
  readonly sentence: Label
  readonly fields: readonly FieldProblem[]
  /** The request's work stays although it is refused: what was counted is counted. */
  keeps = false
  constructor(code: string, spec: ErrorSpec, vars: Vars, fields: readonly FieldProblem[]) {
    super(fill(spec, vars, 'en'))
    this.name = 'Failure'
    this.code = code
    this.status = spec.status
    this.sentence = { zh: fill(spec, vars, 'zh'), en: fill(spec, vars, 'en') }
    this.fields = fields
  }
}

/** Makes the `fail` function of a room from its error table: `throw fail('cases.stale', { version: 3 })`. */
export const failures =
  <T extends Record<`${string}.${string}`, ErrorSpec>>(table: T) =>
  (code: keyof T & string, vars: Vars = {}, fields: readonly FieldProblem[] = []): Failure =>
    new Failure(code, table[code] as ErrorSpec, vars, fields)

/** A refusal that does not undo the work of its request. */
export const keeping = (failure: Failure): Failure => Object.assign(failure, { keeps: true })

const fill = (sentence: Label, vars: Vars, language: keyof Label): string =>
  sentence[language].replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = vars[key] ?? whole
    return typeof value === 'object' ? value[language] : String(value)
  })
