import type { Block, HeadingKind } from './model.ts'

const DIGITS = '零一二三四五六七八九'

/** Chinese numeral of a whole number from 1 to 99, as headings count. */
export const chineseNumeral = (n: number): string => {
  const tens = Math.floor(n / 10)
  const ones = n % 10
  const head = tens === 0 ? '' : `${tens === 1 ? '' : DIGITS[tens]}十`
  return head + (ones === 0 ? '' : DIGITS[ones])
}

const FORMS: Record<HeadingKind, (n: number) => string> = {
  h1: (n) => `${chineseNumeral(n)}、`,
  h2: (n) => `（${chineseNumeral(n)}）`,
  h3: (n) => `${n}.`,
  h4: (n) => `（${n}）`,
}

export type NumberedBlock = { readonly block: Block; readonly number: string }

/** Gives each heading its number by level; a level starts again under the next higher heading. Other blocks get ''. */
export const numberHeadings = (blocks: readonly Block[]): readonly NumberedBlock[] => {
  const counts = [0, 0, 0, 0]
  return blocks.map((block) => {
    if (block.kind === 'p' || block.kind === 'table') return { block, number: '' }
    const level = Number(block.kind.slice(1)) - 1
    counts[level] = (counts[level] ?? 0) + 1
    counts.fill(0, level + 1)
    return { block, number: FORMS[block.kind](counts[level]) }
  })
}
