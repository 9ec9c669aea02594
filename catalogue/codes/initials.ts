import { pinyin } from 'pinyin-pro'
import type { CodeRow } from './define.ts'

const initialsOf = (text: string): string =>
  pinyin(text, { pattern: 'first', toneType: 'none', type: 'array', nonZh: 'removed' }).join('').toLowerCase()

/**
 * The rows with their pinyin initials, made where the pinyin table is at hand (server, build), so that a page can search
 * `jb` → 家暴 without loading it.
 */
export const withInitials = <C extends string>(rows: readonly CodeRow<C>[]): readonly CodeRow<C>[] =>
  rows.map((row) => ({ ...row, initials: [row.zh, ...(row.synonyms ?? [])].map(initialsOf) }))
