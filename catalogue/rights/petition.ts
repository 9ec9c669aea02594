import { defineCase } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import { danger } from '../protection/danger.ts'
import { fields, form, labels } from './petition-form.ts'
import { petitionPapers } from './petition-papers.ts'
import { classIsRestricted, classIsSensitive, classNeedsNotifyMode } from '../codes/petition-classes.ts'

const items = label('件', 'items')
const persons = label('人次', 'person-times')

/** Without a name or an address there is nobody to tell (条例 Art. 23). */
const cannotBeTold = ({ flags }: { readonly flags: readonly string[] }): boolean =>
  flags.includes('ANONYMOUS') || flags.includes('UNCLEAR')

/** Whoever gets a petition from above tells the petitioner within the same time, counted from when it came to her. */
const fromAbove = {
  limit: 'P02',
  stops: ['accepted', 'answered', 'advised', 'referred', 'refused', 'merged', 'withdrawn'],
  exempt: cannotBeTold,
} as const

/**
 * The days promised to her with the acceptance, for the conclusion and for the answer (条例 Art. 34; K03 and K05 of domain/10).
 * Passing it down does not stop them; what she takes back or what is merged is neither kept nor missed. What is taken up again is
 * promised anew (docs/decisions/0008-taken-up-again.md).
 */
