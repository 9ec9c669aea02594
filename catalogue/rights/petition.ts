import { z } from 'zod'
import { defineCase } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import { petitionPapers } from './petition-papers.ts'
import { classIsRestricted, classNeedsNotifyMode } from '../codes/petition-classes.ts'

const items = label('件', 'items')
const persons = label('人次', 'person-times')

/** 来信来访: letters, visits, calls and online petitions (domain/01; 信访工作条例 2022). */
export const petition = defineCase({
  key: 'petition',
  code: 'XF',
  version: 1,
  label: label('来信来访', 'Petition'),
  source: 'domain/01',
  access: 'open',
  domain: 'PERSON',
  restricts: ({ category, data }) => (category !== null && classIsRestricted(category)) || data['purpose'] === 'C',
  protects: ({ category, flags, data }) =>
    (category !== null && classNeedsNotifyMode(category)) || flags.some((flag) => protectedFlags.has(flag)) || data['purpose'] === 'C',
  categories: 'petition-classes',
  channels: 'channels',
  can: { register: 'cases.register', read: 'cases.read' },

  fields: z.strictObject({
    facts: z.string().trim().min(1).max(20_000),
    request: z.string().trim().max(2_000).optional(),
    reasons: z.string().trim().max(5_000).optional(),
    purpose: z.enum(['A', 'B', 'C', 'D', 'E']).default('A'),
    secondary: z.array(z.string()).max(3).optional(),
    incidentOn: z.iso.date().optional(),
    incidentPlace: z.string().trim().max(100).optional(),
    onBehalf: z.string().trim().max(60).optional(),
    priorProcedure: z.array(z.enum(['lawsuit', 'arbitration', 'reconsideration', 'mediation', 'none'])).optional(),
    legalRoute: z.enum(['1', '2', '3', '4', '5', '6']).default('6'),
    repeatKind: z.enum(['1', '2', '3', '4']).optional(),
    senderName: z.string().trim().max(100).optional(),
    senderNumber: z.string().trim().max(60).optional(),
    visitors: z.string().trim().max(200).optional(),
    opinion: z.string().trim().max(5_000).optional(),
    satisfaction: z.enum(['0', '1', '2', '3']).optional(),
  }),
  labels: {
    facts: { label: label('主要事实', 'Main facts'), long: true, help: label('听她说,按原话记下。', 'Listen; write it down in her words.') },
    request: { label: label('诉求', 'Request'), long: true },
    reasons: { label: label('理由', 'Reasons'), long: true },
    purpose: { label: label('信访目的', 'Purpose'), codes: 'purposes' },
    secondary: { label: label('兼涉类别', 'Further classes'), codes: 'petition-classes' },
    incidentOn: { label: label('发生日期', 'Date of the incident') },
    incidentPlace: { label: label('发生地', 'Place of the incident') },
    onBehalf: { label: label('代理关系', 'On behalf of') },
    priorProcedure: { label: label('已走程序', 'Prior procedure'), codes: 'prior-procedures' },
    legalRoute: { label: label('办理途径', 'Legal route'), codes: 'legal-routes' },
    repeatKind: { label: label('初重访', 'First or repeat'), codes: 'repeat-kinds' },
    senderName: { label: label('转来单位', 'Sender') },
    senderNumber: { label: label('来文编号', 'Sender’s number') },
    visitors: { label: label('来访代表', 'Representatives'), help: label('集体访最多 5 名代表(第 20 条)。', 'At most five representatives (Art. 20).') },
    opinion: { label: label('处理意见', 'Handling opinion'), long: true },
    satisfaction: { label: label('满意度', 'Satisfaction'), codes: 'satisfaction' },
  },
  form: {
    first: ['facts', 'request', 'purpose'],
    groups: [
      { label: label('经过', 'What happened'), fields: ['reasons', 'incidentOn', 'incidentPlace', 'priorProcedure', 'secondary', 'repeatKind', 'onBehalf', 'visitors'] },
      { label: label('来文', 'Forwarded by'), fields: ['senderName', 'senderNumber'] },
      { label: label('办理', 'Handling'), fields: ['legalRoute', 'opinion', 'satisfaction'] },
    ],
  },
  parties: {
    petitioner: { label: label('求助人', 'Petitioner'), max: 50 },
    respondent: { label: label('对方', 'Respondent'), max: 5 },
    agent: { label: label('代理人', 'Agent'), max: 2 },
  },

  initial: 'registered',
  states: {
    registered: { label: label('已登记', 'Registered'), phase: 'open' },
    forwarded: { label: label('转送下级', 'Forwarded down'), phase: 'open' },
    assigned: { label: label('交办下级', 'Assigned down'), phase: 'open' },
    accepted: { label: label('办理中', 'In hand'), phase: 'open' },
    concluded: { label: label('已办结,待答复', 'Concluded, reply due'), phase: 'decided' },
    replied: { label: label('已答复', 'Replied'), phase: 'decided' },
    answered: { label: label('当场答复', 'Answered on the spot'), phase: 'decided' },
    advised: { label: label('告知另行提出', 'Advised elsewhere'), phase: 'decided' },
    referred: { label: label('已转介', 'Referred'), phase: 'decided' },
    refused: { label: label('不予受理', 'Not accepted'), phase: 'decided' },
    merged: { label: label('并案', 'Merged'), phase: 'closed' },
    withdrawn: { label: label('本人撤回', 'Withdrawn'), phase: 'closed' },
    archived: { label: label('已归档', 'Archived'), phase: 'closed' },
  },
  transitions: {
    accept: { label: label('受理', 'Accept'), from: ['registered', 'forwarded', 'assigned'], to: 'accepted', can: 'cases.handle', paper: 'acceptance', first: 10 },
    answer: { label: label('当场答复', 'Answer on the spot'), from: ['registered', 'forwarded'], to: 'answered', can: 'cases.handle', needs: ['note'], first: 20 },
    forward: { label: label('转送', 'Forward'), from: ['registered', 'accepted'], to: 'forwarded', can: 'cases.transfer', needs: ['unit'], moves: 'down', waits: 'below', leaves: true, first: 30 },
    assign: { label: label('交办', 'Assign down'), from: ['registered', 'accepted'], to: 'assigned', can: 'cases.transfer', needs: ['unit', 'note'], moves: 'down', waits: 'below', leaves: true, first: 31 },
    raise: { label: label('报上级', 'Raise'), from: ['registered', 'forwarded', 'assigned'], to: 'registered', can: 'cases.raise', needs: ['note'], moves: 'up', leaves: true, first: 32 },
    advise: { label: label('告知另行提出', 'Advise elsewhere'), from: ['registered', 'forwarded'], to: 'advised', can: 'cases.handle', needs: ['note'], first: 33 },
    refer: { label: label('转介', 'Refer'), from: ['registered', 'forwarded', 'accepted'], to: 'referred', can: 'cases.handle', needs: ['note'], leaves: true, first: 34 },
    refuse: { label: label('不予受理', 'Refuse'), from: ['registered', 'forwarded'], to: 'refused', can: 'cases.handle', needs: ['reason', 'note'], reasons: 'refusal-reasons', paper: 'refusal', first: 35 },
    merge: { label: label('并案', 'Merge'), from: ['registered', 'forwarded', 'accepted'], to: 'merged', can: 'cases.handle', needs: ['target'], first: 36 },
    conclude: { label: label('办结', 'Conclude'), from: 'accepted', to: 'concluded', can: 'cases.handle', needs: ['result', 'note'], results: 'opinions', first: 10 },
    extend: {
      label: label('延长办理', 'Extend'), from: 'accepted', to: null, can: 'cases.handle', needs: ['note'], approver: 'cases.approve', paper: 'extension', first: 40,
      guard: ({ done }) => (done.includes('extend') ? label('已经延长过一次(条例第 34 条)。', 'Already extended once (Art. 34).') : null),
    },
    reply: { label: label('答复', 'Reply'), from: 'concluded', to: 'replied', can: 'cases.handle', needs: ['proof'], approver: 'cases.approve', leaves: true, paper: 'reply', first: 10 },
    rate: { label: label('记回访', 'Record a follow-up'), from: ['replied', 'answered', 'referred'], to: null, can: 'cases.handle', needs: ['note'], first: 20 },
    withdraw: { label: label('本人撤回', 'Withdrawn by petitioner'), from: '*', to: 'withdrawn', can: 'cases.handle', needs: ['note'], first: 60 },
    archive: { label: label('归档', 'Archive'), from: ['replied', 'answered', 'advised', 'referred', 'refused'], to: 'archived', can: 'cases.handle', first: 15 },
    reopen: { label: label('重新办理', 'Reopen'), from: ['concluded', 'replied', 'answered', 'advised', 'referred', 'refused', 'archived'], to: 'accepted', can: 'cases.handle', needs: ['note'], first: 70 },
  },
  clocks: {
    notice: {
      label: label('告知受理情况', 'Notice'), starts: 'opened', limit: 'P01',
      stops: ['accepted', 'answered', 'advised', 'referred', 'refused', 'forwarded', 'assigned', 'merged', 'withdrawn'],
      exempt: ({ flags }) => flags.includes('ANONYMOUS') || flags.includes('UNCLEAR'),
    },
    handling: {
      label: label('办结', 'Handling'), starts: 'accept', limit: 'P05', stops: ['concluded', 'referred', 'merged', 'withdrawn', 'forwarded', 'assigned'],
      extension: { by: 'extend', limit: 'P06', max: 1 },
      exempt: ({ data }) => data['legalRoute'] !== undefined && data['legalRoute'] !== '6',
    },
    followUp: { label: label('回访', 'Follow-up'), starts: 'reply', limit: 'P15', stops: ['rate', 'archived'] },
  },
  papers: petitionPapers,

  measures: {
    received: { type: 'count', label: label('收到', 'Received'), unit: items, on: 'open', by: ['category', 'channel', 'level'] },
    persons: { type: 'count', label: label('人次', 'Person-times'), unit: persons, on: 'open', of: 'persons', by: ['category', 'channel', 'level'] },
    accepted: { type: 'count', label: label('受理', 'Accepted'), unit: items, on: 'accept', by: ['category', 'channel', 'level'] },
    answered: { type: 'count', label: label('当场答复', 'Answered on the spot'), unit: items, on: 'answer', by: ['category', 'channel', 'level'] },
    // K01 counts a handling action of any way a petition can go, not only those concluded here (domain/10 section 5).
    handled: { type: 'count', label: label('处理', 'Handled'), unit: items, on: ['conclude', 'answer', 'advise', 'refer', 'refuse'], by: ['category', 'channel', 'level'] },
    concluded: { type: 'count', label: label('办结', 'Concluded'), unit: items, on: 'conclude', by: ['category', 'channel', 'result', 'level'] },
    feedback: { type: 'count', label: label('反馈', 'Feedback given'), unit: items, on: ['reply', 'answer'], by: ['category', 'channel', 'level'] },
    inHand: { type: 'stock', label: label('在办', 'In hand'), unit: items, in: 'open', by: ['category', 'channel', 'level'] },
    noticeDue: { type: 'due', label: label('应告知', 'Notices due'), unit: items, clock: 'notice', met: false, by: ['category', 'level'] },
    noticeMet: { type: 'due', label: label('按时告知', 'Notices in time'), unit: items, clock: 'notice', met: true, by: ['category', 'level'] },
    handlingDue: { type: 'due', label: label('应办结', 'Handling due'), unit: items, clock: 'handling', met: false, by: ['category', 'level'] },
    handlingMet: { type: 'due', label: label('按期办结', 'Handled in time'), unit: items, clock: 'handling', met: true, by: ['category', 'level'] },
    handledRate: { type: 'ratio', label: label('处理率', 'Handled rate'), over: 'handled', under: ['received'], code: 'K01' },
    closureRate: { type: 'ratio', label: label('办结率', 'Closure rate'), over: 'concluded', under: ['accepted', 'opening.inHand'], code: 'K02' },
    onTimeRate: { type: 'ratio', label: label('按期办结率', 'On-time closure'), over: 'handlingMet', under: ['handlingDue'], code: 'K03' },
    noticeRate: { type: 'ratio', label: label('及时受理率', 'Timely acceptance'), over: 'noticeMet', under: ['noticeDue'], code: 'K04' },
    feedbackRate: { type: 'ratio', label: label('反馈率', 'Feedback rate'), over: 'feedback', under: ['handled'], code: 'K05' },
  },
  sensitive: [],
})

const protectedFlags = new Set(['CHILD', 'DV', 'SELFHARM', 'ANONYMOUS'])
