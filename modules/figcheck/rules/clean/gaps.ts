import { type Change, type Layer, spanOf } from './layer.ts'

const around = 4
// A question asks with 吗, 什么, 如何; a mark inside a word that asks nothing stands for a lost character.
const broken = /(?<=[\u3400-\u9fff])(?:(?<![吗呢么谁何否哪几怎][^,，。;；\n]{0,12})\?(?=[\u3400-\u9fff!»«^])|\ufffd+)/g

/** Where characters or a number are lost or run together, for the list of what was read past: nothing is put there, the place is shown with □. */
export const gapsSeen = (
  original: string,
  layer: Layer,
  gaps: readonly (readonly [number, number])[],
): readonly Change[] => [
  ...gaps.map(([from, until]): Change => {
    const [start, end] = spanOf(layer, from, until)
    const [before, behind] = [original.slice(Math.max(0, start - around), start), original.slice(end, end + around)]
    const printed = original.slice(start, end)
    return {
      start: start - before.length,
      end: end + behind.length,
      was: `${before}${printed}${behind}`,
      now: `${before}□${behind}`,
      why: /\d/.test(printed) ? 'glued' : 'lost',
    }
  }),
  ...[...original.matchAll(broken)].map(({ 0: was, index }): Change => ({
    start: index,
    end: index + was.length,
    was,
    now: '□',
    why: 'lost',
  })),
]
