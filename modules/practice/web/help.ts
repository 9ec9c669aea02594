import type { PageHelp } from '#web/page.ts'
import { words } from './words.ts'

/** What stands behind ？ of the page of this room. */
export const help = [words.help, words.helpGo, words.helpLaw] as const satisfies PageHelp
