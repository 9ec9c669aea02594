import { practicePath } from '#platform/http/practice.ts'

/** Whether this page is of the practice house: the same build, below its own path. */
export const practising = location.pathname === practicePath || location.pathname.startsWith(`${practicePath}/`)

/** Where the pages of this house lie: nothing, or the path of the practice house. */
export const base = practising ? practicePath : ''

/** Name under which this browser keeps something of this house: what is practised never meets what is real. */
export const keptAs = (name: string): string => `${practising ? 'nuanjia-practice' : 'nuanjia'}.${name}`

/** A file's name; of the practice house it says so. */
export const fileName = (name: string): string => (practising ? `练习-${name}` : name)

/** The address of a call: one of the practice house goes below its path. */
export const addressOf = (path: string): string => (path.startsWith('/api/') ? `${base}${path}` : path)
