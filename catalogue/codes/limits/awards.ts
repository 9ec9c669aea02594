import { label } from '#platform/text/label.ts'
import { defineLimits } from './define.ts'

const own = label('本平台工作要求', 'Working rule of this platform')

/** Limits of awards and volunteering (domain/08): A01 and A03 are floors, a notice may hang longer. */
export const awardLimits = defineLimits([
  {
    id: 'A01',
    label: label('公示(每一级,至少)', 'Public notice at each step, at least'),
    length: { n: 5, unit: 'WORK_DAY' },
    basis: label('评比达标表彰活动管理办法', 'Measures on appraisal and commendation'),
    rollForward: true,
    validFrom: '2000-01-01',
    source: 'domain/08 §3 [GK; open to the past because no day of entry into force was found]',
  },
  {
    id: 'A02',
    label: label('答复公示异议', 'Objection to a notice answered'),
    length: { n: 10, unit: 'WORK_DAY' },
    basis: own,
    rollForward: true,
    validFrom: '2000-01-01',
    source: 'domain/08 §5 [DR]',
  },
  {
    id: 'A03',
    label: label('志愿服务时长公示(至少)', 'Notice of volunteer hours, at least'),
    length: { n: 3, unit: 'WORK_DAY' },
    basis: own,
    rollForward: true,
    validFrom: '2000-01-01',
    source: 'domain/08 §1 [DR]',
  },
])
