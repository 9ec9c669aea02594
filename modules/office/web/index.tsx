import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { dutyWords } from './duty-words.ts'
import { help } from './help.ts'
import { words } from './words.ts'

export { type Standing, useDutyNow, useStanding } from './data.ts'
export { Contacts } from './Contacts.tsx'
export { OnDuty } from './OnDuty.tsx'
export { PhraseChips } from './PhraseChips.tsx'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.roster,
    entry: 'today',
    can: 'office.duty',
    tab: dutyWords.title,
    help: help.roster,
    lazy: () => import('./RosterPage.tsx'),
  },
  {
    path: paths.myDeputy,
    entry: null,
    can: 'cases.read',
    found: words.deputies,
    help: help.deputies,
    lazy: () => import('./DeputiesPage.tsx'),
  },
  {
    path: paths.deputies,
    entry: 'today',
    can: 'identity.posts',
    tab: words.deputies,
    help: help.deputies,
    lazy: () => import('./DeputiesPage.tsx'),
  },
  {
    path: paths.phrases,
    entry: null,
    can: 'cases.read',
    found: words.phrases,
    help: help.phrases,
    lazy: () => import('./PhrasesPage.tsx'),
  },
]
