import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { words } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.reports,
    entry: 'papers',
    can: 'reports.read',
    tab: words.reports,
    lazy: () => import('./ReportsPage.tsx'),
  },
  { path: paths.report, entry: 'papers', can: 'reports.read', lazy: () => import('./ReportPage.tsx') },
]
