import { createContext } from 'react'
import type { PageSpec } from './page.ts'

/** Every page of the house, for a page that finds others. */
export const Pages = createContext<readonly PageSpec[]>([])