const sixtyDays = {
  starts: ['accept', 'reopen'],
  limit: 'P05',
  extension: { by: 'extend', limit: 'P06', max: 1 },
  exempt: ({ data }: { readonly data: Readonly<Record<string, unknown>> }) =>
    data['legalRoute'] !== undefined && data['legalRoute'] !== '6',
} as const
const otherwiseDone = ['answered', 'advised', 'referred', 'refused'] as const

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
    (category !== null && classNeedsNotifyMode(category)) ||
    flags.some((flag) => protectedFlags.has(flag)) ||
    data['purpose'] === 'C',
  categories: 'petition-classes',
  channels: 'channels',
  formCode: 'F-01',
  can: { register: 'cases.register', read: 'cases.read' },

  fields,
  labels,
  form,
  // domain/01 §3; purpose, channel and number of people always have a value.
  wants: {
    roles: ['petitioner'],
    person: ['sex', 'age', 'contact', 'marital'],
    fields: ['request', 'priorProcedure'],
  },
  quick: {
    chips: [
      { label: label('土地、分红没有她的份', 'Land or dividends'), category: '0302' },
      { label: label('老人没人养', 'Support of parents'), category: '0122' },
    ],
    // Violence at home is a case of its own.
    without: ['0101', '0102', '0103', '0104', '0105', '0106'],
    channel: 'V',
    outcomes: {
      settled: { label: label('当场说好了', 'Answered on the spot'), step: 'answer' },
      raised: { label: label('请{above}办', 'Passed up to {above}'), step: 'raise' },
      waiting: { label: label('再看看', 'Wait and see'), step: null },
    },
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
    accept: {
      label: label('受理', 'Accept'),
      from: ['registered', 'forwarded', 'assigned'],
      to: 'accepted',
      can: 'cases.handle',
      paper: 'acceptance',
      first: 10,
    },
    answer: {
      label: label('当场答复', 'Answer on the spot'),
      from: ['registered', 'forwarded'],
      to: 'answered',
      can: 'cases.handle',
      needs: ['note'],
      first: 20,
    },
    forward: {
      label: label('转送', 'Forward'),
      from: ['registered', 'accepted'],
      to: 'forwarded',
      can: 'cases.transfer',
      needs: ['unit'],
      moves: 'down',
      waits: 'below',
      leaves: true,
      first: 30,
    },
    assign: {
      label: label('交办', 'Assign down'),
      from: ['registered', 'accepted'],
      to: 'assigned',
      can: 'cases.transfer',
      needs: ['unit', 'note', 'dueOn'],
      moves: 'down',
      waits: 'below',
      leaves: true,
      first: 31,
    },
    raise: {
      label: label('报上级', 'Raise'),
      from: ['registered', 'forwarded', 'assigned'],
      to: 'registered',
      can: 'cases.raise',
      needs: ['note'],
      moves: 'up',
      leaves: true,
      first: 32,
    },
    advise: {
      label: label('告知另行提出', 'Advise elsewhere'),
      from: ['registered', 'forwarded'],
      to: 'advised',
      can: 'cases.handle',
      needs: ['note'],
      first: 33,
    },
    refer: {
      label: label('转介', 'Refer'),
      from: ['registered', 'forwarded', 'accepted'],
      to: 'referred',
      can: 'cases.handle',
      needs: ['note'],
      leaves: true,
      first: 34,
    },
    refuse: {
      label: label('不予受理', 'Refuse'),
      from: ['registered', 'forwarded'],
      to: 'refused',
      can: 'cases.handle',
      needs: ['reason', 'note'],
      reasons: 'refusal-reasons',
      paper: 'refusal',
      phrases: 'refusal',
      first: 35,
    },
    merge: {
      label: label('并案', 'Merge'),
      from: ['registered', 'forwarded', 'accepted'],
      to: 'merged',
      can: 'cases.handle',
      needs: ['target'],
      first: 36,
    },
    conclude: {
      label: label('办结', 'Conclude'),
      from: 'accepted',
      to: 'concluded',
      can: 'cases.handle',
      needs: ['result', 'note'],
      results: 'opinions',
      first: 10,
    },
    extend: {
      label: label('延长办理', 'Extend'),
      from: 'accepted',
      to: null,
      can: 'cases.handle',
      needs: ['note'],
      approver: 'cases.approve',
      paper: 'extension',
      first: 40,
      guard: ({ done }) =>
        done.includes('extend') ? label('已经延长过一次(条例第 34 条)。', 'Already extended once (Art. 34).') : null,
    },
    reply: {
      label: label('答复', 'Reply'),
      from: 'concluded',
      to: 'replied',
      can: 'cases.handle',
      needs: ['proof'],
      approver: 'cases.approve',
      leaves: true,
      paper: 'reply',
      first: 10,
    },
    rate: {
      label: label('记回访', 'Record a follow-up'),
      phrases: 'followUp',
      from: ['replied', 'answered', 'referred'],
      to: null,
      can: 'cases.handle',
      needs: ['note'],
      first: 20,
    },
    withdraw: {
      label: label('本人撤回', 'Withdrawn by petitioner'),
      from: '*',
      to: 'withdrawn',
      can: 'cases.handle',
      needs: ['note'],
      first: 60,
    },
    archive: {
      label: label('归档', 'Archive'),
      from: ['replied', 'answered', 'advised', 'referred', 'refused'],
      to: 'archived',
      can: 'cases.handle',
      first: 15,
    },
    reopen: {
      label: label('重新办理', 'Reopen'),
      from: ['concluded', 'replied', 'answered', 'advised', 'referred', 'refused', 'archived'],
      to: 'accepted',
      can: 'cases.handle',
      needs: ['note'],
      first: 70,
    },
  },
  clocks: {
    danger: {
      ...danger,
      stops: ['accepted', 'answered', 'advised', 'referred', 'refused', 'merged', 'withdrawn'],
    },
    notice: {
      label: label('告知受理情况', 'Notice'),
      starts: ['opened'],
      limit: 'P01',
      stops: ['accepted', 'answered', 'advised', 'referred', 'refused', 'forwarded', 'assigned', 'merged', 'withdrawn'],
      exempt: cannotBeTold,
    },
    forwarded: { label: label('告知受理情况(转来)', 'Notice (forwarded)'), starts: ['forward'], ...fromAbove },
    assigned: { label: label('告知受理情况(交办)', 'Notice (assigned)'), starts: ['assign'], ...fromAbove },
    // Whoever assigns sets the day; the closing report is the conclusion itself, or the matter given back.
    feedback: {
      label: label('交办反馈', 'Feedback to the sender'),
      starts: ['assign'],
      limit: 'P12',
      stops: ['concluded', 'answered', 'advised', 'referred', 'refused', 'merged', 'withdrawn', 'raise'],
    },
    handling: {
      label: label('办结', 'Handling'),
      ...sixtyDays,
      stops: ['concluded', ...otherwiseDone],
    },
    reply: {
      label: label('书面答复', 'Written reply'),
      ...sixtyDays,
      stops: ['replied', ...otherwiseDone],
      exempt: (facts) => sixtyDays.exempt(facts) || cannotBeTold(facts),
    },
    followUp: {
      label: label('回访', 'Follow-up'),
      starts: ['reply'],
      limit: 'P15',
      stops: ['rate', 'archived', 'reopen'],
    },
  },
  papers: petitionPapers,

  measures: {
    received: {
      type: 'count',
      label: label('收到', 'Received'),
      unit: items,
      on: 'open',
      by: ['category', 'channel', 'level'],
    },
    persons: {
      type: 'count',
      label: label('人次', 'Person-times'),
      unit: persons,
      on: 'open',
      of: 'persons',
      by: ['category', 'channel', 'level'],
    },
    accepted: {
      type: 'count',
      label: label('受理', 'Accepted'),
      unit: items,
      // Answered or refused at first and taken up again, it is accepted then.
      on: ['accept', 'reopen'],
      by: ['category', 'channel', 'level'],
    },
    answered: {
      type: 'count',
      label: label('当场答复', 'Answered on the spot'),
      unit: items,
      on: 'answer',
      by: ['category', 'channel', 'level'],
    },
    // K01 counts a handling action of any way a petition can go, not only those concluded here (domain/10 section 5).
    handled: {
      type: 'count',
      label: label('处理', 'Handled'),
      unit: items,
      on: ['conclude', 'answer', 'advise', 'refer', 'refuse'],
      by: ['category', 'channel', 'level'],
    },
    concluded: {
      type: 'count',
      label: label('办结', 'Concluded'),
      unit: items,
      on: 'conclude',
      by: ['category', 'channel', 'result', 'level'],
    },
    feedback: {
      type: 'count',
      label: label('反馈', 'Feedback given'),
      unit: items,
      on: ['reply', 'answer'],
      by: ['category', 'channel', 'level'],
    },
    inHand: {
      type: 'stock',
      label: label('在办', 'In hand'),
      unit: items,
      in: 'open',
      by: ['category', 'channel', 'level'],
    },
    // A conclusion is counted once, the first; so the matter taken up again after it is 在办 and no longer here.
    notConcluded: {
      type: 'stock',
      label: label('已受理未办结', 'Accepted, not concluded'),
      unit: items,
      in: 'open',
      since: ['accept', 'reopen'],
      until: ['conclude'],
      by: ['category', 'channel', 'level'],
    },
    awaitingReply: {
      type: 'stock',
      label: label('待答复', 'Awaiting a reply'),
      unit: items,
      in: ['concluded'],
      by: ['category', 'channel', 'level'],
    },
    noticeDue: {
      type: 'due',
      label: label('应告知', 'Notices due'),
      unit: items,
      clock: 'notice',
      met: false,
      by: ['category', 'level'],
    },
    noticeMet: {
      type: 'due',
      label: label('按时告知', 'Notices in time'),
      unit: items,
      clock: 'notice',
      met: true,
      by: ['category', 'level'],
    },
    handlingDue: {
      type: 'due',
      label: label('应办结', 'Handling due'),
      unit: items,
      clock: 'handling',
      met: false,
      by: ['category', 'level'],
    },
    handlingMet: {
      type: 'due',
      label: label('按期办结', 'Handled in time'),
      unit: items,
      clock: 'handling',
      met: true,
      by: ['category', 'level'],
    },
    // K01 divides by what was accepted, and a return calls accepted whatever the federation took in (58 of 60 in Hongjiang). Here 受理
    // is a step of its own, and who is answered, advised or refused at once is handled without it; so it is over 收到, with what was in
    // hand at the start: a period that clears old matters would pass 100 % without it.
    handledRate: {
      type: 'ratio',
      label: label('处理率', 'Handled rate'),
      over: 'handled',
      under: ['received', 'opening.inHand'],
      code: 'K01',
    },
    // What lay unaccepted at the start and is accepted in the period stands in the denominator once.
    closureRate: {
      type: 'ratio',
      label: label('办结率', 'Closure rate'),
      over: 'concluded',
      under: ['accepted', 'opening.notConcluded'],
      code: 'K02',
    },
    onTimeRate: {
      type: 'ratio',
      label: label('按期办结率', 'On-time closure'),
      over: 'handlingMet',
      under: ['handlingDue'],
      code: 'K03',
    },
    noticeRate: {
      type: 'ratio',
      label: label('及时受理率', 'Timely acceptance'),
      over: 'noticeMet',
      under: ['noticeDue'],
      code: 'K04',
    },
    // Of those who were to hear in the period, how many did: a reply often comes in the month after the conclusion, and who is referred,
    // advised or refused gets none. domain/10 has no indicator of it; K05 asks for replies in time.
    feedbackRate: {
      type: 'ratio',
      label: label('反馈率', 'Feedback rate'),
      over: 'feedback',
      under: ['feedback', 'awaitingReply'],
    },
  },
  sensitiveClasses: classIsSensitive,
})

const protectedFlags = new Set(['CHILD', 'DV', 'SELFHARM', 'ANONYMOUS', 'DANGER'])
