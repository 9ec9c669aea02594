import { label } from '#platform/text/label.ts'
import type { PageHelp } from '#web/page.ts'
import { words } from './words.ts'

/** What stands behind ？ of the pages of this room. */
export const help = {
  phrases: [
    words.phrasesHelp,
    label(
      '不再用的在这里删掉;单位的常用语大家共用。',
      'What is no longer used is removed here; phrases of the unit are shared.',
    ),
    words.phrasesHelpLaw,
  ],
  deputies: [words.deputiesHelp, words.deputiesHelpRole, words.deputiesHelpSecond],
} as const satisfies Record<string, PageHelp>
