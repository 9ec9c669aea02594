import type { ClockSpec, Facts } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'
import { danger } from '../protection/danger.ts'
import type { states, transitions } from './petition-flow.ts'

/** Without a name or an address there is nobody to tell (条例 Art. 23). */
const cannotBeTold = ({ flags }: Pick<Facts, 'flags'>): boolean =>
  flags.includes('ANONYMOUS') || flags.includes('UNCLEAR')

/**
 * Within fifteen days she is told what becomes of her petition (条例 Art. 23): until somebody did, on the day she was, whatever was
 * decided meanwhile. An answer and the advice where to turn are themselves the telling; the file is not put away before
 * (docs/decisions/0011-told-when-told.md).
 */
const notice = {
  told: { before: ['archive'], unstated: ['concluded'] },
  stops: ['answered', 'advised'],
  exempt: (facts: Facts) => cannotBeTold(facts) || facts.notifyMode === 'X',
} as const

/**
 * The days promised to her with the acceptance, for the conclusion and for the answer (条例 Art. 34; K03 and K05 of domain/10). They run
 * where the petition procedure hears her (Art. 31), and while nobody has said that another one does.
 * Passing it down does not stop them; what she takes back or what is merged is neither kept nor missed. What is taken up again is
 * promised anew (docs/decisions/0008-taken-up-again.md).
 */
const sixtyDays = {
  starts: ['accept', 'reopen'],
  limit: 'P05',
  extension: { by: 'extend', limit: 'P06', max: 1 },
  exempt: ({ data }: Pick<Facts, 'data'>) => data['legalRoute'] !== undefined && data['legalRoute'] !== '6',
} as const
const otherwiseDone = ['answered', 'advised', 'referred', 'refused'] as const

/** The deadlines of a petition (domain/01 §7). */
export const clocks = {
  danger: {
    ...danger,
    stops: ['accepted', 'answered', 'advised', 'referred', 'refused', 'merged', 'withdrawn'],
  },
  notice: { label: label('告知受理情况', 'Notice'), starts: ['opened'], limit: 'P01', ...notice },
  // Whoever gets a petition from above tells her within the same time, counted from when it came.
  forwarded: { label: label('告知受理情况(转来)', 'Notice (forwarded)'), starts: ['forward'], limit: 'P02', ...notice },
  assigned: { label: label('告知受理情况(交办)', 'Notice (assigned)'), starts: ['assign'], limit: 'P02', ...notice },
  // Whoever assigns sets the day; the closing report is the conclusion itself, or the matter given back.
  feedback: {
    label: label('交办反馈', 'Feedback to the sender'),
    starts: ['assign'],
    limit: 'P12',
    stops: ['concluded', 'answered', 'advised', 'referred', 'refused', 'merged', 'withdrawn', 'raise'],
  },
  handling: { label: label('办结', 'Handling'), ...sixtyDays, stops: ['concluded', ...otherwiseDone], onForm: true },
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
} as const satisfies Record<string, ClockSpec<keyof typeof states, keyof typeof transitions>>
