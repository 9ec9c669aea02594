import { z } from 'zod'
import { defineCase } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import { legalAidMatters } from '../codes/legal-aid.ts'

const items = label('件', 'items')

// Who is helped against violence or as the victim of a crime is known to the team only, whatever else is open here.
const guarded = new Set<string>(
  legalAidMatters.rows.filter(({ flags }) => flags?.includes('violence')).map(({ code }) => code),
)
const isGuarded = (category: string | null): boolean => category !== null && guarded.has(category)

// 法律援助法 Art. 32: victims of violence and brave deeds, whatever their means.
const whateverMeans = ['10', '12']

/** 法律援助: a need heard, looked at, applied for with the legal-aid body, and followed to its end (domain/04 §7; 法律援助法). The decisions are theirs, noted here. */
export const legalAid = defineCase({
  key: 'legalAid',
  code: 'FY',
  version: 1,
  label: label('法律援助', 'Legal aid'),
  source: 'domain/04 §7',
  access: 'open',
  domain: 'PERSON',
  restricts: ({ category }) => isGuarded(category),
  protects: ({ category }) => isGuarded(category),
  sensitiveClasses: isGuarded,
  categories: 'legal-aid-matters',
  channels: 'legal-aid-sources',
  formCode: 'F-08',
  formTitle: '法律援助申请登记表',
  can: { register: 'cases.register', read: 'cases.read' },
  fields: z.strictObject({
    facts: z.string().trim().min(1).max(20_000),
    request: z.string().trim().max(2_000).optional(),
    means: z.enum(['1', '2', '3', '4', '5', '9']).optional(),
    household: z.string().trim().max(1_000).optional(),
    form: z.enum(['1', '2', '3', '4', '9']).optional(),
    court: z.string().trim().max(100).optional(),
    caseNumber: z.string().trim().max(60).optional(),
    limitation: z.iso.date().optional(),
    decisionNumber: z.string().trim().max(60).optional(),
    lawyer: z.string().trim().max(40).optional(),
    lawFirm: z.string().trim().max(60).optional(),
    lawyerPhone: z.string().trim().max(30).optional(),
    recovered: z.number().min(0).max(1_000_000_000).optional(),
  }),
  labels: {
    facts: { label: label('案情', 'Facts'), long: true },
    request: { label: label('诉求', 'What she asks for'), long: true, onPaper: true },
    means: {
      label: label('经济状况', 'Means'),
      codes: 'legal-aid-means',
      onPaper: true,
      help: label(
        '家暴、虐待、遗弃受害人主张权益,不看经济状况(法律援助法第三十二条)。',
        'Victims of violence, abuse or abandonment are helped whatever their means (Art. 32).',
      ),
    },
    household: { label: label('家庭成员、收入、财产', 'Household, income, property'), long: true, onPaper: true },
    form: { label: label('援助形式', 'Form of aid'), codes: 'legal-aid-forms', onPaper: true },
    court: { label: label('办案机关', 'Court or body'), onPaper: true },
    caseNumber: { label: label('案号', 'Case number'), onPaper: true },
    limitation: {
      label: label('时效或期限哪天到', 'Limitation ends on'),
      help: label(
        '不满 7 天的,可以申请先行援助(第四十四条)。',
        'With fewer than 7 days left, aid in advance can be asked for (Art. 44).',
      ),
    },
    decisionNumber: { label: label('决定书文号', 'Number of the decision'), onPaper: true },
    lawyer: { label: label('承办律师', 'Lawyer'), onPaper: true },
    lawFirm: { label: label('律师事务所', 'Law firm'), onPaper: true },
    lawyerPhone: { label: label('律师电话', 'Telephone of the lawyer'), onPaper: true },
    recovered: { label: label('挽回损失(元)', 'Recovered, in yuan') },
  },
  form: {
    first: ['facts'],
    groups: [
      { label: label('初审', 'First look'), fields: ['request', 'means', 'household', 'form', 'limitation'] },
      { label: label('案件', 'The case'), fields: ['court', 'caseNumber', 'recovered'] },
      {
        label: label('决定和律师', 'Decision and lawyer'),
        fields: ['decisionNumber', 'lawyer', 'lawFirm', 'lawyerPhone'],
      },
    ],
  },
  parties: {
    applicant: { label: label('申请人', 'Applicant'), min: 1, max: 30 },
    representative: { label: label('代为申请人', 'Who applies for her') },
    respondent: { label: label('对方', 'Other side'), max: 10 },
  },
  parts: {
    relief: {
      label: label('诉讼费减、免、缓', 'Relief of court fees'),
      fields: z.strictObject({
        on: z.iso.date(),
        kind: z.enum(['1', '2', '3']),
        yuan: z.number().min(0.01).max(100_000_000),
        court: z.string().trim().max(100).optional(),
      }),
      labels: {
        on: { label: label('哪天', 'On') },
        kind: { label: label('怎样减免', 'Kind'), codes: 'fee-reliefs' },
        yuan: { label: label('金额(元)', 'Amount, in yuan') },
        court: { label: label('法院', 'Court') },
      },
    },
  },
  wants: { roles: ['applicant'], person: ['sex', 'age', 'contact'], fields: ['request'] },
  initial: 'consulted',
  states: {
    consulted: { label: label('已咨询', 'Consulted'), phase: 'open' },
    screened: { label: label('已初审,备材料', 'Looked at, papers being prepared'), phase: 'open' },
    submitted: { label: label('已提交,等决定', 'Submitted, decision due'), phase: 'open' },
    advanced: { label: label('先行援助', 'Aid in advance'), phase: 'open' },
    granted: { label: label('已决定援助', 'Granted'), phase: 'open' },
    assigned: { label: label('律师承办中', 'With a lawyer'), phase: 'open' },
    objected: { label: label('已提异议', 'Objected'), phase: 'open' },
    refused: { label: label('不予援助', 'Refused'), phase: 'decided' },
    upheld: { label: label('维持不予援助', 'Refusal upheld'), phase: 'closed' },
    advised: { label: label('已答复咨询', 'Advised'), phase: 'closed' },
    ended: { label: label('援助终止', 'Aid ended'), phase: 'closed' },
    withdrawn: { label: label('本人撤回', 'Withdrawn'), phase: 'closed' },
    closed: { label: label('已结案', 'Closed'), phase: 'closed' },
  },
  transitions: {
    screen: {
      label: label('初审', 'Look at it'),
      from: 'consulted',
      to: 'screened',
      can: 'cases.handle',
      needs: ['note'],
      asks: ['means', 'form'],
      first: 10,
      guard: ({ category, data }) =>
        category === null
          ? label('还没有选援助事项,请在〔更正〕里选。', 'The matter is not chosen: choose it by a correction.')
          : category === '99'
            ? label('不在援助范围:请答复咨询。', 'Outside legal aid: advise her instead.')
            : data['means'] === '9'
              ? label(
                  '经济状况不符合:请答复咨询,告诉她还能找谁。',
                  'Not in need: advise her, and say who else can help.',
                )
              : data['means'] === '1' && whateverMeans.includes(category)
                ? label(
                    '这一事项不受经济困难条件限制(法律援助法第三十二条),请改选经济状况。',
                    'Here her means do not matter (Art. 32): choose that.',
                  )
                : null,
    },
    advise: {
      phrases: 'answer',
      label: label('答复咨询', 'Advise'),
      from: 'consulted',
      to: 'advised',
      can: 'cases.handle',
      needs: ['note'],
      first: 20,
    },
    submit: {
      phrases: 'refer',
      label: label('提交申请', 'Submit'),
      from: 'screened',
      to: 'submitted',
      can: 'cases.handle',
      needs: ['receiver'],
      leaves: true,
      waits: 'outside',
      first: 10,
    },
    advance: {
      label: label('先行援助', 'Aid in advance'),
      from: 'submitted',
      to: 'advanced',
      can: 'cases.handle',
      needs: ['note'],
      waits: 'outside',
      first: 30,
    },
    grant: {
      label: label('决定援助', 'Granted'),
      from: ['submitted', 'advanced', 'objected'],
      to: 'granted',
      can: 'cases.handle',
      asks: ['decisionNumber'],
      waits: 'outside',
      first: 10,
    },
    refuse: {
      phrases: 'refusal',
      label: label('不予援助', 'Refused'),
      from: ['submitted', 'advanced'],
      to: 'refused',
      can: 'cases.handle',
      needs: ['note'],
      first: 20,
    },
    object: {
      label: label('提异议', 'Object'),
      from: 'refused',
      to: 'objected',
      can: 'cases.handle',
      needs: ['note'],
      waits: 'outside',
      first: 10,
    },
    uphold: {
      label: label('维持不予援助', 'Refusal upheld'),
      from: 'objected',
      to: 'upheld',
      can: 'cases.handle',
      needs: ['note'],
      first: 20,
    },
    assign: {
      label: label('指派律师', 'Lawyer assigned'),
      from: 'granted',
      to: 'assigned',
      can: 'cases.handle',
      asks: ['lawyer', 'lawFirm', 'lawyerPhone'],
      first: 10,
    },
    conclude: {
      phrases: 'conclude',
      label: label('结案', 'Close'),
      from: 'assigned',
      to: 'closed',
      can: 'cases.handle',
      needs: ['note', 'result'],
      results: 'aid-outcomes',
      first: 10,
    },
    end: {
      label: label('援助终止', 'Aid ended'),
      from: ['advanced', 'granted', 'assigned'],
      to: 'ended',
      can: 'cases.handle',
      needs: ['note', 'reason'],
      reasons: 'legal-aid-endings',
      first: 50,
    },
    withdraw: {
      phrases: 'takenBack',
      label: label('本人撤回', 'Withdrawn by her'),
      from: ['consulted', 'screened', 'submitted'],
      to: 'withdrawn',
      can: 'cases.handle',
      needs: ['note'],
      first: 60,
    },
  },
  clocks: {
    decision: {
      label: label('援助机构决定', 'Decision of the legal-aid body'),
      starts: ['submit'],
      stops: ['grant', 'refuse', 'withdraw', 'end'],
      limit: 'L01',
      onForm: true,
    },
    assignment: {
      label: label('指派律师', 'Lawyer assigned'),
      starts: ['grant'],
      stops: ['assign', 'end'],
      limit: 'L02',
    },
    objection: {
      label: label('异议答复', 'Objection decided'),
      starts: ['object'],
      stops: ['grant', 'uphold'],
      limit: 'L03',
    },
  },
  measures: {
    consulted: {
      type: 'count',
      label: label('法律援助咨询', 'Heard'),
      unit: items,
      on: 'open',
      by: ['category', 'channel', 'level'],
    },
    applied: {
      type: 'count',
      label: label('申请法律援助', 'Applied'),
      unit: items,
      on: 'submit',
      by: ['category', 'channel', 'level'],
    },
    granted: {
      type: 'count',
      label: label('获得法律援助', 'Granted'),
      unit: items,
      on: 'grant',
      by: ['category', 'channel', 'level'],
    },
    refused: {
      type: 'count',
      label: label('未获法律援助', 'Refused'),
      unit: items,
      on: 'refuse',
      by: ['category', 'channel', 'level'],
    },
    closed: {
      type: 'count',
      label: label('法律援助结案', 'Closed'),
      unit: items,
      on: 'conclude',
      by: ['category', 'channel', 'level', 'result'],
    },
    waiting: {
      type: 'stock',
      label: label('律师承办中', 'With a lawyer'),
      unit: items,
      in: ['assigned'],
      by: ['category', 'channel', 'level'],
    },
    grantRate: {
      type: 'ratio',
      label: label('获援率', 'Granted of those decided'),
      over: 'granted',
      under: ['granted', 'refused'],
    },
  },
})
