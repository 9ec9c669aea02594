import { useEffect, useState } from 'react'
import { flushSync } from 'react-dom'

/** Rows a list is printed with at most; what is beyond says so on the paper. */
export const printedMost = 500

/**
 * A list that is loaded page by page and printed whole: `fetchRest` loads what is not on the page yet, up to {@link printedMost}
 * rows, and puts it there until the paper is made. `of` says which list it is; `more` tells that rows are missing on the page.
 */
export const useWholeList = <T>(
  of: string,
  loaded: readonly T[] | undefined,
  next: string | null | undefined,
  load: (cursor: string) => Promise<{ readonly rows: readonly T[]; readonly next: string | null }>,
) => {
  const [whole, setWhole] = useState<{ of: string; rows: readonly T[]; more: boolean } | null>(null)
  useEffect(() => {
    const back = (): void => setWhole(null)
    window.addEventListener('afterprint', back)
    return () => window.removeEventListener('afterprint', back)
  }, [])
  const fetchRest = async (): Promise<readonly T[]> => {
    let rows = loaded ?? []
    let cursor = next ?? null
    while (cursor && rows.length < printedMost) {
      const page = await load(cursor)
      rows = [...rows, ...page.rows]
      cursor = page.next
    }
    const more = cursor !== null
    // The browser prints what stands in the page at this moment.
    flushSync(() => setWhole({ of, rows, more }))
    return rows
  }
  const shown = whole?.of === of ? whole : { rows: loaded, more: Boolean(next) }
  return { ...shown, fetchRest }
}
