import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { officeWords } from './office-words.ts'
import { unitWords } from './unit-words.ts'
import { identityWords } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  { path: paths.me, entry: null, can: 'signed-in', lazy: () => import('./MePage.tsx') },
  { path: paths.help, entry: null, can: 'signed-in', lazy: () => import('./HelpPage.tsx') },
  {
    path: paths.accounts,
    entry: 'today',
    can: 'identity.accounts',
    home: 'settings.change',
    tab: identityWords.accounts,
    lazy: () => import('./AccountsPage.tsx'),
  },
  { path: paths.accountSlips, entry: 'today', can: 'identity.accounts', lazy: () => import('./SlipsPage.tsx') },
  {
    path: paths.units,
    entry: 'registers',
    can: 'settings.change',
    tab: unitWords.units,
    lazy: () => import('./UnitsPage.tsx'),
  },
  {
    path: paths.posts,
    entry: 'today',
    can: 'identity.posts',
    home: 'identity.posts',
    tab: officeWords.postsTitle,
    lazy: () => import('./PostsPage.tsx'),
  },
]
