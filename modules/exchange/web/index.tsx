import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { words } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.import,
    entry: 'matters',
    can: 'exchange.import',
    tab: words.import,
    lazy: () => import('./ImportPage.tsx'),
  },
  { path: paths.importFile, entry: 'matters', can: 'exchange.import', lazy: () => import('./FilePage.tsx') },
]
