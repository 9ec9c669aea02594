import type { PageSpec } from '#web/page.ts'
export { UnitPicker } from './UnitPicker.tsx'

/** The pages of this room. */
export const pages: readonly PageSpec[] = []
