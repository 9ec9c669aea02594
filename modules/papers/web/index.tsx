import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'
export { PhonePhotos } from './PhonePhotos.tsx'
import { words } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.issued,
    entry: 'papers',
    can: 'papers.read',
    tab: words.register,
    help: help,
    lazy: () => import('./RegisterPage.tsx'),
  },
  {
    path: paths.books,
    entry: 'papers',
    can: 'papers.keep',
    tab: words.books,
    help: help,
    lazy: () => import('./BooksPage.tsx'),
  },
]
