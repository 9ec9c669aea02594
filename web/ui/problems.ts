import type { FormInstance } from 'antd'
import { CallError } from '#platform/http/client.ts'

/** The path of a server field problem as antd names fields: `parties.0.name` → `['parties', 0, 'name']`. */
export const pathOf = (path: string): (string | number)[] =>
  path
    .split('.')
    .filter(Boolean)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part))

/**
 * Puts the server's field problems beside their fields and takes the reader to the first. True when at least one field of
 * the form was named; the rest is for {@link ProblemAlert}. `rename` maps a path of the contract to one of the form.
 */
export const showProblems = (
  form: FormInstance,
  error: unknown,
  rename: (path: string) => string = (path) => path,
): boolean => {
  if (!(error instanceof CallError)) return false
  const known = error.fields
    .map((field) => ({ name: pathOf(rename(field.path)), errors: [field.message] }))
    .filter((field) => form.getFieldInstance(field.name) !== undefined)
  if (known.length === 0) return false
  form.setFields(known)
  const [first] = known
  if (first) form.scrollToField(first.name, { focus: true, block: 'center' })
  return true
}

/** The sentence of any thrown value, for people. */
export const sentenceOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Why something was refused, in one line, where no field of the screen stands for those the server names. */
export const reasonOf = (error: unknown): string =>
  error instanceof CallError && error.fields.length > 0
    ? error.fields.map((field) => field.message).join(' ')
    : sentenceOf(error)
