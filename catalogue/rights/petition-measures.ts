import type { MeasureSpec } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import type { clocks } from './petition-clocks.ts'
import type { states, transitions } from './petition-flow.ts'

const items = label('件', 'items')
const persons = label('人次', 'person-times')
const asItCame = ['category', 'channel', 'level'] as const

/** What petitions add up to (domain/10 §5). */
export const measures = {
  received: {
    type: 'count',
    label: label('收到', 'Received'),
    unit: items,
    on: 'open',
    by: asItCame,
  },
  persons: {
    type: 'count',
    label: label('人次', 'Person-times'),
    unit: persons,
    on: 'open',
    of: 'persons',
    by: asItCame,
  },
  accepted: {
    type: 'count',
    label: label('受理', 'Accepted'),
    unit: items,
    // Answered or refused at first and taken up again, it is accepted then.
    on: ['accept', 'reopen'],
    by: asItCame,
  },
  answered: {
    type: 'count',
    label: label('当场答复', 'Answered on the spot'),
    unit: items,
    on: 'answer',
    by: asItCame,
  },
  // K01 counts a handling action of any way a petition can go, not only those concluded here (domain/10 section 5).
  handled: {
    type: 'count',
    label: label('处理', 'Handled'),
    unit: items,
    on: ['conclude', 'answer', 'advise', 'refer', 'refuse'],
    by: asItCame,
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
    by: asItCame,
  },
  inHand: {
    type: 'stock',
    label: label('在办', 'In hand'),
    unit: items,
    in: 'open',
    by: asItCame,
  },
  // A conclusion is counted once, the first; so the matter taken up again after it is 在办 and no longer here.
  notConcluded: {
    type: 'stock',
    label: label('已受理未办结', 'Accepted, not concluded'),
    unit: items,
    in: 'open',
    since: ['accept', 'reopen'],
    until: ['conclude'],
    by: asItCame,
  },
  awaitingReply: {
    type: 'stock',
    label: label('待答复', 'Awaiting a reply'),
    unit: items,
    in: ['concluded'],
    by: asItCame,
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
} as const satisfies Record<string, MeasureSpec<keyof typeof states, keyof typeof transitions, keyof typeof clocks>>
