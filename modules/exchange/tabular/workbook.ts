import { posix } from 'node:path'
import { TextDecoder } from 'node:util'
import { builtInFormat, parseFormat } from './formats.ts'
import { xmlScanner } from '#platform/files/xml.ts'
import { inflateEntry } from '#platform/files/zip.ts'
import type { NumberFormat } from './formats.ts'
import type { XmlHandler } from '#platform/files/xml.ts'
import type { ZipEntry } from '#platform/files/zip.ts'

/** The parts of a workbook that its sheets refer to. `formats[s]` is the number format of cell style `s`. */
export type Workbook = {
  readonly sheets: readonly { readonly name: string; readonly hidden: boolean; readonly part: ZipEntry }[]
  readonly strings: readonly string[]
  readonly formats: readonly NumberFormat[]
  readonly from1904: boolean
}

/** Feeds one part of the archive to an XML handler, piece by piece; false when the part is missing. */
export const scanPart = async (
  bytes: Uint8Array,
  part: ZipEntry | undefined,
  handler: XmlHandler,
): Promise<boolean> => {
  if (part === undefined) return false
  const scanner = xmlScanner(handler)
  let decoder: TextDecoder | undefined
  for await (const piece of inflateEntry(bytes, part)) {
    decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8')
    scanner.write(decoder.decode(piece, { stream: true }))
  }
  scanner.end()
  return true
}

/** Reads everything but the sheets; null when the archive is no workbook. */
export const readWorkbook = async (bytes: Uint8Array, entries: readonly ZipEntry[]): Promise<Workbook | null> => {
  const find = (name: string | undefined): ZipEntry | undefined => entries.find((entry) => entry.name === name)
  const root = await readRelations(bytes, find('_rels/.rels'), '')
  const path = root.find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
  const relations = await readRelations(
    bytes,
    find(`${posix.dirname(path)}/_rels/${posix.basename(path)}.rels`),
    posix.dirname(path),
  )
  const listed: { readonly name: string; readonly hidden: boolean; readonly id: string }[] = []
  let from1904 = false
  const found = await scanPart(bytes, find(path), {
    ...ignore,
    open: (name, attribute) => {
      if (name === 'workbookPr') from1904 = ['1', 'true'].includes(attribute('date1904') ?? '')
      if (name !== 'sheet') return
      const state = attribute('state') ?? 'visible'
      listed.push({ name: attribute('name') ?? '', hidden: state !== 'visible', id: attribute('id') ?? '' })
    },
  })
  if (!found) return null
  const part = (type: string): ZipEntry | undefined =>
    find(relations.find((relation) => relation.type === type)?.target)
  const sheets = listed.flatMap(({ name, hidden, id }) => {
    const relation = relations.find((one) => one.id === id && one.type === 'worksheet')
    const sheet = find(relation?.target)
    return sheet === undefined ? [] : [{ name, hidden, part: sheet }]
  })
  return {
    sheets,
    from1904,
    strings: await readStrings(bytes, part('sharedStrings')),
    formats: await readFormats(bytes, part('styles')),
  }
}

/** `_x000D_` and the like stand for characters that XML cannot hold (ECMA-376 part 1, 22.9.2.19). */
export const unescapeText = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\dA-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text

const ignore: XmlHandler = { open: () => {}, text: () => {}, close: () => {} }

type Relation = { readonly id: string; readonly type: string; readonly target: string }

const readRelations = async (
  bytes: Uint8Array,
  part: ZipEntry | undefined,
  folder: string,
): Promise<readonly Relation[]> => {
  const relations: Relation[] = []
  await scanPart(bytes, part, {
    ...ignore,
    open: (name, attribute) => {
      const target = attribute('Target') ?? ''
      if (name !== 'Relationship' || attribute('TargetMode') === 'External') return
      relations.push({
        id: attribute('Id') ?? '',
        // The strict and the transitional form of the standard differ in all but the last word.
        type: (attribute('Type') ?? '').split('/').at(-1) ?? '',
        target: target.startsWith('/') ? target.slice(1) : posix.join(folder, target),
      })
    },
  })
  return relations
}

/** Text of rich runs is joined; the reading aids (`rPh`) that input methods store beside a name are left out. */
const readStrings = async (bytes: Uint8Array, part: ZipEntry | undefined): Promise<readonly string[]> => {
  const strings: string[] = []
  let text = ''
  let inText = false
  let inAid = false
  await scanPart(bytes, part, {
    open: (name) => {
      if (name === 'si') text = ''
      if (name === 'rPh') inAid = true
      if (name === 't') inText = !inAid
    },
    text: (piece) => {
      if (inText) text += piece
    },
    close: (name) => {
      if (name === 't') inText = false
      if (name === 'rPh') inAid = false
      if (name === 'si') strings.push(unescapeText(text))
    },
  })
  return strings
}

const readFormats = async (bytes: Uint8Array, part: ZipEntry | undefined): Promise<readonly NumberFormat[]> => {
  const codes = new Map<number, NumberFormat>()
  const formats: NumberFormat[] = []
  let inCells = false
  await scanPart(bytes, part, {
    ...ignore,
    open: (name, attribute) => {
      if (name === 'numFmt') codes.set(Number(attribute('numFmtId')), parseFormat(attribute('formatCode') ?? ''))
      if (name === 'cellXfs') inCells = true
      if (name !== 'xf' || !inCells) return
      const id = Number(attribute('numFmtId') ?? 0)
      formats.push(codes.get(id) ?? builtInFormat(id))
    },
    close: (name) => {
      if (name === 'cellXfs') inCells = false
    },
  })
  return formats
}
