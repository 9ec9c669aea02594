import { CallError } from '#platform/http/client.ts'

/** What the server says is wrong with a field, at its path or below it; undefined where nothing is. */
export const faultAt = (error: unknown, path: string): string | undefined =>
  error instanceof CallError
    ? error.fields.find((field) => field.path === path || field.path.startsWith(`${path}.`))?.message
    : undefined
