/** Where a tag stands, in UTF-16 from the first character fed; a tag that closes itself is its own closing tag. */
export type XmlTag = { readonly prefix: string; readonly start: number; readonly end: number }

/** Receives the parts of an XML text in order; names come without their namespace prefix. */
export type XmlHandler = {
  readonly open: (name: string, attribute: (key: string) => string | undefined, tag: XmlTag) => void
  readonly text: (text: string) => void
  readonly close: (name: string, tag: XmlTag) => void
}

/** Thrown when the text is no XML as Office writes it: cut off, badly nested, or with a DTD (which Office never writes). */
export class XmlFault extends Error {
  override readonly name = 'XmlFault'
}

/** A scanner fed piece by piece: enough XML for Office files, no DTD, no entities of one's own, nothing fetched. */
export const xmlScanner = (
  handler: XmlHandler,
): { readonly write: (piece: string) => void; readonly end: () => void } => {
  let rest = ''
  /** Characters before `rest`. */
  let before = 0
  const nesting: string[] = []

  const tag = (body: string, start: number): void => {
    const end = start + body.length + 2
    if (body.startsWith('/')) {
      const whole = body.slice(1).trimEnd()
      const name = localName(whole)
      if (nesting.pop() !== name) throw new XmlFault(`</${name}> closes nothing`)
      return handler.close(name, { prefix: prefixOf(whole), start, end })
    }
    const alone = body.endsWith('/')
    const inner = alone ? body.slice(0, -1) : body
    const space = inner.search(/\s/)
    const whole = space < 0 ? inner : inner.slice(0, space)
    const name = localName(whole)
    const place = { prefix: prefixOf(whole), start, end }
    handler.open(name, (key) => (space < 0 ? undefined : readAttribute(inner, key)), place)
    if (alone) return handler.close(name, place)
    if (nesting.push(name) > 256) throw new XmlFault('nested too deep')
  }

  /** Consumes one construct at `at` (which is a '<'); returns where it ends, or -1 when the piece is too short. */
  const construct = (text: string, at: number): number => {
    const second = text[at + 1]
    if (second === undefined) return -1
    if (second === '?') return after(text, '?>', at + 2)
    if (second === '!') {
      if (text.length < at + 9) return -1
      if (text.startsWith('<!--', at)) return after(text, '-->', at + 4)
      if (!text.startsWith('<![CDATA[', at)) throw new XmlFault('a DTD is not accepted')
      const end = after(text, ']]>', at + 9)
      if (end >= 0) handler.text(text.slice(at + 9, end - 3))
      return end
    }
    const close = tagEnd(text, at + 1)
    if (close < 0) return -1
    tag(text.slice(at + 1, close), before + at)
    return close + 1
  }

  return {
    write: (piece) => {
      const text = rest === '' ? piece : rest + piece
      let at = 0
      while (at < text.length) {
        const open = text.indexOf('<', at)
        if (open < 0) break
        if (open > at) handler.text(decodeEntities(text.slice(at, open)))
        at = open
        const end = construct(text, open)
        if (end < 0) break
        at = end
      }
      rest = text.slice(at)
      before += at
      if (rest.length > longestConstruct) throw new XmlFault('a single tag is too long')
    },
    end: () => {
      if (nesting.length > 0 || rest.trim() !== '') throw new XmlFault('the text is cut off')
    },
  }
}

const longestConstruct = 4 * 1024 * 1024

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const prefixOf = (name: string): string => name.slice(0, Math.max(0, name.indexOf(':')))

const after = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** A '>' inside a quoted attribute does not end the tag. */
const tagEnd = (text: string, from: number): number => {
  let quote = 0
  for (let at = from; at < text.length; at += 1) {
    const character = text.charCodeAt(at)
    if (quote !== 0) quote = character === quote ? 0 : quote
    else if (character === 0x3e) return at
    else if (character === 0x22 || character === 0x27) quote = character
  }
  return -1
}

const readAttribute = (tag: string, key: string): string | undefined => {
  for (let at = tag.search(/\s/); at >= 0 && at < tag.length;) {
    const equals = tag.indexOf('=', at)
    if (equals < 0) return undefined
    const open =
      tag[equals + 1] === '"' || tag[equals + 1] === "'" ? equals + 1 : tag.slice(equals).search(/["']/) + equals
    const end = open < equals ? -1 : tag.indexOf(tag[open] ?? '"', open + 1)
    if (end < 0) return undefined
    if (localName(tag.slice(at, equals).trim()) === key) return decodeEntities(tag.slice(open + 1, end))
    at = end + 1
  }
  return undefined
}

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const decodeEntities = (text: string): string =>
  text.includes('&')
    ? text.replace(
        /&(?:#x([\da-fA-F]{1,6})|#(\d{1,7})|(\w+));/g,
        (whole, hex: string, decimal: string, name: string) => {
          if (name !== undefined) return named[name] ?? whole
          const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16)
          // Half a character is none.
          const none = point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff)
          return none ? '\uFFFD' : String.fromCodePoint(point)
        },
      )
    : text
