/** Receives the parts of an XML text in order; names come without their namespace prefix. */
export type XmlHandler = {
  readonly open: (name: string, attribute: (key: string) => string | undefined) => void
  readonly text: (text: string) => void
  readonly close: (name: string) => void
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
  const nesting: string[] = []

  const tag = (body: string): void => {
    if (body.startsWith('/')) {
      const name = localName(body.slice(1).trimEnd())
      if (nesting.pop() !== name) throw new XmlFault(`</${name}> closes nothing`)
      return handler.close(name)
    }
    const alone = body.endsWith('/')
    const inner = alone ? body.slice(0, -1) : body
    const space = inner.search(/\s/)
    const name = localName(space < 0 ? inner : inner.slice(0, space))
    handler.open(name, (key) => (space < 0 ? undefined : readAttribute(inner, key)))
    if (alone) return handler.close(name)
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
    tag(text.slice(at + 1, close))
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
      if (rest.length > longestConstruct) throw new XmlFault('a single tag is too long')
    },
    end: () => {
      if (nesting.length > 0 || rest.trim() !== '') throw new XmlFault('the text is cut off')
    },
  }
}

const longestConstruct = 4 * 1024 * 1024

const localName = (name: string): string => name.slice(name.indexOf(':') + 1)

const after = (text: string, mark: string, from: number): number => {
  const at = text.indexOf(mark, from)
  return at < 0 ? -1 : at + mark.length
}

/** A '>' inside a quoted attribute does not end the tag. */
const tagEnd = (text: string, from: number): number => {
  let at = from
  for (;;) {
    const close = text.indexOf('>', at)
    if (close < 0) return -1
    let quote = ''
    for (let i = from; i < close; i++) {
      const character = text[i] ?? ''
      if (quote === '') quote = character === '"' || character === "'" ? character : ''
      else if (character === quote) quote = ''
    }
    if (quote === '') return close
    at = close + 1
  }
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
