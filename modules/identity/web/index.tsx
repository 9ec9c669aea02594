import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  { path: paths.me, entry: null, can: 'signed-in', lazy: () => import('./MePage.tsx') },
  { path: paths.help, entry: null, can: 'signed-in', lazy: () => import('./HelpPage.tsx') },
  { path: paths.accounts, entry: null, can: 'identity.accounts', lazy: () => import('./AccountsPage.tsx') },
]
