import type { Page } from 'playwright-core'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'

/** A printed sheet: its size in points and its lines from top to bottom, each with its distance from the top edge. */
export type SheetOfPaper = {
  readonly width: number
  readonly height: number
  readonly lines: readonly { readonly text: string; readonly top: number }[]
}

// A font may give a character by the code of its radical: 女 comes back as ⼥, 页 as ⻚.
const radicals: Readonly<Record<string, string>> = {
  '⻚': '页',
  '⻓': '长',
  '⻔': '门',
  '⻅': '见',
  '⻋': '车',
  '⻛': '风',
}
const characters = (text: string): string =>
  text.replaceAll(/[\u2e80-\u2fdf]/g, (one) => radicals[one] ?? one.normalize('NFKC'))

/** The page as the browser prints it. */
export const printed = async (page: Page): Promise<readonly SheetOfPaper[]> => {
  // A font that is still on its way prints as blanks; the margins of paper have words that no screen asks for.
  await page.evaluate(`Promise.all([...new Set([...document.fonts].map((face) => face.family))]
    .map((family) => document.fonts.load('16px ' + family, document.body.textContent + '共页第草稿内部0123456789')))`)
  const data = await page.pdf({ preferCSSPageSize: true })
  const task = getDocument({ data: new Uint8Array(data), useSystemFonts: true, verbosity: 0 })
  const file = await task.promise
  const sheets: SheetOfPaper[] = []
  for (let number = 1; number <= file.numPages; number += 1) {
    const sheet = await file.getPage(number)
    const [, , width = 0, height = 0] = sheet.view
    const { items } = await sheet.getTextContent()
    const lines = new Map<number, string>()
    for (const item of items)
      if ('str' in item && item.str.trim() !== '') {
        const top = Math.round(height - Number(item.transform[5]))
        const near = [...lines.keys()].find((one) => Math.abs(one - top) <= 2) ?? top
        lines.set(near, (lines.get(near) ?? '') + item.str)
      }
    const inOrder = [...lines].map(([top, text]) => ({ top, text: characters(text.replaceAll(/\s/g, '')) }))
    sheets.push({ width, height, lines: inOrder.sort((a, b) => a.top - b.top) })
  }
  await task.destroy()
  return sheets
}

/** What stands on a sheet besides its page number and the mark of a draft. */
export const written = (sheet: SheetOfPaper): readonly string[] =>
  sheet.lines.map(({ text }) => text).filter((text) => !/^共\d+页第\d+页$|^〔草稿〕$|^内部$/.test(text))
