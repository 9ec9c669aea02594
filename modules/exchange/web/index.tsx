import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { words } from './words.ts'

const help = [words.help1, words.help2, words.help3] as const

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.import,
    entry: 'matters',
    can: 'exchange.import',
    tab: words.import,
    help,
    lazy: () => import('./ImportPage.tsx'),
  },
  { path: paths.importFile, entry: 'matters', can: 'exchange.import', help, lazy: () => import('./FilePage.tsx') },
  {
    path: paths.export,
    entry: 'matters',
    can: 'exchange.export',
    found: words.export,
    help: [words.exportHelp1, words.exportHelp2, words.exportHelp3],
    lazy: () => import('./ExportPage.tsx'),
  },
]
