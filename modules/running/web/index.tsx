import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'
import { words } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.running,
    entry: 'today',
    can: 'settings.change',
    tab: words.title,
    help,
    lazy: () => import('./RunningPage.tsx'),
  },
]
