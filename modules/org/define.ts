import { label, type Label } from '#platform/text/label.ts'

/** The six levels, nation first: nation, province, city, county, township, village (domain/00). */
export const levels = ['N', 'P', 'C', 'D', 'T', 'V'] as const
export type Level = (typeof levels)[number]

/** What people call each level. */
export const levelLabels: Readonly<Record<Level, Label>> = {
  N: label('全国', 'Nation'),
  P: label('省级', 'Province'),
  C: label('市级', 'City'),
  D: label('县级', 'County'),
  T: label('乡级', 'Township'),
  V: label('村级', 'Village'),
}

/** A division of the state, a body beside it (a partner agency, a women's committee), or a local unit outside the list (a development zone, a farm). */
export const unitKinds = ['division', 'body', 'local'] as const
export type UnitKind = (typeof unitKinds)[number]

/** Code of the nation, the root of the tree. */
export const nationCode = '000000'

/** Scope of the nation; every other scope begins with it. */
export const nationScope = '/'

/** First day of a unit of the published list, which does not say since when it exists: before any record. */
export const beforeRecords = '1949-10-01'

/** What can happen to a unit, with the words a file may use. */
export const changeWords = {
  rename: ['rename', '改名', '更名', '改码'],
  move: ['move', '迁移', '改隶', '划转'],
  merge: ['merge', '并入', '合并'],
  abolish: ['abolish', '撤销'],
  new: ['new', '新设', '设立'],
} as const
export type ChangeKind = keyof typeof changeWords

/** What a kind of change is called; an unknown one by its key. */
export const changeLabel = (kind: string): Label => {
  const [en = kind, zh = kind] = (changeWords as Record<string, readonly string[]>)[kind] ?? []
  return label(zh, en)
}
