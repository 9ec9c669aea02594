import { fail } from '#platform/errors/common.ts'

/** Where a page of a list ordered by instant and id begins: after this row. */
export type Cursor = { readonly at: Date; readonly id: string }

/** A cursor as the client keeps it; opaque. */
export const writeCursor = ({ at, id }: Cursor): string => Buffer.from(`${at.getTime()}.${id}`).toString('base64url')

/** Reads a cursor of ours; refuses any other text. */
export const readCursor = (text: string | undefined): Cursor | null => {
  if (!text) return null
  const found = /^(\d{1,15})\.([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(text, 'base64url').toString(),
  )
  if (!found)
    throw fail('http.invalid', { count: 1 }, [
      {
        path: 'cursor',
        zh: '翻页位置无效,请从第一页看起。',
        en: 'The page position is not valid: start from the first page.',
      },
    ])
  return { at: new Date(Number(found[1])), id: found[2]! }
}

/** A page of `size` rows out of one more than that. */
export const pageOf = <T extends Cursor>(rows: readonly T[], size: number): { rows: T[]; next: string | null } => {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > size && last ? writeCursor(last) : null }
}
