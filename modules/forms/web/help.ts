import type { PageHelp } from '#web/page.ts'
import { words } from './words.ts'

/** What stands behind ？ of the pages of this room. */
export const help = [words.help1, words.help2, words.help3] as const satisfies PageHelp
