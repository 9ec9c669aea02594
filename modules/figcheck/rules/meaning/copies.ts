import { type Change, type Layer, spanOf } from '../clean/layer.ts'
import type { Sentence } from './figures.ts'

/** A paragraph that repeats an earlier one, damage and small changes aside. */
export type Copy = { readonly paragraph: number; readonly of: number }

const size = 6
const alike = 0.6
const shortest = 30

/** Paragraphs that stand twice in a file (one report in two copies, a sentence pasted again), by the runs of characters they share; digits do not count. */
export const copiesOf = (text: string, sentences: readonly Sentence[]): Copy[] => {
  const paragraphs = new Map<number, string>()
  for (const { start, end, paragraph } of sentences)
    paragraphs.set(
      paragraph,
      (paragraphs.get(paragraph) ?? '') + text.slice(start, end).replace(/[^\u3400-\u9fff]/g, ''),
    )
  const seen = new Map<string, number>()
  const copies: Copy[] = []
  for (const [paragraph, body] of paragraphs) {
    if (body.length < shortest) continue
    const runs = new Set<string>()
    // A third of the runs says as much; which one is chosen by its own character, so that both copies choose the same.
    for (let at = 0; at + size <= body.length; at += 1)
      if (body.charCodeAt(at) % 3 === 0) runs.add(body.slice(at, at + size))
    const shared = new Map<number, number>()
    for (const run of runs) {
      const earlier = seen.get(run)
      if (earlier !== undefined) shared.set(earlier, (shared.get(earlier) ?? 0) + 1)
    }
    const [of, count] = [...shared].slice().sort((one, other) => other[1] - one[1])[0] ?? [0, 0]
    if (count > 0 && count >= runs.size * alike) copies.push({ paragraph, of })
    else for (const run of runs) if (!seen.has(run)) seen.set(run, paragraph)
  }
  return copies
}

const firstWords = 40

/** What stands twice, for the list of what was read past: each run of repeated paragraphs with its place in the original and its first words. */
export const copiesSeen = (
  original: string,
  layer: Layer,
  sentences: readonly Sentence[],
  copied: ReadonlySet<number>,
): Change[] => {
  const runs: { start: number; end: number }[] = []
  let open: { start: number; end: number } | null = null
  for (const { start, end, paragraph } of sentences) {
    if (!copied.has(paragraph)) open = null
    else if (open) open.end = end
    else runs.push((open = { start, end }))
  }
  return runs.map((run) => {
    const [start, end] = spanOf(layer, run.start, run.end)
    const was = original.slice(start, Math.min(end, start + firstWords))
    return { start, end, was: end > start + firstWords ? `${was}…` : was, now: '', why: 'copy' }
  })
}
