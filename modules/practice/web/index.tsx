import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'

/** What other rooms show of practice: the way to it, and its keeping. */
export { Keeping as PracticeKeeping } from './Keeping.tsx'
export { Way as PracticeWay } from './Way.tsx'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  { path: paths.practice, entry: null, can: 'signed-in', help, lazy: () => import('./PracticePage.tsx') },
]
