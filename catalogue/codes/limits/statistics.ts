import { label } from '#platform/text/label.ts'
import { defineLimits } from './define.ts'

/** Limits of the books of figures, counted from the last day of a month. */
export const statisticsLimits = defineLimits([
  {
    id: 'S01',
    label: label('月度关账', 'Closing of a month'),
    length: { n: 5, unit: 'WORK_DAY' },
    basis: label('本平台工作要求', 'Working rule of this platform'),
    rollForward: false,
    validFrom: '2000-01-01',
    // The county's monthly return is due on day 5 (D day 5); workdays leave the same time after a long holiday.
    source: 'domain/10 §2 [DR]',
  },
])
