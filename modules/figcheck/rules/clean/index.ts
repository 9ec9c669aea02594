import { breaks } from './breaks.ts'
import { glosses } from './glosses.ts'
import { apply, type Change, type Edit, type Layer, original, spanOf } from './layer.ts'
import { punctuation } from './punctuation.ts'
import { script } from './script.ts'
import { spun } from './spun.ts'
import { website } from './website.ts'
import { widths } from './widths.ts'

// In this order: a gloss hides a unit from the script, a width hides a mark from the breaks, a break hides a word.
const steps: readonly ((text: string) => Edit[])[] = [website, glosses, widths, script, breaks, punctuation, spun]

/** A text freed of noise, with each change and where it was made. Numbers are never corrected here (domain/10 section 8). */
export const clean = (text: string): { readonly layer: Layer; readonly changes: readonly Change[] } => {
  const changes: Change[] = []
  let layer = original(text)
  for (const step of steps) {
    const edits = step(layer.text)
    for (const { start, end, to, why } of edits) {
      const [from, until] = spanOf(layer, start, end)
      changes.push({ start: from, end: until, was: text.slice(from, until), now: to, why })
    }
    layer = apply(layer, edits)
  }
  return { layer, changes: changes.slice().sort((one, other) => one.start - other.start) }
}
