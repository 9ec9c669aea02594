import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'
import { words } from './words.ts'

export { type Standing, useStanding } from './data.ts'
export { PhraseChips } from './PhraseChips.tsx'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.myDeputy,
    entry: null,
    can: 'cases.read',
    help: help.deputies,
    lazy: () => import('./DeputiesPage.tsx'),
  },
  {
    path: paths.deputies,
    entry: 'today',
    can: 'office.deputies',
    tab: words.deputies,
    help: help.deputies,
    lazy: () => import('./DeputiesPage.tsx'),
  },
  { path: paths.phrases, entry: null, can: 'cases.read', help: help.phrases, lazy: () => import('./PhrasesPage.tsx') },
]
