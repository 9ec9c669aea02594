import type { Figure } from '../meaning/figures.ts'
import { isChange } from './is-change.ts'
import { isCount, type Reading, type Relation } from './relation.ts'

/** Units of which a share is a whole number. */
export const countedSingly: readonly Figure['family'][] = ['person', 'household', 'matter', 'body', 'place', 'thing']

/** Counts of the same paragraph that stand before and no deeper in brackets, the nearest last. */
export const counts = ({ figures, sentences }: Reading, stated: Figure): Figure[] =>
  figures
    .slice(Math.max(0, stated.index - 40), stated.index)
    .filter(
      (one) =>
        isCount(one) &&
        !isChange(one) &&
        !/(?:平均|均|每)[^,;。]{0,6}$/.test(one.lead) &&
        one.depth <= stated.depth &&
        one.sentence >= stated.sentence - 3 &&
        sentences[one.sentence]?.paragraph === sentences[stated.sentence]?.paragraph,
    )

/** A part of a whole. */
export const relation = (part: Figure, whole: Figure, stated: Figure, sure: number): Relation => ({
  kind: 'ratio',
  formula: 'share',
  operands: [part, whole],
  stated,
  rule: 'share',
  sure,
})

/** The text gives the part and its share; the whole is left to the reader. */
export const implied = (part: Figure, stated: Figure): Relation => ({
  kind: 'ratio',
  formula: 'share',
  operands: [part],
  stated,
  rule: 'share',
  sure: 0.6,
})

/** The text gives the whole and the share; the part is left to the reader. */
export const partOf = (whole: Figure, stated: Figure, sure: number): Relation => ({
  kind: 'ratio',
  formula: 'partOf',
  operands: [whole],
  stated,
  rule: 'share',
  sure,
})
