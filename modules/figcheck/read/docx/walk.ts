import { type XmlHandler, xmlScanner } from '#platform/files/xml.ts'
import { PartFault } from './parts.ts'
import { addPiece, beginParagraph, endOf, endParagraph, markField, type Piece, type Run, story, type Story } from './story.ts' // prettier-ignore

/** The text of a document as its reader sees it, and the way back from each character; its elements begin with `prefix` (`w:`). */
export type Walked = { readonly text: string; readonly pieces: readonly Piece[]; readonly prefix: string }

/** Most pieces of one document; a report of six hundred pages has a tenth of them. */
const mostPieces = 500_000

/** What a run holds beside words, as text. */
const signs = new Map([
  ['tab', '\t'],
  ['ptab', '\t'],
  ['br', '\n'],
  ['cr', '\n'],
  ['noBreakHyphen', '-'],
  ['sym', ' '],
])

/** What is not read: what was deleted or moved away, and the glosses over characters. */
const unseen = new Set(['del', 'moveFrom', 'rt'])

/**
 * Reads word/document.xml: a line a paragraph, a line a row of a table with its cells parted by tabs, text boxes behind the paragraph they hang
 * on, tracked changes as accepted, fields by their results. Notes, comments, headers and footers are other parts and are not read.
 */
export const walk = (xml: string): Walked => {
  /** The elements that are open, those of other namespaces with a colon in front. */
  const open: string[] = []
  const stories: Story[] = [story()]
  const here = (): Story => stories.at(-1) as Story
  let prefix: string | null = null
  /** Elements that are open inside one that is not read. */
  let hidden = 0
  /** Whether a version was taken, of each choice between versions that is open. */
  const taken: boolean[] = []
  /** The run of the body that is open, and its child, which all in it is a piece of. */
  let run: Run | null = null
  let depth = 0
  let child = 0
  let waiting: Piece[] = []
  let count = 0
  let words: { text: string; readonly spaces: boolean } | null = null

  const isRun = (): boolean => run !== null && open.length === depth
  const isChild = (): boolean => run !== null && open.length === depth + 1
  const say = (text: string, whole: boolean): void => {
    if (run === null) return
    const piece = { at: 0, text, run, start: child, end: child, whole }
    if (!addPiece(here(), piece)) return
    waiting.push(piece)
    if ((count += 1) > mostPieces) throw new PartFault('too many runs')
  }

  const isHidden = (name: string, own: boolean): boolean => {
    const parent = open.at(-2) ?? ''
    if (parent === ':AlternateContent') {
      const hide = taken.at(-1) ?? false
      taken[taken.length - 1] = true
      return hide
    }
    return own && ((unseen.has(name) && parent !== 'rPr') || (name === 'txbxContent' && run === null))
  }

  const opened: XmlHandler['open'] = (name, attribute, { start, end }) => {
    const parent = open.at(-2)
    if (name === 'p') beginParagraph(here())
    else if (name === 'txbxContent') stories.push(story())
    else if (name === 'del' && open.at(-3) === 'pPr') here().joined = true
    else if (name === 'r' && run === null) {
      run = { start, inner: end, close: end, end, format: '' }
      depth = open.length
    } else if (parent !== 'r') return
    else if (name === 't') words = { text: '', spaces: attribute('space') === 'preserve' }
    else if (name === 'fldChar') markField(here(), attribute('fldCharType'))
  }

  const closed: XmlHandler['close'] = (name, { start, end }) => {
    if (name === 'p') endParagraph(here())
    else if (name === 'tc') endOf('cell', here())
    else if (name === 'tr') endOf('row', here())
    else if (name === 't' && words !== null) {
      say(legible(words.text, words.spaces), isChild())
      words = null
    } else if (open.at(-2) === 'r' && signs.has(name)) say(signs.get(name) ?? '', false)
    else if (name === 'txbxContent') {
      const box = stories.pop()
      if (box) here().boxes.push(box)
    } else if (name === 'rPr' && isChild() && run) {
      run.format = xml.slice(child, end)
      run.inner = end
    } else if (isRun() && run) {
      run.close = start
      run.end = end
      run = null
    }
  }

  const scanner = xmlScanner({
    open: (name, attribute, tag) => {
      prefix ??= tag.prefix
      const own = tag.prefix === prefix
      open.push(own ? name : `:${name}`)
      if (hidden > 0 || isHidden(name, own)) {
        hidden += 1
        return
      }
      if (isChild()) child = tag.start
      if (own) opened(name, attribute, tag)
      else if (name === 'AlternateContent') taken.push(false)
    },
    text: (text) => {
      if (words !== null) words.text += text
    },
    close: (name, tag) => {
      if (hidden > 0) hidden -= 1
      else {
        if (open.at(-1) === name) closed(name, tag)
        else if (name === 'AlternateContent') taken.pop()
        if (isChild()) {
          for (const piece of waiting) piece.end = tag.end
          waiting = []
        }
      }
      open.pop()
    },
  })
  scanner.write(xml)
  scanner.end()
  const [{ parts, pieces }] = stories as [Story]
  return { text: parts.join(''), pieces, prefix: prefix ? `${prefix}:` : '' }
}

/** Words as Word shows them: spaces at the edges count only where the file says so, line ends inside are spaces. */
const legible = (text: string, spaces: boolean): string =>
  (spaces ? text : text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, ''))
    .replace(/\r\n?|\n/g, ' ')
    // oxlint-disable-next-line no-control-regex -- what XML cannot hold is what is looked for
    .replace(/[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '\ufffd')
