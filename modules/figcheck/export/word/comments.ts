import { posix } from 'node:path'
import JSZip from 'jszip'
import { localDateTime } from '#platform/clock/time.ts'
import { xmlScanner, type XmlTag } from '#platform/files/xml.ts'
import { documentPath, PartFault, partsOf } from '../../read/docx/parts.ts'
import { walk } from '../../read/docx/walk.ts'
import { escaped, withRanges } from './ranges.ts'
import type { Remark } from './remarks.ts'

/** Who makes the comments and when. */
export type Author = { readonly by: string; readonly at: Date }

const relationsPath = 'word/_rels/document.xml.rels'
const typesPath = '[Content_Types].xml'
const packageNamespace = 'http://schemas.openxmlformats.org/package/2006'
const mediaType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml'

/**
 * The .docx with comments on its text, or null where its text is not the one the offsets belong to. Everything else of it stays as it is, the
 * comments it has among it.
 */
export const withComments = async (
  bytes: Uint8Array,
  text: string,
  remarks: readonly Remark[],
  author: Author,
): Promise<Uint8Array | null> => {
  const partOf = partsOf(bytes)
  const xml = partOf(documentPath)
  if (xml === null) throw new PartFault(documentPath)
  const walked = walk(xml)
  if (walked.text !== text) return null
  const root = rootOf(xml)
  // Attributes need a prefix, and every program that is known writes one.
  if (root.prefix === '') return null
  const strict = root.namespace.startsWith('http://purl.oclc.org/')
  const relations = partOf(relationsPath) ?? `<Relationships xmlns="${packageNamespace}/relationships"/>`
  const known = commentsOf(relations)
  const path = known ?? freePath((one) => partOf(one) !== null)
  const comments = partOf(path) ?? `<w:comments xmlns:w="${root.namespace}"/>`
  const used = idsOf(comments, xml)
  const ranges = remarks.map((remark) => ({ ...remark, id: used.next() }))

  const changed = new Map([
    [documentPath, withRanges(xml, walked, ranges)],
    [path, inRoot(comments, (prefix) => ranges.map((one) => comment(prefix, one, author)).join(''))],
  ])
  if (known === null)
    changed.set(
      relationsPath,
      inRoot(relations, (prefix) => relation(prefix, relations, posix.basename(path), strict)),
    )
  const types = partOf(typesPath)
  if (types !== null && !namesPart(types, path))
    changed.set(
      typesPath,
      inRoot(types, (prefix) => `<${prefix}Override PartName="/${path}" ContentType="${mediaType}"/>`),
    )

  const zip = await JSZip.loadAsync(bytes)
  for (const [name, part] of changed) zip.file(name, part, { date: author.at, createFolders: false })
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' })
}

type Root = { readonly prefix: string; readonly namespace: string; readonly tag: XmlTag; readonly close: XmlTag }

/** The outermost element of a part: what its names begin with, and its tags. */
const rootOf = (xml: string): Root => {
  let root: Pick<Root, 'prefix' | 'namespace' | 'tag'> | null = null
  let close: XmlTag | null = null
  const scanner = xmlScanner({
    open: (_, attribute, tag) => {
      const { prefix } = tag
      root ??= { prefix: prefix && `${prefix}:`, namespace: attribute(prefix || 'xmlns') ?? '', tag }
    },
    text: () => {},
    close: (_, tag) => {
      close = tag
    },
  })
  scanner.write(xml)
  scanner.end()
  if (root === null || close === null) throw new PartFault('no element')
  return { ...(root as Pick<Root, 'prefix' | 'namespace' | 'tag'>), close }
}

/** A part with more in its outermost element, behind what is there. */
const inRoot = (xml: string, more: (prefix: string) => string): string => {
  const { prefix, tag, close } = rootOf(xml)
  if (close.start !== tag.start) return xml.slice(0, close.start) + more(prefix) + xml.slice(close.start)
  const name = /^<([^\s/>]+)/.exec(xml.slice(tag.start))?.[1] ?? ''
  return `${xml.slice(0, tag.end - 2)}>${more(prefix)}</${name}>${xml.slice(tag.end)}`
}

/** Calls for each element of a part with its name and attributes. */
const each = (xml: string, open: (name: string, attribute: (key: string) => string | undefined) => void): void => {
  const scanner = xmlScanner({ open, text: () => {}, close: () => {} })
  scanner.write(xml)
  scanner.end()
}

/** Where the comments of the document are, by its relations. */
const commentsOf = (relations: string): string | null => {
  let path: string | null = null
  each(relations, (name, attribute) => {
    const target = attribute('Target')
    if (name !== 'Relationship' || !attribute('Type')?.endsWith('/comments') || target === undefined) return
    path ??= target.startsWith('/') ? target.slice(1) : posix.join('word', target)
  })
  return path
}

const namesPart = (types: string, path: string): boolean => {
  let found = false
  each(types, (name, attribute) => {
    found ||= name === 'Override' && attribute('PartName') === `/${path}`
  })
  return found
}

const freePath = (taken: (path: string) => boolean): string => {
  for (let number = 0; ; number += 1) {
    const path = `word/comments${number || ''}.xml`
    if (!taken(path)) return path
  }
}

/** Numbers of comments that neither the comments nor the document use. */
const idsOf = (comments: string, xml: string): { readonly next: () => number } => {
  const used = new Set<number>()
  each(comments, (name, attribute) => {
    if (name === 'comment') used.add(Number(attribute('id')))
  })
  for (const [, id] of xml.matchAll(/comment(?:RangeStart|RangeEnd|Reference)\s[^<>]*?id=["'](\d+)/g))
    used.add(Number(id))
  let id = -1
  return {
    next: () => {
      do id += 1
      while (used.has(id))
      return id
    },
  }
}

const relation = (prefix: string, relations: string, target: string, strict: boolean): string => {
  const used = new Set<string | undefined>()
  each(relations, (_, attribute) => used.add(attribute('Id')))
  let number = used.size
  while (used.has(`rId${number}`)) number += 1
  const types = strict
    ? 'http://purl.oclc.org/ooxml/officeDocument/relationships'
    : 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return `<${prefix}Relationship Id="rId${number}" Type="${types}/comments" Target="${target}"/>`
}

// Word takes the time for that of the wall, whatever zone it claims.
const comment = (w: string, { id, words }: Remark & { readonly id: number }, { by, at }: Author): string =>
  `<${w}comment ${w}id="${id}" ${w}author="${escaped(by)}" ${w}date="${localDateTime(at).replace(' ', 'T')}:00Z" ${w}initials="${escaped([...by].slice(0, 1).join(''))}">` +
  `<${w}p><${w}r><${w}t xml:space="preserve">${escaped(words)}</${w}t></${w}r></${w}p></${w}comment>`
