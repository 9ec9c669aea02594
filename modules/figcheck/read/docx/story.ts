/** A run (w:r) in the XML: where it stands, where its content begins and its closing tag does, and its formatting as written. */
export type Run = { readonly start: number; inner: number; close: number; end: number; format: string }

/** A stretch of the text that one child of a run makes; `start` and `end` are that child's in the XML. */
export type Piece = {
  at: number
  readonly text: string
  readonly run: Run
  readonly start: number
  end: number
  /** Whether it may be cut in two: words of the run itself, not of a text box or a gloss inside it. */
  readonly whole: boolean
}

/** Text that runs on by itself, as the body of a document or a text box, while it is being read. */
export type Story = {
  readonly parts: string[]
  readonly pieces: Piece[]
  length: number
  /** What parts the last paragraph from the next, if there is one. */
  pending: string
  /** Whether the mark of the paragraph was deleted, so that the next goes on in its line. */
  joined: boolean
  /** The fields that are open: their instructions are not read, their results are. */
  readonly fields: ('code' | 'result')[]
  /** Text boxes of the paragraph, read behind it. */
  readonly boxes: Story[]
}

/** A story of which nothing is read yet. */
export const story = (): Story => ({
  parts: [],
  pieces: [],
  length: 0,
  pending: '',
  joined: false,
  fields: [],
  boxes: [],
})

const add = (to: Story, text: string): void => {
  to.parts.push(text)
  to.length += text.length
}

/** Adds a piece unless it stands in the instruction of a field; whether it was added. */
export const addPiece = (to: Story, piece: Piece): boolean => {
  if (piece.text === '' || to.fields.includes('code')) return false
  piece.at = to.length
  to.pieces.push(piece)
  add(to, piece.text)
  return true
}

/** Begins a paragraph. */
export const beginParagraph = (to: Story): void => {
  add(to, to.pending)
  to.pending = ''
}

/** Ends a paragraph: its text boxes follow it, and a field that never came to its result is given up. */
export const endParagraph = (to: Story): void => {
  while (to.fields.at(-1) === 'code') to.fields.pop()
  for (const box of to.boxes.splice(0)) {
    if (box.pieces.length === 0) continue
    add(to, '\n')
    for (const piece of box.pieces) {
      piece.at += to.length
      to.pieces.push(piece)
    }
    add(to, box.parts.join(''))
  }
  to.pending = to.joined ? '' : '\n'
  to.joined = false
}

/** Ends a cell of a table or a row of it. */
export const endOf = (what: 'cell' | 'row', to: Story): void => {
  if (to.pending !== '') to.pending = what === 'cell' ? '\t' : '\n'
}

/** Follows the marks of a field by their type. */
export const markField = ({ fields }: Story, type: string | undefined): void => {
  if (type === 'begin') fields.push('code')
  else if (type === 'separate' && fields.length > 0) fields[fields.length - 1] = 'result'
  else if (type === 'end') fields.pop()
}
