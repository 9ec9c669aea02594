import type { Column } from './columns.ts'
import { tidy } from '../tabular/values.ts'

/**
 * What a person has said about a table, and what a unit is remembered to have said. Column keys are those of the kind; an empty target
 * leaves the column out, or the value empty.
 */
export type Answers = {
  /** Heading (as `headingKey` writes it) → column key, or '' to leave it out. */
  readonly columns: Readonly<Record<string, string>>
  /** Column key → word in the table → code, or '' to leave it empty. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Column key → what every row has that the table does not say. */
  readonly fixed: Readonly<Record<string, string>>
  /** Name of the sheet to be read; without it the one most like a register is. */
  readonly sheet?: string
}

export const noAnswers: Answers = { columns: {}, values: {}, fixed: {} }

/** The later answers over the earlier ones. */
export const over = (first: Answers, then: Answers): Answers => ({
  columns: { ...first.columns, ...then.columns },
  values: Object.fromEntries(
    [...new Set([...Object.keys(first.values), ...Object.keys(then.values)])].map((key) => [
      key,
      { ...first.values[key], ...then.values[key] },
    ]),
  ),
  fixed: { ...first.fixed, ...then.fixed },
  ...(then.sheet === undefined ? {} : { sheet: then.sheet }),
})

/** The form in which words of a code column are compared and remembered. */
export const wordKey = (text: string): string => tidy(text).slice(0, 60)

/** The code a word was said to stand for; undefined when nobody said, '' when it is left empty. */
export const saidCode = (answers: Answers, column: Column, text: string): string | undefined => {
  const said = answers.values[column.key]?.[wordKey(text)]
  return said === undefined || said === '' || column.codes?.some(({ code }) => code === said) ? said : undefined
}
