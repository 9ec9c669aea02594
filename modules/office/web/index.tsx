import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'

export { PhraseChips } from './PhraseChips.tsx'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  { path: paths.phrases, entry: null, can: 'cases.read', lazy: () => import('./PhrasesPage.tsx') },
]
