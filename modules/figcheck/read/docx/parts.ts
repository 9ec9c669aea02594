import { inflateSmall, zipSummary } from '#platform/files/zip.ts'

/** Most bytes of one part: the XML of some hundred thousand runs. */
const largestPart = 64 * 1024 * 1024

/** A part that is missing, too large, damaged, or not in the encoding Office writes. */
export class PartFault extends Error {
  override readonly name = 'PartFault'
}

/** The parts of a .docx by their path: the text of one, or null where there is none. */
export const partsOf = (bytes: Uint8Array): ((path: string) => string | null) => {
  const zip = zipSummary(bytes)
  if (!zip.ok) throw new PartFault(zip.code)
  const entries = new Map(zip.entries.map((entry) => [entry.name, entry]))
  return (path) => {
    const entry = entries.get(path)
    if (entry === undefined) return null
    const part = inflateSmall(bytes, entry, largestPart)
    if (part === null) throw new PartFault(path)
    return new TextDecoder('utf-8', { fatal: true }).decode(part)
  }
}

/** The part that holds the words of a .docx. */
export const documentPath = 'word/document.xml'
