/** A text that was made from an original, and where each of its characters comes from. */
export type Layer = {
  readonly text: string
  /** For each character of `text`, where its original begins (UTF-16). */
  readonly from: Uint32Array
  /** For each character of `text`, where its original ends. */
  readonly to: Uint32Array
}

/** Why something was changed; each has its own file or function in this folder. */
export type Noise =
  | 'gloss' | 'script' | 'width' | 'break' | 'page' | 'punctuation' | 'website' | 'copy' | 'lost' | 'spun' | 'glued' // prettier-ignore

/** One change, in offsets of the layer it is applied to. */
export type Edit = { readonly start: number; readonly end: number; readonly to: string; readonly why: Noise }

/** One change as the reader sees it, in offsets of the original. */
export type Change = {
  readonly start: number
  readonly end: number
  readonly was: string
  readonly now: string
  readonly why: Noise
}

/** The original as its own first layer. */
export const original = (text: string): Layer => {
  const from = new Uint32Array(text.length)
  const to = new Uint32Array(text.length)
  for (let at = 0; at < text.length; at += 1) {
    from[at] = at
    to[at] = at + 1
  }
  return { text, from, to }
}

/** The layer with the edits made; edits are in order and do not overlap. Text of unchanged length keeps its places character by character. */
export const apply = (layer: Layer, edits: readonly Edit[]): Layer => {
  if (edits.length === 0) return layer
  const grown = edits.reduce((sum, { start, end, to }) => sum + to.length - (end - start), 0)
  const from = new Uint32Array(layer.text.length + grown)
  const to = new Uint32Array(layer.text.length + grown)
  const parts: string[] = []
  let [read, written] = [0, 0]
  const keep = (until: number): void => {
    parts.push(layer.text.slice(read, until))
    from.set(layer.from.subarray(read, until), written)
    to.set(layer.to.subarray(read, until), written)
    written += until - read
  }
  for (const edit of edits) {
    keep(edit.start)
    parts.push(edit.to)
    const even = edit.to.length === edit.end - edit.start
    for (let index = 0; index < edit.to.length; index += 1) {
      const [first, last] = even
        ? [edit.start + index, edit.start + index]
        : [edit.start, Math.max(edit.start, edit.end - 1)]
      from[written + index] = layer.from[first] ?? layer.to[layer.to.length - 1] ?? 0
      to[written + index] = layer.to[last] ?? from[written + index] ?? 0
    }
    written += edit.to.length
    read = edit.end
  }
  keep(layer.text.length)
  return { text: parts.join(''), from, to }
}

/** Where a span of the layer stands in the original. */
export const spanOf = (layer: Layer, start: number, end: number): readonly [number, number] => [
  layer.from[start] ?? layer.to[layer.to.length - 1] ?? 0,
  end > start ? (layer.to[end - 1] ?? 0) : (layer.from[start] ?? layer.to[layer.to.length - 1] ?? 0),
]
