import type { PageHelp } from '#web/page.ts'
import { words } from './words.ts'

/** What stands behind ？ of this room's page. */
export const help = [words.help1, words.help2, words.help3] as const satisfies PageHelp
