import { label } from '#platform/text/label.ts'
import { defineCodes } from './define.ts'

const source = 'domain/13 §8'

/** What volunteers do. */
export const volunteerFields = defineCodes({
  list: 'volunteer-fields',
  label: label('服务领域', 'Field of service'),
  source,
  rows: [
    { code: 'LAW', zh: '法律', en: 'Law', synonyms: ['普法'] },
    { code: 'PSY', zh: '心理', en: 'Psychology' },
    { code: 'MEDI', zh: '调解', en: 'Mediation' },
    { code: 'PAR', zh: '家教', en: 'Parenting', synonyms: ['家庭教育'] },
    { code: 'EDU', zh: '助学', en: 'Study aid' },
    { code: 'OLD', zh: '助老', en: 'Elderly', synonyms: ['敬老'] },
    { code: 'ENV', zh: '环保', en: 'Environment', synonyms: ['卫生清洁'] },
    { code: 'TRF', zh: '文明交通', en: 'Traffic' },
    { code: 'EMG', zh: '应急', en: 'Emergency', synonyms: ['救灾'] },
    { code: 'HLT', zh: '健康', en: 'Health', synonyms: ['义诊'] },
    { code: 'HOM', zh: '家政', en: 'Housekeeping' },
    { code: 'PUB', zh: '宣传', en: 'Publicity' },
  ],
})

/** Themes of activities; T0909 falls on the ninth day of the ninth lunar month. */
export const activityThemes = defineCodes({
  list: 'activity-themes',
  label: label('活动主题', 'Theme'),
  source,
  rows: [
    { code: 'T0308', zh: '三八维权周', en: "Women's rights week", synonyms: ['三八', '三八妇女节', '维权周'] },
    { code: 'T0601', zh: '六一', en: "Children's Day", synonyms: ['儿童节'] },
    { code: 'T0626', zh: '禁毒', en: 'Anti-drug day', synonyms: ['6·26', '不让毒品进我家', '国际禁毒日'] },
    { code: 'T1125', zh: '反家暴', en: 'Against domestic violence', synonyms: ['11·25', '消除家庭暴力日'] },
    { code: 'T1201', zh: '防艾', en: 'AIDS day', synonyms: ['艾滋病日', '防艾滋'] },
    { code: 'T1204', zh: '宪法日', en: 'Constitution day', synonyms: ['12·4', '法制宣传日'] },
    { code: 'T0909', zh: '重阳(农历)', en: 'Double Ninth (lunar)', synonyms: ['重阳', '九九重阳', '重阳节'] },
    { code: 'TSAFE', zh: '平安家庭', en: 'Safe family' },
    { code: 'TPAR', zh: '家庭教育', en: 'Parenting', synonyms: ['家长学校'] },
    { code: 'THLT', zh: '健康讲座', en: 'Health' },
  ],
})

/** Who is honoured. */
export const awardObjects = defineCodes({
  list: 'award-objects',
  label: label('表彰对象', 'Award object'),
  source,
  rows: [
    { code: 'F', zh: '家庭', en: 'Family' },
    { code: 'C', zh: '集体', en: 'Collective', synonyms: ['单位'] },
    { code: 'P', zh: '个人', en: 'Person' },
  ],
})

/** Campaigns a family can be nominated in, each for its year; quotas are given by these codes. */
export const awardCampaigns = defineCodes({
  list: 'award-campaigns',
  label: label('推选批次', 'Campaign'),
  source: 'domain/08 §4',
  rows: [2024, 2025, 2026, 2027].map((year) => ({
    code: `${year}-zuimei`,
    zh: `${year} 年最美家庭`,
    en: `Most beautiful families ${year}`,
    validFrom: `${year}-01-01`,
    validTo: `${year}-12-31`,
  })),
})

/** Whether as many are nominated as will be chosen, or more. */
export const awardModes = defineCodes({
  list: 'award-modes',
  label: label('推荐方式', 'Nomination mode'),
  source,
  rows: [
    { code: '1', zh: '等额', en: 'Equal to the quota' },
    { code: '2', zh: '差额', en: 'More than the quota' },
  ],
})

/** What an honour is worth today; `held` still counts. */
export const awardStatuses = defineCodes({
  list: 'award-statuses',
  label: label('荣誉状态', 'Award status'),
  source,
  rows: [
    { code: 'K', zh: '保留', en: 'Kept', flags: ['held'] },
    { code: 'W', zh: '警示', en: 'Warned', flags: ['held'] },
    { code: 'R', zh: '撤销', en: 'Revoked' },
    { code: 'E', zh: '到期', en: 'Expired' },
  ],
})
