import { createRequire } from 'node:module'
import { documentPath, PartFault, partsOf } from './docx/parts.ts'
import { walk } from './docx/walk.ts'

/** Text of one file format, paragraphs parted by line ends. Throws what its library throws; called in a thread of its own. */
export type Format = 'docx' | 'doc' | 'pdf'

/** A file that holds pictures of pages and no text: there is nothing to check. */
export class NoText extends Error {}

const readers: Readonly<Record<Format, (bytes: Uint8Array) => Promise<string>>> = {
  docx: async (bytes) => {
    const xml = partsOf(bytes)(documentPath)
    if (xml === null) throw new PartFault(documentPath)
    return walk(xml).text
  },
  doc: async (bytes) => {
    // It ships neither types nor an ES module.
    const Extractor = createRequire(import.meta.url)('word-extractor') as new () => {
      extract: (bytes: Buffer) => Promise<{ getBody: () => string }>
    }
    return (await new Extractor().extract(Buffer.from(bytes))).getBody()
  },
  pdf: async (bytes) => {
    // It takes a second to load, which other formats need not wait for.
    const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs')
    const file = await getDocument({ data: bytes, useSystemFonts: true, verbosity: 0 }).promise
    const pages: string[] = []
    for (let number = 1; number <= file.numPages; number += 1) {
      const { items } = await (await file.getPage(number)).getTextContent()
      pages.push(items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''))
    }
    return pages.join('\n')
  },
}

/** The text of a file; {@link NoText} where it has none, as a scanned paper. */
export const textOf = async (format: Format, bytes: Uint8Array): Promise<string> => {
  const text = await readers[format](bytes)
  if (text.trim() === '') throw new NoText()
  return text
}
