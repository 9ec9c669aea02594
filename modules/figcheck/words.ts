import { label, type Label } from '#platform/text/label.ts'
import { alarms, type verdicts } from './contract.ts'
import type { DecidedFile, Decision } from './export/file.ts'
import type { Statement } from './statements.ts'

/** The verdicts of `figures check --json` in words. */
export const verdictLabels: Readonly<Record<(typeof verdicts)[number], Label>> = {
  mismatch: label('对不上', 'Does not fit'),
  unattainable: label('得不出', 'Cannot be'),
  lost: label('缺数', 'Missing'),
  'match-truncated': label('舍去尾数', 'Truncated'),
  derived: label('能推出', 'Follows'),
  match: label('相符', 'Fits'),
}

/** The kinds of `figures check --json` in words. */
export const kinds: Readonly<Record<string, Label>> = {
  ratio: label('占比', 'Share'),
  sum: label('合计', 'Sum'),
  difference: label('相差', 'Difference'),
  average: label('平均', 'Average'),
  growth: label('增减', 'Growth'),
  range: label('范围', 'Range'),
  'missing-value': label('缺数', 'Missing value'),
  'mixed-unit': label('单位不一', 'Mixed units'),
  duplicate: label('前后重复', 'Said twice'),
}

/** Whether a figure is a value, a change against another time or a plan. */
export const natures: Readonly<Record<Statement['nature'], Label>> = {
  value: label('数值', 'Value'),
  change: label('增减', 'Change'),
  plan: label('计划', 'Plan'),
}

/** What was said of a finding, in words. */
export const decisions: Readonly<Record<Decision['state'], Label>> = {
  open: label('还没定', 'Open'),
  accepted: label('是错的', 'A mistake'),
  dismissed: label('没有错', 'It is right'),
}

/** How grave a finding is; what was found right is no alarm any more. */
export type Severity = 'alarm' | 'checked' | 'note' | 'fits'

/** The gravest first. */
export const severities: Readonly<Record<Severity, Label>> = {
  alarm: label('要看', 'To look at'),
  checked: label('已核', 'Checked'),
  note: label('提示', 'Note'),
  fits: label('相符', 'Fits'),
}

/** How grave a line is after what was said of it. */
export const severityOf = ({ verdict, decision }: DecidedFile['lines'][number]): Severity => {
  if (verdict === 'match') return 'fits'
  if (decision.state === 'dismissed') return 'checked'
  return (alarms as readonly string[]).includes(verdict) ? 'alarm' : 'note'
}

/** What a comment says of a decision. */
export const remarks = {
  right: label('已核:{reason}', 'Checked: {reason}'),
  noReason: label('数字没有错。', 'The number is right.'),
  mistake: label('已核:是错的。', 'Checked: a mistake.'),
} as const
