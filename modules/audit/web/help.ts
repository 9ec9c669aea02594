import { label } from '#platform/text/label.ts'
import type { PageHelp } from '#web/page.ts'
import { words } from './words.ts'

/** What stands behind ？ of the pages of this room. */
export const help = {
  desk: [
    words.help,
    label(
      '先看紧急查看待复核和异常查看;每一条写一句结论。',
      'Emergency views and unusual looking first; each gets a verdict in words.',
    ),
    words.helpLaw,
  ],
  record: [
    label(
      '凭编号看谁看过、办过这一件;看不到内容。',
      'By its number: who looked at it and worked on it, nothing of what it says.',
    ),
    words.help,
    words.helpLaw,
  ],
} as const satisfies Record<string, PageHelp>
