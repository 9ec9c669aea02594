import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { formPath } from './data.ts'
import { help } from './help.ts'
import { words } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.forms,
    entry: 'papers',
    can: 'reports.read',
    tab: words.forms,
    help,
    lazy: () => import('./FormsPage.tsx'),
  },
  { path: formPath, entry: 'papers', can: 'reports.read', help, lazy: () => import('./FormPage.tsx') },
]
