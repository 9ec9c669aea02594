/** Where an account stands in a list: a place (scope of a unit) and an id there. */
export type Place = { readonly place: string; readonly id: string }

/** Rows of one page of accounts, and accounts looked through for one page of the review. */
export const pageRows = { accounts: 200, review: 2000 } as const

/** A place as the client keeps it; opaque. */
export const writePlace = ({ place, id }: Place): string => Buffer.from(`${place} ${id}`).toString('base64url')

/** Reads a place of ours; null for the first page and for any other text. */
export const readPlace = (text: string | undefined): Place | null => {
  const found = /^(\S{0,200}) ([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(
    Buffer.from(text ?? '', 'base64url').toString(),
  )
  return found ? { place: found[1] ?? '', id: found[2] ?? '' } : null
}

/** A page of `size` rows out of one more than that. */
export const placePage = <T extends Place>(rows: readonly T[], size: number): { rows: T[]; next: string | null } => {
  const shown = rows.slice(0, size)
  const last = shown.at(-1)
  return { rows: shown, next: rows.length > size && last ? writePlace(last) : null }
}
