import { z } from 'zod'
import { defineCase } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import { screeningItems } from '../codes/violence.ts'
import { danger } from './danger.ts'

const items = label('件', 'items')

const screening = screeningItems.rows.map(({ code }) => code)

/** 家暴个案: a domestic-violence case with protection orders running beside it (domain/03; 反家庭暴力法). */
export const violence = defineCase({
  key: 'violence',
  code: 'JB',
  version: 1,
  label: label('家暴个案', 'Domestic violence case'),
  source: 'domain/03',
  access: 'restricted',
  domain: 'DV',
  protects: () => true,
  categories: 'violence-relations',
  formCode: 'F-03a',
  can: { register: 'cases.register', read: 'cases.read' },
  fields: z.strictObject({
    facts: z.string().trim().min(1).max(20_000),
    safeNow: z.boolean(),
    incidentOn: z.iso.date().optional(),
    wishes: z.string().trim().max(2_000).optional(),
    children: z.int().min(0).max(20).optional(),
    whereabouts: z.string().trim().max(200).optional(),
    weapon: z.string().trim().max(100).optional(),
    injury: z.enum(['0', '1', '2', '3', '4', '5', '6', '9']).optional(),
    medical: z.string().trim().max(200).optional(),
    codeWord: z.string().trim().max(60).optional(),
    safePlaces: z.string().trim().max(200).optional(),
    unsafePlaces: z.string().trim().max(200).optional(),
    screening: z.array(z.enum(screening)).max(screening.length).optional(),
    riskLevel: z.enum(['R', 'O', 'Y', 'B']).optional(),
    plan: z.string().trim().max(2_000).optional(),
    supervisor: z.string().trim().max(60).optional(),
    closing: z.enum(['C1', 'C2', 'C3', 'C4', 'C5']).optional(),
  }),
  labels: {
    facts: { label: label('原话', 'In her words'), long: true },
    safeNow: { label: label('她现在安全吗', 'Is she safe now') },
    incidentOn: { label: label('最近一次发生日期', 'Date of the latest incident') },
    wishes: { label: label('本人意愿', 'Her wishes'), long: true },
    children: { label: label('同住未成年人', 'Children in the home'), onPaper: true },
    whereabouts: { label: label('对方现在在哪里', 'Where the other side is now'), onPaper: true },
    weapon: { label: label('凶器', 'Weapon'), onPaper: true },
    injury: { label: label('伤情', 'Injury'), codes: 'injuries', onPaper: true },
    medical: { label: label('就医需要', 'Medical need'), onPaper: true },
    codeWord: { label: label('约定的暗语', 'Code word'), onPaper: 'full' },
    safePlaces: { label: label('安全的地方', 'Places that are safe'), onPaper: 'full' },
    unsafePlaces: { label: label('不能去的地方', 'Places to stay away from'), onPaper: true },
    screening: {
      label: label('安全筛查', 'Safety screening'),
      codes: 'screening-items',
      onPaper: 'ticks',
      help: label(
        '有几项选几项:前 6 项有一项,或满 10 项为红;6—9 项橙,3—5 项黄,其余蓝。只帮您分轻重,拿不准往高定。',
        'Choose all that hold. One of the first six, or ten in all: red; 6–9 orange, 3–5 yellow, else blue. It only sorts; when in doubt go higher.',
      ),
    },
    riskLevel: { label: label('风险等级', 'Risk level'), codes: 'risk-levels', onPaper: true },
    plan: { label: label('安全计划要点', 'Safety plan in brief'), long: true, onPaper: 'full' },
    supervisor: { label: label('督导', 'Supervisor'), onPaper: true },
    closing: { label: label('结案情形', 'Closing'), codes: 'violence-closings' },
  },
  form: {
    first: ['facts', 'safeNow'],
    groups: [
      {
        label: label('现在的安全', 'Safety now'),
        fields: ['incidentOn', 'whereabouts', 'weapon', 'injury', 'medical', 'codeWord', 'safePlaces', 'unsafePlaces'],
      },
      {
        label: label('评估', 'Assessment'),
        fields: ['wishes', 'children', 'screening', 'riskLevel', 'plan', 'supervisor'],
      },
      { label: label('结案', 'Closing'), fields: ['closing'] },
    ],
  },
  wants: {
    roles: ['victim', 'perpetrator'],
    person: ['sex', 'age', 'contact'],
    fields: ['wishes', 'children', 'riskLevel'],
  },
  // Nothing is settled on the spot here (反家庭暴力法; no mediation of violence).
  quick: {
    chips: [
      {
        label: label('家里动手、恐吓', 'Violence or threats at home'),
        words: [
          '家暴',
          '打她',
          '打我',
          '挨打',
          '被打',
          '殴打',
          '动手',
          '掐',
          '打老婆',
          '丈夫打',
          '老公打',
          '男人打',
          '又打',
          '打孩子',
          '打老人',
          '要杀',
        ],
      },
    ],
    safe: 'safeNow',
    outcomes: {
      raised: { label: label('请{above}办', 'Passed up to {above}'), step: 'raise' },
      waiting: { label: label('我先陪着,再看看', 'I stay with her for now'), step: null },
    },
  },
  parties: {
    victim: { label: label('求助人', 'Person asking for help'), min: 1, max: 3 },
    perpetrator: { label: label('对方', 'Other side'), max: 3 },
    child: { label: label('未成年人', 'Child'), max: 10 },
  },
  parts: {
    incident: {
      label: label('事件', 'Incident'),
      fields: z.strictObject({
        on: z.iso.date(),
        acts: z.array(z.string()).min(1).max(14),
        injury: z.string().optional(),
        what: z.string().trim().min(1).max(5_000),
      }),
      labels: {
        on: { label: label('哪天', 'On') },
        acts: { label: label('暴力形式', 'Acts of violence'), codes: 'violence-acts' },
        injury: { label: label('伤情', 'Injury'), codes: 'injuries' },
        what: { label: label('经过', 'What happened'), long: true },
      },
    },
  },
  initial: 'intake',
  states: {
    intake: { label: label('接案', 'Intake'), phase: 'open' },
    assessed: { label: label('已评估', 'Assessed'), phase: 'open' },
    active: { label: label('服务中', 'In service'), phase: 'open' },
    monitoring: { label: label('回访中', 'Monitoring'), phase: 'open' },
    closed: { label: label('已结案', 'Closed'), phase: 'closed' },
  },
  transitions: {
    assess: {
      phrases: 'assess',
      label: label('评估', 'Assess'),
      from: ['intake', 'assessed', 'active', 'monitoring'],
      to: 'assessed',
      can: 'cases.handle',
      needs: ['note'],
      first: 10,
    },
    serve: {
      phrases: 'serve',
      label: label('开始服务', 'Start service'),
      from: 'assessed',
      to: 'active',
      can: 'cases.handle',
      needs: ['note'],
      first: 10,
    },
    openOrder: {
      label: label('准备保护令', 'Prepare an order'),
      from: ['intake', 'assessed', 'active', 'monitoring'],
      to: null,
      can: 'cases.handle',
      opens: 'order',
      first: 30,
    },
    raise: {
      phrases: 'raise',
      label: label('报上级', 'Raise'),
      from: ['intake', 'assessed', 'active', 'monitoring'],
      to: null,
      can: 'cases.raise',
      needs: ['note'],
      moves: 'up',
      leaves: true,
      first: 32,
    },
    monitor: {
      phrases: 'serve',
      label: label('转回访', 'Monitor'),
      from: 'active',
      to: 'monitoring',
      can: 'cases.handle',
      needs: ['note'],
      first: 20,
    },
    close: {
      phrases: 'serve',
      label: label('结案', 'Close'),
      from: 'monitoring',
      to: 'closed',
      can: 'cases.handle',
      needs: ['note'],
      asks: ['closing'],
      approver: 'cases.approve',
      first: 40,
      guard: ({ tracks }) =>
        tracks.some((track) => track.key === 'order' && ['filed', 'accepted', 'granted'].includes(track.status))
          ? label('保护令程序还没有结束。', 'An order is still running.')
          : null,
    },
    reopen: {
      phrases: 'reopen',
      label: label('重新接案', 'Reopen'),
      from: 'closed',
      to: 'intake',
      can: 'cases.handle',
      needs: ['note'],
      first: 60,
    },
  },
  tracks: {
    order: {
      label: label('人身安全保护令', 'Protection order'),
      initial: 'preparing',
      states: {
        preparing: { label: label('准备中', 'Preparing'), phase: 'open' },
        filed: { label: label('已申请', 'Filed'), phase: 'open' },
        accepted: { label: label('法院已受理', 'Accepted by the court'), phase: 'open' },
        granted: { label: label('已作出', 'Granted'), phase: 'decided' },
        rejected: { label: label('驳回', 'Rejected'), phase: 'closed' },
        withdrawn: { label: label('撤回', 'Withdrawn'), phase: 'closed' },
        expired: { label: label('已失效', 'Expired'), phase: 'closed' },
      },
      transitions: {
        file: { label: label('申请', 'File'), from: ['preparing'], to: 'filed', can: 'cases.handle' },
        accept: { label: label('法院受理', 'Court accepts'), from: ['filed'], to: 'accepted', can: 'cases.handle' },
        grant: {
          label: label('法院作出', 'Court grants'),
          from: ['accepted'],
          to: 'granted',
          can: 'cases.handle',
          act: 'courtOrder',
        },
        reject: {
          label: label('法院驳回', 'Court rejects'),
          from: ['accepted'],
          to: 'rejected',
          can: 'cases.handle',
          act: 'courtOrder',
        },
        withdraw: {
          label: label('撤回申请', 'Withdraw'),
          from: ['preparing', 'filed', 'accepted'],
          to: 'withdrawn',
          can: 'cases.handle',
        },
        expire: { label: label('到期', 'Expires'), from: ['granted'], to: 'expired', can: 'cases.handle' },
      },
      clocks: {
        ruling: {
          label: label('法院裁定', 'Court ruling'),
          starts: ['accept'],
          stops: ['granted', 'rejected', 'withdrawn'],
          limit: 'V01',
        },
        validity: {
          label: label('保护令有效期', 'Validity of the order'),
          starts: ['grant'],
          stops: ['expired'],
          limit: 'V03',
        },
      },
    },
  },
  acts: {
    courtOrder: { label: label('保护令裁定', 'Order of the court'), codes: 'order-measures' },
    warning: { label: label('告诫书', 'Warning letter') },
  },
  clocks: {
    danger: { ...danger, stops: ['assessed', 'closed'] },
    reassess: {
      label: label('重新评估风险', 'Assess again'),
      starts: ['assess'],
      limit: 'V08',
      stops: ['assess', 'closed'],
    },
  },
  measures: {
    received: {
      type: 'count',
      label: label('家暴投诉', 'Complaints of violence'),
      unit: items,
      on: 'open',
      by: ['category', 'level'],
    },
    orders: {
      type: 'count',
      label: label('准备保护令', 'Orders prepared'),
      unit: items,
      on: 'openOrder',
      by: ['category', 'level'],
    },
    inHand: { type: 'stock', label: label('在办', 'In hand'), unit: items, in: 'open', by: ['category', 'level'] },
    closed: { type: 'count', label: label('结案', 'Closed'), unit: items, on: 'close', by: ['category', 'level'] },
  },
  sensitive: ['received', 'orders', 'inHand', 'closed'],
})
