import type { Facts } from '#modules/cases/define.ts'
import { label } from '#platform/text/label.ts'

/** 有危险: somebody said so when it was noted, and nobody noted since that she is safe (domain/03 §3, §8 red). */
const noDanger = ({ data, flags }: Pick<Facts, 'data' | 'flags'>): boolean =>
  data['safeNow'] === true || !(flags.includes('DANGER') || (data['safeNow'] === false && !flags.includes('UNSURE')))

/** What runs while she is in danger; its name is read by those who may not know what it is about. */
export const danger = {
  label: label('紧急处置', 'Urgent response'),
  starts: ['opened'],
  limit: 'V09',
  urgent: true,
  exempt: noDanger,
} as const
