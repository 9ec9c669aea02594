import { type Label, label } from '#platform/text/label.ts'
import type { CaseKind } from '../define.ts'

/** The name of any step in the timeline; `added` is the key of the row, promise or paper it added. */
export const stepLabel = (kind: CaseKind, action: string, added?: unknown) =>
  kind.transitions[action]?.label ??
  (typeof added === 'string' ? addedLabel(kind, action, added) : undefined) ??
  engineSteps[action as keyof typeof engineSteps] ??
  Object.values(kind.tracks ?? {})
    .map((track) => track.transitions[action]?.label)
    .find((found) => found) ??
  label(action, action)

/** The name of a clock of a matter or of one of its proceedings. */
export const clockLabel = (kind: CaseKind, key: string | null) =>
  kind.clocks[key ?? '']?.label ??
  Object.values(kind.tracks ?? {})
    .map((track) => track.clocks?.[key ?? '']?.label)
    .find((found) => found) ??
  label(key ?? '', key ?? '')

/** The name of a state of a proceeding. */
export const trackState = (kind: CaseKind, status: string) =>
  Object.values(kind.tracks ?? {})
    .map((track) => track.states[status]?.label)
    .find((found) => found) ?? label(status, status)

const addedLabel = (kind: CaseKind, action: string, key: string): Label | undefined => {
  const own = engineSteps[action as keyof typeof engineSteps]
  const what = { ...kind.parts, ...kind.obligations, ...kind.acts }[key]?.label
  return own && what && label(`${own.zh}:${what.zh}`, `${own.en}: ${what.en}`)
}

/** States the engine itself gives. */
export const engineStates: Readonly<Record<string, { readonly label: Label }>> = {
  void: { label: label('已作废', 'Voided') },
}

/** Steps the engine itself writes. */
export const engineSteps = {
  opened: label('登记', 'Registered'),
  note: label('记一笔', 'Note'),
  correct: label('更正', 'Corrected'),
  undo: label('撤回', 'Taken back'),
  void: label('作废', 'Voided'),
  owner: label('交给', 'Assigned'),
  handOver: label('移交', 'Handed over'),
  urge: label('催办', 'Urged'),
  answered: label('收到答复', 'Answer received'),
  notify: label('设告知方式', 'Notify mode set'),
  access: label('改知悉范围', 'Access changed'),
  exclude: label('要求回避', 'Excluded'),
  lift: label('解除「不让知道」', 'Exclusion lifted'),
  ask: label('送审', 'Sent for approval'),
  returned: label('退回', 'Returned'),
  lapsed: label('送审作废', 'Request no longer stands'),
  part: label('补充', 'Part added'),
  obligation: label('约定事项', 'Obligation added'),
  performed: label('履行', 'Performed'),
  act: label('收到文书', 'Paper received'),
  served: label('文书送达', 'Paper served'),
  paper: label('出文书', 'Paper made'),
  file: label('加附件', 'File attached'),
} as const
