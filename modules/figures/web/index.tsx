import type { PageSpec } from '#web/page.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = []
