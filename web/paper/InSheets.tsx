import { memo, type ReactNode, useEffect, useRef } from 'react'
import { type Lay, layOnSheets } from './sheets.ts'
import './sheets.css'

/** While the browser prints, `paperOf()` lies on numbered sheets and the page itself is out of the way. */
export const useSheets = (paperOf: () => HTMLElement | null, lay: Lay): void =>
  useEffect(() => {
    let sheets: HTMLElement | null = null
    const clear = (): void => {
      sheets?.remove()
      sheets = null
      document.body.classList.remove('in-sheets')
    }
    const begin = (): void => {
      clear()
      const paper = paperOf()
      if (!paper) return
      sheets = layOnSheets(paper, lay)
      document.body.classList.add('in-sheets')
    }
    window.addEventListener('beforeprint', begin)
    window.addEventListener('afterprint', clear)
    return () => {
      clear()
      window.removeEventListener('beforeprint', begin)
      window.removeEventListener('afterprint', clear)
    }
    // The paper is looked for when it is printed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [lay])

/** Within an `article.paper`: prints it on numbered sheets. */
export const InSheets = memo(({ lay }: { lay: Lay }): ReactNode => {
  const mark = useRef<HTMLSpanElement>(null)
  useSheets(() => mark.current?.closest<HTMLElement>('.paper') ?? null, lay)
  return <span hidden ref={mark} />
})
