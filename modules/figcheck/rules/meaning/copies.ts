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
    for (let at = 0; at + size <= body.length; at += 1) runs.add(body.slice(at, at + size))
    const shared = new Map<number, number>()
    for (const run of runs) {
      const earlier = seen.get(run)
      if (earlier !== undefined) shared.set(earlier, (shared.get(earlier) ?? 0) + 1)
    }
    const [of, count] = [...shared].slice().sort((one, other) => other[1] - one[1])[0] ?? [0, 0]
    if (count >= runs.size * alike) copies.push({ paragraph, of })
    else for (const run of runs) if (!seen.has(run)) seen.set(run, paragraph)
  }
  return copies
}
