import { pinyin } from 'pinyin-pro'

type Called = { readonly zh: string; readonly synonyms?: readonly string[] }

const initialsOf = (text: string): string =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' }).join('').toLowerCase()

/**
 * Rows with their pinyin initials, made where the pinyin table is at hand (server, build), so that a page can search
 * `jb` → 家暴 without loading it.
 */
export const withInitials = <R extends Called>(
  rows: readonly R[],
): readonly (R & { readonly initials: readonly string[] })[] =>
  rows.map((row) => ({ ...row, initials: [row.zh, ...(row.synonyms ?? [])].map(initialsOf) }))
