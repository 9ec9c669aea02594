import { label } from '#platform/text/label.ts'
import type { PageHelp } from '#web/page.ts'
import { words } from './words.ts'

/** What stands behind ？ of the pages of this room. */
export const help = {
  roster: [
    label(
      '白班 8 点至 18 点,夜班 18 点到第二天 8 点,全天 8 点到第二天 8 点。',
      'Day 8 to 18, night 18 to 8 of the next day, whole day 8 to 8 of the next day.',
    ),
    label(
      '这里排的人会出现在本单位的〔今天〕;下级的红线按钮直接拨这里的电话。',
      'Who is listed appears in the unit’s “Today”; the red line of units below dials the number given here.',
    ),
    label(
      '休息日按国务院放假安排标出;排到请了代班的人,会提醒换人。',
      'Days off follow the notice of the State Council; a colleague who is away is pointed out.',
    ),
  ],
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
