import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { deskWords } from './desk-words.ts'
import { help } from './help.ts'
import { officeWords } from './office-words.ts'
import { reviewWords } from './review-words.ts'
import { unitWords } from './unit-words.ts'
import { identityWords } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  { path: paths.me, entry: null, can: 'signed-in', help: help.me, lazy: () => import('./MePage.tsx') },
  { path: paths.scan, entry: null, can: 'signed-in', help: help.scan, lazy: () => import('./ScanPage.tsx') },
  { path: paths.help, entry: null, can: 'signed-in', help: help.help, lazy: () => import('./HelpPage.tsx') },
  {
    path: paths.adminDesk,
    entry: 'today',
    can: 'settings.change',
    home: 'settings.change',
    tab: deskWords.title,
    help: help.adminDesk,
    lazy: () => import('./AdminDesk.tsx'),
  },
  {
    path: paths.accounts,
    entry: 'registers',
    can: 'identity.accounts',
    tab: identityWords.accounts,
    help: help.accounts,
    lazy: () => import('./AccountsPage.tsx'),
  },
  {
    path: paths.accountSlips,
    entry: 'registers',
    can: 'identity.accounts',
    help: help.slips,
    lazy: () => import('./SlipsPage.tsx'),
  },
  {
    path: paths.accountReview,
    entry: 'today',
    can: 'identity.review',
    tab: reviewWords.title,
    help: help.review,
    lazy: () => import('./ReviewPage.tsx'),
  },
  {
    path: paths.units,
    entry: 'registers',
    can: 'settings.change',
    tab: unitWords.units,
    help: help.units,
    lazy: () => import('./UnitsPage.tsx'),
  },
  {
    path: paths.posts,
    entry: 'today',
    can: 'identity.posts',
    home: 'identity.posts',
    tab: officeWords.postsTitle,
    help: help.posts,
    lazy: () => import('./PostsPage.tsx'),
  },
]
