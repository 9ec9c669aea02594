import { TextDecoder } from 'node:util'
import iconv from 'iconv-lite'

export type TextEncoding = 'utf-8' | 'gb18030' | 'utf-16le' | 'utf-16be'

/**
 * Finds how the bytes of a text file were written: by mark, by zero bytes, then strict UTF-8, then GB18030 (what
 * Chinese Excel and WPS save a CSV as; it covers GBK and GB2312). Null when the bytes are no text.
 */
export const detectEncoding = (data: Buffer): TextEncoding | null => {
  if (data[0] === 0xef && data[1] === 0xbb && data[2] === 0xbf) return 'utf-8'
  if (data[0] === 0xff && data[1] === 0xfe) return 'utf-16le'
  if (data[0] === 0xfe && data[1] === 0xff) return 'utf-16be'
  if (data.includes(0)) return wideWithoutMark(data)
  const { valid, damaged, han } = countUtf8(data)
  if (valid + damaged === 0) return 'utf-8'
  // Two-byte GB characters such as 女 (C5 AE) are also valid UTF-8, but of Latin letters no Chinese table is made of.
  if (damaged === 0) return han > 0 ? 'utf-8' : 'gb18030'
  // Systems that cut fields by bytes leave half characters in UTF-8; in GB18030 hardly any sequence is valid UTF-8.
  return han > 4 * damaged ? 'utf-8' : 'gb18030'
}

/** Decodes without the mark; what cannot be decoded becomes U+FFFD, which the reader reports cell by cell. */
export const decodeText = (data: Buffer, encoding: TextEncoding): string =>
  encoding === 'utf-8' ? new TextDecoder('utf-8').decode(data) : iconv.decode(data, encoding)

/** Commas, digits and line ends of UTF-16 carry a zero byte always on the same side. */
const wideWithoutMark = (data: Buffer): TextEncoding | null => {
  const seen = [false, false]
  for (let i = 0; i < data.length; i++) if (data[i] === 0) seen[i % 2] = true
  if (data.length % 2 === 1 || seen[0] === seen[1]) return null
  return seen[1] ? 'utf-16le' : 'utf-16be'
}

const countUtf8 = (data: Buffer): { readonly valid: number; readonly damaged: number; readonly han: number } => {
  let [valid, damaged, han] = [0, 0, 0]
  for (let i = 0; i < data.length; i++) {
    const lead = data[i] ?? 0
    if (lead < 0x80) continue
    const more = lead >= 0xc2 && lead < 0xe0 ? 1 : lead >= 0xe0 && lead < 0xf0 ? 2 : lead >= 0xf0 && lead < 0xf5 ? 3 : 0
    let found = 0
    while (found < more && ((data[i + found + 1] ?? 0) & 0xc0) === 0x80) found++
    if (more > 0 && found === more) valid++
    else damaged++
    if (more > 1 && found === more) han++
    i += found
  }
  return { valid, damaged, han }
}
