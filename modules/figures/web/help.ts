import { label } from '#platform/text/label.ts'
import type { PageHelp } from '#web/page.ts'
import { words } from './words.ts'

/** What stands behind ？ of the pages of this room. */
export const help = {
  figures: [words.help1, words.help2, words.help3],
  records: [
    label(
      '数字就是这些件数出来的;打开一件,看您能看的部分。',
      'The figure counts these; open one to see what is yours to see.',
    ),
    label(
      '您打不开的只计数,不显示;数不对,去那一件里更正。',
      'What you may not open is counted and not shown; a wrong figure is mended in its matter.',
    ),
    label(
      '单个人的资料不对外公布(统计法:保护统计调查对象的个人信息)。',
      'Nothing of a single person is published (Statistics Law).',
    ),
  ],
} as const satisfies Record<string, PageHelp>
