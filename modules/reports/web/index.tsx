import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'
import { words } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.reports,
    entry: 'papers',
    can: 'reports.read',
    tab: words.reports,
    help: help,
    lazy: () => import('./ReportsPage.tsx'),
  },
  { path: paths.report, entry: 'papers', can: 'reports.read', help: help, lazy: () => import('./ReportPage.tsx') },
]
