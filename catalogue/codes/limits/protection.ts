import { label } from '#platform/text/label.ts'
import { defineLimits } from './define.ts'

const law = (article: string) => label(`《反家庭暴力法》第${article}条`, `Anti-Domestic Violence Law Art. ${article}`)
const own = label('本平台工作要求', 'Working rule of this platform')
const since2016 = { validFrom: '2016-03-01' } as const
const always = { validFrom: '2000-01-01' } as const

/** Limits of protection from violence (domain/03). Hours run through rest days; what protects her does not roll forward. */
export const protectionLimits = defineLimits([
  {
    id: 'V01',
    label: label('法院作出保护令裁定', 'Court rules on the order'),
    length: { n: 72, unit: 'HOUR' },
    basis: law('28'),
    rollForward: false,
    source: 'domain/03 §5 [SF]',
    ...since2016,
  },
  {
    id: 'V02',
    label: label('法院作出保护令裁定(情况紧急)', 'Court rules on the order, urgent'),
    length: { n: 24, unit: 'HOUR' },
    basis: law('28'),
    rollForward: false,
    source: 'domain/03 §5 [SF]',
    ...since2016,
  },
  {
    id: 'V03',
    label: label('保护令有效期(最长)', 'Validity of an order, at most'),
    length: { n: 6, unit: 'MONTH' },
    basis: law('30'),
    rollForward: false,
    source: 'domain/03 §5 [SF]',
    ...since2016,
  },
  {
    id: 'V04',
    label: label('申请复议', 'Asking the court for review'),
    length: { n: 5, unit: 'CAL_DAY' },
    basis: law('31'),
    rollForward: true,
    source: 'domain/03 §5 [SF]',
    ...since2016,
  },
  {
    id: 'V05',
    label: label('强制报告补交书面材料', 'Mandatory report in writing'),
    length: { n: 24, unit: 'HOUR' },
    basis: own,
    rollForward: false,
    source: 'domain/03 §3 [DR]',
    ...always,
  },
  {
    id: 'V06',
    label: label('发现后未报告提醒', 'Alarm: detected and not reported'),
    length: { n: 2, unit: 'HOUR' },
    basis: own,
    rollForward: false,
    source: 'domain/03 §3 [DR]',
    ...always,
  },
  {
    id: 'V07',
    label: label('庇护入住(一般最长)', 'Stay in shelter, as a rule at most'),
    length: { n: 10, unit: 'CAL_DAY' },
    basis: label('民发〔2015〕189号', 'Guidance Minfa [2015] No. 189'),
    rollForward: false,
    source: 'domain/03 §7 [SF]; validFrom is the year of the document',
    validFrom: '2015-01-01',
  },
  {
    id: 'V09',
    label: label('对现在的危险作出处置', 'Response to present danger'),
    length: { n: 2, unit: 'HOUR' },
    basis: own,
    rollForward: false,
    source:
      'domain/03 §8 red: 110 now, safe place tonight; §3: life in danger is reported at once, alarm after 2 h [DR]',
    ...always,
  },
  {
    id: 'V08',
    label: label('重新评估风险', 'Risk assessed again'),
    length: { n: 30, unit: 'CAL_DAY' },
    basis: own,
    rollForward: false,
    source: 'domain/03 §8 [DR]',
    ...always,
  },
])
