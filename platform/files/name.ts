/** Zero-width and direction-changing characters: they make `发票\u202Efdp.exe` look like a PDF. */
const invisible = /[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/gu
const reserved = /^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)/i
const maxBytes = 200

/**
 * The name a stored file may carry on any system: no folders, no control, invisible or direction-changing characters,
 * at most 200 bytes of UTF-8 with its extension kept. Cleaning a clean name changes nothing.
 */
export const safeFileName = (name: string): string => {
  const last = name.toWellFormed().normalize('NFC').replace(invisible, '').split(/[/\\]/).at(-1) ?? ''
  const plain = trimEnds(last.replace(/[<>:"|?*]/g, '_').replace(/\s+/g, ' '))
  if (plain === '') return 'file'
  return shorten(reserved.test(plain) ? `_${plain}` : plain)
}

/** The last extension of a cleaned name, lower case and without the dot; '' when there is none. */
export const extensionOf = (name: string): string => {
  const dot = name.lastIndexOf('.')
  return dot < 0 ? '' : name.slice(dot + 1).toLowerCase()
}

// Windows drops dots and spaces at the end, so `a.exe.` would run as `a.exe`.
const trimEnds = (text: string): string => text.replace(/^[. ]+|[. ]+$/g, '')

const shorten = (name: string): string => {
  if (Buffer.byteLength(name) <= maxBytes) return name
  const extension = extensionOf(name)
  const tail = extension !== '' && extension.length <= 10 ? name.slice(name.length - extension.length - 1) : ''
  let stem = ''
  let size = Buffer.byteLength(tail)
  for (const character of name.slice(0, name.length - tail.length)) {
    size += Buffer.byteLength(character)
    if (size > maxBytes) break
    stem += character
  }
  return trimEnds(trimEnds(stem) + tail)
}
