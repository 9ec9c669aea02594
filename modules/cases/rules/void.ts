import { label, type Label } from '#platform/text/label.ts'

/** What decides about voiding; `done` are the steps that stand. */
export type VoidFacts = {
  readonly done: readonly string[]
  readonly leftHouse: boolean
  readonly closed: boolean
  /** All that was done came with an old register, so that nobody here has concluded anything. */
  readonly brought: boolean
}

/** Why a mis-registration cannot be voided (作废); null when it can. */
export const whyNotVoid = ({ done, leftHouse, closed, brought }: VoidFacts): Label | null => {
  if (done.includes('void')) return label('已经作废。', 'Already voided.')
  if (leftHouse)
    return label(
      '已有文书或转送发出,不能作废;有错请更正,并在经过里记一笔说明。',
      'Something has left the house, so it is not voided: correct it, and note the reason in its timeline.',
    )
  if (closed && !brought)
    return label('已经结束的事项不能作废;有错请更正。', 'A closed matter cannot be voided: correct it instead.')
  return null
}
