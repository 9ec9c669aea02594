import { lazy } from 'react'
import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'
import { recordsPath } from './links.ts'
import { words } from './words.ts'

/** Four figures of the year for the first page of whoever answers for a place; fetched when they are wanted. */
export const HomeFigures = lazy(() => import('./HomeFigures.tsx').then(({ HomeFigures }) => ({ default: HomeFigures })))
/** Which classes rose or fell, for the first page of a city. */
export const ClassChanges = lazy(() =>
  import('./ClassChanges.tsx').then(({ ClassChanges }) => ({ default: ClassChanges })),
)
export { PeriodPicker } from './PeriodPicker.tsx'
export { toFigures, toRecords } from './links.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.figures,
    entry: 'figures',
    can: 'figures.read',
    tab: words.figures,
    help: help.figures,
    lazy: () => import('./FiguresPage.tsx'),
  },
  {
    path: recordsPath,
    entry: 'figures',
    can: 'figures.read',
    help: help.records,
    lazy: () => import('./RecordsPage.tsx'),
  },
]
