import { z } from 'zod'
import { defineCase } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'

const items = label('件', 'items')

/** 人民调解: mediation with an agreement, performance items and judicial confirmation (domain/04; 人民调解法). */
export const mediation = defineCase({
  key: 'mediation',
  code: 'TJ',
  version: 1,
  label: label('人民调解', 'Mediation'),
  source: 'domain/04',
  access: 'open',
  domain: 'PERSON',
  categories: 'dispute-types',
  channels: 'mediation-sources',
  formCode: 'F-02b',
  formTitle: '人民调解受理登记表',
  can: { register: 'cases.register', read: 'cases.read' },
  fields: z.strictObject({
    facts: z.string().trim().min(1).max(20_000),
    request: z.string().trim().max(2_000).optional(),
    mediators: z.string().trim().max(100).optional(),
    points: z.string().trim().max(5_000).optional(),
    responsibility: z.string().trim().max(5_000).optional(),
    form: z.enum(['written', 'oral']).optional(),
    confirmable: z.boolean().optional(),
  }),
  labels: {
    facts: { label: label('纠纷事实', 'Facts'), long: true },
    request: { label: label('调解请求', 'What is asked for'), long: true, onPaper: true },
    mediators: { label: label('调解员', 'Mediators'), onPaper: true },
    points: { label: label('争议焦点', 'Points in dispute'), long: true },
    responsibility: { label: label('各方责任', 'Responsibility'), long: true },
    form: { label: label('协议形式', 'Form of the agreement'), codes: 'agreement-forms' },
    confirmable: { label: label('可申请司法确认', 'Can be confirmed by a court') },
  },
  form: {
    first: ['facts'],
    groups: [
      { label: label('受理', 'Acceptance'), fields: ['request', 'mediators'] },
      { label: label('协议', 'Agreement'), fields: ['points', 'responsibility', 'form', 'confirmable'] },
    ],
  },
  parties: {
    applicant: { label: label('申请人', 'Applicant'), min: 1, max: 10 },
    respondent: { label: label('被申请人', 'Respondent'), min: 1, max: 10 },
  },
  parts: {
    session: {
      label: label('调解会', 'Session'),
      fields: z.strictObject({
        on: z.iso.date(),
        place: z.string().trim().max(100).optional(),
        record: z.string().trim().min(1).max(20_000),
      }),
      labels: {
        on: { label: label('哪天', 'On') },
        place: { label: label('地点', 'Place') },
        record: { label: label('调解记录', 'Record of the session'), long: true },
      },
    },
  },
  initial: 'applied',
  states: {
    applied: { label: label('已申请', 'Applied'), phase: 'open' },
    mediating: { label: label('调解中', 'Mediating'), phase: 'open' },
    agreed: { label: label('已达成,履行中', 'Agreed, performing'), phase: 'decided' },
    performed: { label: label('已履行', 'Performed'), phase: 'decided' },
    refused: { label: label('不受理', 'Refused'), phase: 'closed' },
    failed: { label: label('未达成', 'Not agreed'), phase: 'closed' },
    archived: { label: label('已归档', 'Archived'), phase: 'closed' },
  },
  transitions: {
    accept: {
      phrases: 'accept',
      label: label('受理', 'Accept'),
      from: 'applied',
      to: 'mediating',
      can: 'cases.handle',
      first: 10,
    },
    refuse: {
      phrases: 'refusal',
      label: label('不受理', 'Refuse'),
      from: 'applied',
      to: 'refused',
      can: 'cases.handle',
      needs: ['note'],
      first: 30,
    },
    extend: {
      phrases: 'extend',
      label: label('延长', 'Extend'),
      from: 'mediating',
      to: null,
      can: 'cases.handle',
      needs: ['note'],
      first: 40,
    },
    agree: {
      phrases: 'settled',
      label: label('达成协议', 'Agree'),
      from: 'mediating',
      to: 'agreed',
      can: 'cases.handle',
      needs: ['note'],
      asks: ['form'],
      first: 10,
      guard: ({ obligations }) =>
        obligations.length === 0
          ? label('还没有写履行事项:谁、做什么、什么时候。', 'No performance item yet: who, what, by when.')
          : null,
    },
    fail: {
      phrases: 'unsettled',
      label: label('未达成', 'End without agreement'),
      from: 'mediating',
      to: 'failed',
      can: 'cases.handle',
      needs: ['note'],
      first: 20,
    },
    openConfirmation: {
      label: label('申请司法确认', 'Ask for confirmation'),
      from: ['agreed', 'performed'],
      to: null,
      can: 'cases.handle',
      opens: 'confirmation',
      asks: ['confirmable'],
      first: 30,
      guard: ({ data }) =>
        data['form'] !== 'written'
          ? label('口头协议不能司法确认。', 'An oral agreement cannot be confirmed.')
          : data['confirmable'] === false
            ? label('婚姻、收养、身份事项不能司法确认。', 'Marriage, adoption and identity cannot be confirmed.')
            : null,
    },
    perform: {
      label: label('履行完毕', 'Performed'),
      from: 'agreed',
      to: 'performed',
      can: 'cases.handle',
      first: 10,
      guard: ({ obligations }) =>
        obligations.some((item) => item.outcome !== 'done')
          ? label('还有没履行的事项。', 'Some items are not performed.')
          : null,
    },
    archive: { label: label('归档', 'Archive'), from: 'performed', to: 'archived', can: 'cases.handle', first: 20 },
  },
  tracks: {
    confirmation: {
      label: label('司法确认', 'Judicial confirmation'),
      initial: 'filed',
      states: {
        filed: { label: label('已申请', 'Filed'), phase: 'open' },
        accepted: { label: label('法院已受理', 'Accepted'), phase: 'open' },
        confirmed: { label: label('已确认', 'Confirmed'), phase: 'closed' },
        rejected: { label: label('驳回', 'Rejected'), phase: 'closed' },
      },
      transitions: {
        accept: { label: label('法院受理', 'Court accepts'), from: ['filed'], to: 'accepted', can: 'cases.handle' },
        confirm: {
          label: label('法院确认', 'Court confirms'),
          from: ['accepted'],
          to: 'confirmed',
          can: 'cases.handle',
          act: 'confirmation',
        },
        reject: {
          label: label('法院驳回', 'Court rejects'),
          from: ['accepted'],
          to: 'rejected',
          can: 'cases.handle',
          act: 'confirmation',
        },
      },
      clocks: {
        decision: {
          label: label('法院决定', 'Court decision'),
          starts: ['accept'],
          stops: ['confirmed', 'rejected'],
          limit: 'M05',
        },
      },
    },
  },
  obligations: {
    payment: { label: label('付款', 'Payment'), money: true },
    deed: { label: label('做到的事', 'Deed') },
  },
  acts: { confirmation: { label: label('司法确认裁定', 'Court ruling on confirmation') } },
  clocks: {
    mediation: {
      label: label('调解', 'Mediation'),
      starts: ['accept'],
      limit: 'M01',
      stops: ['agreed', 'failed'],
      extension: { by: 'extend', limit: 'M02', max: 1 },
      onForm: true,
    },
    confirmation: {
      label: label('申请司法确认', 'Apply for confirmation'),
      starts: ['agree'],
      limit: 'M03',
      stops: ['openConfirmation', 'archived'],
    },
  },
  measures: {
    applied: {
      type: 'count',
      label: label('申请', 'Applied'),
      unit: items,
      on: 'open',
      by: ['category', 'channel', 'level'],
    },
    accepted: {
      type: 'count',
      label: label('受理', 'Accepted'),
      unit: items,
      on: 'accept',
      by: ['category', 'channel', 'level'],
    },
    agreed: {
      type: 'count',
      label: label('调解成功', 'Agreed'),
      unit: items,
      on: 'agree',
      by: ['category', 'channel', 'level'],
    },
    failed: {
      type: 'count',
      label: label('未达成', 'Not agreed'),
      unit: items,
      on: 'fail',
      by: ['category', 'channel', 'level'],
    },
    takeUp: { type: 'ratio', label: label('受理率', 'Take-up'), over: 'accepted', under: ['applied'], code: 'K11' },
    successRate: {
      type: 'ratio',
      label: label('调解成功率', 'Success rate'),
      over: 'agreed',
      under: ['agreed', 'failed'],
      code: 'K12',
    },
  },
})
