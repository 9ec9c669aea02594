import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'
import { words } from './words.ts'

/** The page of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.figureCheck,
    entry: 'papers',
    can: 'signed-in',
    tab: words.title,
    help,
    lazy: () => import('./CheckPage.tsx'),
  },
]
