import { fail } from '#platform/errors/common.ts'

/** Where a page begins: after the row with this order instant and id. */
export type Cursor = { readonly at: Date; readonly id: string }

/** Keyset cursors are opaque to the client. */
export const writeCursor = ({ at, id }: Cursor): string => Buffer.from(`${at.getTime()}.${id}`).toString('base64url')

/** Reads a cursor of ours; refuses any other text. */
export const readCursor = (text: string | undefined): Cursor | null => {
  if (!text) return null
  const found = /^(\d{1,15})\.([0-9a-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString())
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
