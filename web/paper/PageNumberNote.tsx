import type { ReactNode } from 'react'
import { label } from '#platform/text/label.ts'
import { useSay } from '../preferences.ts'

const words = {
  old: label(
    '这个浏览器较旧,印不出「共×页 第×页」。请在打印窗口里勾上〔页眉和页脚〕,或换新一些的浏览器。',
    'This browser is too old to print page numbers: tick “headers and footers” in the print window, or use a newer one.',
  ),
}

// Margin boxes, which number the pages, came with the same Chromium (131) as this.
const numbersPages = (): boolean => CSS.supports('font-variant-emoji', 'text')

/** Says so where the browser cannot number the pages it prints. */
export const PageNumberNote = (): ReactNode => {
  const say = useSay()
  return numbersPages() ? null : <p className="quiet">{say(words.old)}</p>
}
