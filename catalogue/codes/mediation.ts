import { label } from '#platform/text/label.ts'
import { defineCodes } from './define.ts'

const source = 'domain/13 §4'

/** Kinds of dispute, after the return of people's mediation (domain/04 §6, unverified against the current one). */
export const disputeTypes = defineCodes({
  list: 'dispute-types',
  label: label('纠纷类型', 'Dispute type'),
  source,
  rows: [
    { code: '01', zh: '婚姻家庭', en: 'Family', synonyms: ['婚姻家庭纠纷'] },
    { code: '02', zh: '邻里', en: 'Neighbour', synonyms: ['邻里纠纷'] },
    { code: '03', zh: '房屋宅基地', en: 'Housing, plot', synonyms: ['宅基地', '房屋'] },
    { code: '04', zh: '合同', en: 'Contract', synonyms: ['合同纠纷'] },
    { code: '05', zh: '损害赔偿', en: 'Damages' },
    { code: '06', zh: '山林土地', en: 'Land, forest', synonyms: ['山林', '土地'] },
    { code: '07', zh: '征地拆迁', en: 'Expropriation', synonyms: ['征地', '拆迁'] },
    { code: '08', zh: '劳动', en: 'Labour', synonyms: ['劳动争议', '劳动纠纷'] },
    { code: '09', zh: '医疗', en: 'Medical', synonyms: ['医疗纠纷'] },
    { code: '10', zh: '物业', en: 'Property service', synonyms: ['物业纠纷'] },
    { code: '11', zh: '消费', en: 'Consumer', synonyms: ['消费纠纷'] },
    { code: '99', zh: '其他', en: 'Other' },
  ],
})

/** How a dispute came to the committee (人民调解法 Art. 17, 18). */
export const mediationSources = defineCodes({
  list: 'mediation-sources',
  label: label('受理来源', 'Source'),
  source,
  rows: [
    { code: '1', zh: '申请', en: 'Applied', synonyms: ['当事人申请'] },
    { code: '2', zh: '主动', en: 'Own motion', synonyms: ['主动调解'] },
    { code: '3', zh: '公安移送', en: 'Police' },
    { code: '4', zh: '法院委派', en: 'Court', synonyms: ['法院委托'] },
    { code: '5', zh: '信访移送', en: 'Petition' },
  ],
})

/** How a mediation ended. `agreed` counts as a success. */
export const mediationResults = defineCodes({
  list: 'mediation-results',
  label: label('调解结果', 'Result'),
  source,
  rows: [
    { code: '1', zh: '达成书面', en: 'Written', synonyms: ['书面协议'], flags: ['agreed'] },
    { code: '2', zh: '达成口头', en: 'Oral', synonyms: ['口头协议'], flags: ['agreed'] },
    { code: '3', zh: '未达成', en: 'Failed', synonyms: ['调解不成'] },
    { code: '4', zh: '撤回', en: 'Withdrawn' },
    { code: '5', zh: '移送', en: 'Transferred' },
  ],
})

/** Where a person is referred to and for what (domain/04 §9). */
export const referralPurposes = defineCodes({
  list: 'referral-purposes',
  label: label('转介去向', 'Referral'),
  source,
  rows: [
    { code: 'POL', zh: '报警、立案', en: 'Police', synonyms: ['公安', '派出所', '报警'] },
    { code: 'FOR', zh: '伤情鉴定', en: 'Forensic examination', synonyms: ['法医'] },
    { code: 'MED', zh: '医疗', en: 'Medical', synonyms: ['医院'] },
    { code: 'PSY', zh: '心理', en: 'Counselling', synonyms: ['心理咨询'] },
    { code: 'LAW', zh: '法律援助', en: 'Legal aid', synonyms: ['法援'] },
    { code: 'CRT', zh: '诉讼、保护令', en: 'Court, protection order', synonyms: ['法院', '保护令'] },
    {
      code: 'PRO',
      zh: '检察支持起诉、公益诉讼、司法救助',
      en: 'Prosecutor',
      synonyms: ['检察院', '支持起诉', '公益诉讼', '司法救助'],
    },
    { code: 'MEDI', zh: '人民调解', en: "People's mediation", synonyms: ['调委会'] },
    { code: 'LAB', zh: '劳动监察、仲裁', en: 'Labour inspection, arbitration', synonyms: ['人社', '劳动仲裁'] },
    { code: 'CIV', zh: '民政救助、庇护', en: 'Civil affairs, shelter', synonyms: ['民政', '低保', '庇护'] },
    { code: 'EDU', zh: '教育入学', en: 'Schooling', synonyms: ['教育局', '入学'] },
    { code: 'DIS', zh: '残联', en: "Disabled persons' federation" },
    { code: 'HLT', zh: '妇幼健康', en: 'Maternal and child health', synonyms: ['妇幼', '妇幼保健院'] },
    { code: 'JOB', zh: '就业', en: 'Employment' },
    { code: 'LOAN', zh: '创业担保贷款', en: 'Start-up loan', synonyms: ['妇女小额担保贷款', '小额贷款'] },
    { code: 'CHA', zh: '慈善', en: 'Charity', synonyms: ['慈善会'] },
    { code: 'UNI', zh: '工会', en: 'Union' },
    { code: 'YOU', zh: '共青团', en: 'Youth League', synonyms: ['团委'] },
    { code: 'PET', zh: '信访局', en: 'Petition bureau', synonyms: ['信访办'] },
    { code: 'VIL', zh: '村居', en: 'Village committee', synonyms: ['村委会', '居委会', '社区'] },
  ],
})

/** On what ground facts are passed on without her consent (domain/04 §9); nothing else allows it. */
export const noConsentBases = defineCodes({
  list: 'no-consent-bases',
  label: label('未经同意依据', 'Basis without consent'),
  source,
  rows: [
    { code: '1', zh: '生命危险', en: 'Life danger' },
    { code: '2', zh: '强制报告', en: 'Mandatory report' },
    { code: '3', zh: '依法调取', en: 'Statutory request' },
  ],
})

/** How a legal-aid matter ended. */
export const aidOutcomes = defineCodes({
  list: 'aid-outcomes',
  label: label('法援结果', 'Legal-aid outcome'),
  source,
  rows: [
    { code: '1', zh: '胜诉', en: 'Won' },
    { code: '2', zh: '部分胜诉', en: 'Partly won' },
    { code: '3', zh: '调解', en: 'Settled' },
    { code: '4', zh: '撤诉', en: 'Withdrawn' },
    { code: '5', zh: '败诉', en: 'Lost' },
    { code: '6', zh: '终止', en: 'Terminated' },
  ],
})

/** Form of a mediation agreement (人民调解法 Art. 28–30). */
export const agreementForms = defineCodes({
  list: 'agreement-forms',
  label: label('协议形式', 'Forms of agreement'),
  source: 'domain/04 §3',
  rows: [
    { code: 'written', zh: '书面', en: 'Written', synonyms: ['调解协议书'] },
    { code: 'oral', zh: '口头', en: 'Oral', synonyms: ['口头协议'] },
  ],
})
