import { lazy, type ReactNode, Suspense } from 'react'
import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'

const Keeping = lazy(() => import('./Keeping.tsx').then(({ Keeping }) => ({ default: Keeping })))
const Way = lazy(() => import('./Way.tsx').then(({ Way }) => ({ default: Way })))

/** The administrator's section on 运行. */
export const PracticeKeeping = (): ReactNode => (
  <Suspense fallback={null}>
    <Keeping />
  </Suspense>
)

/** The way to practice for other rooms' pages. */
export const PracticeWay = ({ sheet = false }: { sheet?: boolean }): ReactNode => (
  <Suspense fallback={null}>
    <Way sheet={sheet} />
  </Suspense>
)

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  { path: paths.practice, entry: null, can: 'signed-in', help, lazy: () => import('./PracticePage.tsx') },
]
