import { label } from '#platform/text/label.ts'
import type { LimitUnit } from './define.ts'
import { defineLimits } from './define.ts'

const since2022 = { validFrom: '2022-05-01', rollForward: true } as const
const under2005 = { validFrom: '2005-05-01', validTo: '2022-04-30', rollForward: true } as const
const pace2014 = { validFrom: '2014-05-01', validTo: '2022-04-30', rollForward: true } as const
const always = { validFrom: '2000-01-01', rollForward: true } as const

const days = (n: number, unit: LimitUnit = 'CAL_DAY') => ({ n, unit })
const now = (article: string) =>
  label(`《信访工作条例》(2022)第${article}条`, `Regulations on Petition Work (2022) Art. ${article}`)
const then = (article: string) =>
  label(`《信访条例》(2005)第${article}条`, `Petition Regulations (2005) Art. ${article}`)
const own = label('本平台工作要求', 'Working rule of this platform')

const sf = 'domain/01 §7 [SF]'
const dr = 'domain/01 §7 [DR]'
const old = '信访条例 2005 [GK: articles from memory of the text]'

const notice = label('告知是否受理', 'Triage and notice')
const closing = label('办结', 'Closing')
const extension = label('延长办理', 'Extension')
const askReview = label('请求复查', 'Asking for review')
const review = label('复查意见', 'Review opinion')
const askRecheck = label('请求复核', 'Asking for recheck')
const recheck = label('复核意见', 'Recheck opinion')

/**
 * Limits of petitions, ids of domain/01 §7. The 信访条例 of 2005 held until 2022-04-30. P10 leaves the time of a hearing out; nothing else stops a clock.
 */
export const petitionLimits = defineLimits([
  { id: 'P01', label: notice, length: days(15), basis: now('23'), source: sf, ...since2022 },
  { id: 'P01', label: notice, length: days(15), basis: then('22'), source: old, ...under2005 },
  {
    id: 'P02',
    label: label('转来件告知', 'Notice for forwarded items'),
    length: days(15),
    basis: now('23'),
    source: sf,
    ...since2022,
  },
  {
    id: 'P02',
    label: label('转来件告知', 'Notice for forwarded items'),
    length: days(15),
    basis: then('21'),
    source: old,
    ...under2005,
  },
  {
    id: 'P03',
    label: label('对转来件提出异议', 'Objection to the sender'),
    length: days(5, 'WORK_DAY'),
    basis: now('23'),
    source: sf,
    ...since2022,
  },
  {
    id: 'P04',
    label: label('信访部门转送', 'Forwarding by the petition bureau'),
    length: days(15),
    basis: now('22'),
    source: sf,
    ...since2022,
  },
  {
    id: 'P04',
    label: label('信访部门转送', 'Forwarding by the petition bureau'),
    length: days(15),
    basis: then('21'),
    source: old,
    ...under2005,
  },
  { id: 'P05', label: closing, length: days(60), basis: now('34'), source: sf, ...since2022 },
  { id: 'P05', label: closing, length: days(60), basis: then('33'), source: old, ...under2005 },
  { id: 'P06', label: extension, length: days(30), basis: now('34'), source: `${sf}; once [GK]`, ...since2022 },
  { id: 'P06', label: extension, length: days(30), basis: then('33'), source: old, ...under2005 },
  { id: 'P07', label: askReview, length: days(30), basis: now('35'), source: sf, ...since2022 },
  { id: 'P07', label: askReview, length: days(30), basis: then('34'), source: old, ...under2005 },
  { id: 'P08', label: review, length: days(30), basis: now('35'), source: sf, ...since2022 },
  { id: 'P08', label: review, length: days(30), basis: then('34'), source: old, ...under2005 },
  { id: 'P09', label: askRecheck, length: days(30), basis: now('36'), source: sf, ...since2022 },
  { id: 'P09', label: askRecheck, length: days(30), basis: then('35'), source: old, ...under2005 },
  { id: 'P10', label: recheck, length: days(30), basis: now('36'), source: sf, ...since2022 },
  { id: 'P10', label: recheck, length: days(30), basis: then('35'), source: old, ...under2005 },
  ...(
    [
      ['P11-N', 5, '全国', 'national'],
      ['P11-P', 3, '省级', 'province'],
      ['P11-C', 3, '市级', 'city'],
      ['P11-D', 4, '县级', 'county'],
    ] as const
  ).map(([id, n, zh, en]) => ({
    id,
    label: label(`逐级转送(${zh})`, `Forwarding pace, ${en}`),
    length: days(n),
    basis: label('国家信访局2014年办法(已废止)', 'National petition bureau measures of 2014 (replaced)'),
    source: 'domain/01 §7 [SF, old text; day of entry into force GK]',
    ...pace2014,
  })),
  {
    id: 'P12',
    label: label('交办件反馈', 'Feedback on an assigned item'),
    length: null,
    basis: now('22'),
    source: sf,
    ...since2022,
    rollForward: false,
  },
  {
    id: 'P12',
    label: label('交办件反馈', 'Feedback on an assigned item'),
    length: null,
    basis: then('21'),
    source: old,
    ...under2005,
    rollForward: false,
  },
  {
    id: 'P13-DECIDE',
    label: label('简易办理:决定受理', 'Fast track: decide'),
    length: days(3, 'WORK_DAY'),
    basis: label('国家信访局简易办理试行办法', 'National bureau trial rule on simple matters'),
    source: 'domain/01 §7 [GK]',
    ...since2022,
  },
  {
    id: 'P13-FINISH',
    label: label('简易办理:办结', 'Fast track: finish'),
    length: days(10, 'WORK_DAY'),
    basis: label('国家信访局简易办理试行办法', 'National bureau trial rule on simple matters'),
    source: 'domain/01 §7 [GK]',
    ...since2022,
  },
  {
    id: 'P14-CONTACT',
    label: label('联系信访人', 'Contact the petitioner'),
    length: days(1, 'WORK_DAY'),
    basis: own,
    source: dr,
    ...always,
  },
  {
    id: 'P14-ANSWER',
    label: label('答复咨询', 'Answer a consultation'),
    length: days(3, 'WORK_DAY'),
    basis: own,
    source: dr,
    ...always,
  },
  {
    id: 'P14-URGENT',
    label: label('紧急事项立即处置', 'Urgent: at once'),
    length: days(0, 'HOUR'),
    basis: own,
    source: dr,
    ...always,
    rollForward: false,
  },
  { id: 'P15', label: label('首次回访', 'First follow-up'), length: days(15), basis: own, source: dr, ...always },
  { id: 'P15-NEXT', label: label('再次回访', 'Second follow-up'), length: days(30), basis: own, source: dr, ...always },
])
