import type { Permission } from '#platform/contract/route.ts'
import { label, type Label } from '#platform/text/label.ts'

/** What decides whether one post can stand in for another. */
export type PostFacts = {
  readonly account: string
  readonly scope: string
  readonly home: string
  readonly permissions: ReadonlySet<Permission>
}

/** Why a post cannot be the B角 of another, or null. */
export const whyNotDeputy = (of: PostFacts, by: PostFacts): Label | null => {
  if (of.account === by.account)
    return label('自己不能代自己,请另选一位同事。', 'Nobody stands in for herself: choose a colleague.')
  if (!of.permissions.has('cases.read'))
    return label('这个岗位不办事项,不用代班。', 'This post has no matters, so nobody need stand in.')
  if (!by.permissions.has('cases.read'))
    return label(
      '对方的岗位不看事项,请选办事的同事。',
      'That post does not see matters: choose one that works on them.',
    )
  // Who answers for a range without working in it: what waits for her word would wait on.
  const below = by.scope !== of.scope && by.scope.startsWith(of.scope)
  if (approvesOnly(of) && (below || !by.permissions.has('cases.approve')))
    return label(
      below
        ? '下级不替上级批件。请选能批件的:本单位另一位领导,或上一级领导。'
        : '这个岗位要批件,对方的岗位不批件。请选能批件的:本单位另一位领导,或上一级领导。',
      below
        ? 'Nobody below approves for the level above. Choose another chair here, or the chair above.'
        : 'This post approves and that one does not. Choose one that does: another chair here, or the chair above.',
    )
  // Registering and handling would stand still; a chair of the same unit at least gives them out.
  const works =
    by.permissions.has('cases.handle') || (of.permissions.has('cases.approve') && by.permissions.has('cases.approve'))
  if (of.permissions.has('cases.handle') && !works && !(by.permissions.has('cases.assign') && by.scope === of.scope))
    return label(
      '这个岗位办事项,对方的岗位不办。请选办事项的同事,或本单位的领导。',
      'This post works on matters and that one does not. Choose a colleague who does, or the chair of this unit.',
    )
  const chain = of.scope.startsWith(by.scope) || by.scope.startsWith(of.scope)
  if (!chain || (of.home !== by.home && Math.abs(depth(of.scope) - depth(by.scope)) > 1))
    return label(
      '对方不在同一个单位,也不是上一级或下级,请选本单位或上下级的同事。',
      'That post is neither here nor next above or below: choose one that is.',
    )
  return null
}

const approvesOnly = ({ permissions }: PostFacts): boolean =>
  permissions.has('cases.approve') && !permissions.has('cases.handle')

const depth = (scope: string): number => scope.split('/').length

const duties: readonly { readonly can: Permission; readonly what: Label }[] = [
  { can: 'cases.approve', what: label('批件', 'approving') },
  { can: 'cases.handle', what: label('办件', 'working on matters') },
  { can: 'cases.assign', what: label('交办', 'assigning') },
]

/** What the B角 will not be able to do because her own role does not do it; null when nothing is missing. */
export const limitsOf = (of: ReadonlySet<Permission>, by: ReadonlySet<Permission>): Label | null => {
  const missing = duties.filter(({ can }) => of.has(can) && !by.has(can)).map(({ what }) => what)
  return missing.length > 0
    ? label(
        `她自己的岗位不${missing.map(({ zh }) => zh).join('、')},代班时也不能。`,
        `Her own post does no ${missing.map(({ en }) => en).join(', ')}, so she cannot while standing in either.`,
      )
    : null
}

/** Where a deputyship stands on a day. */
export const stateOf = (
  d: {
    readonly from_day: string
    readonly to_day: string | null
    readonly accepted_by: string | null
    readonly ended_at: Date | null
  },
  today: string,
): 'waiting' | 'coming' | 'running' | 'ended' =>
  d.ended_at !== null || (d.to_day !== null && d.to_day < today)
    ? 'ended'
    : d.accepted_by === null
      ? 'waiting'
      : d.from_day > today
        ? 'coming'
        : 'running'

/** Why somebody is not the second person who accepts a deputyship, or null. */
export const whyNotAccept = (
  d: { readonly named_by: string; readonly deputy_account: string; readonly presides: boolean },
  account: string,
): Label | null =>
  d.named_by === account
    ? label(
        '自己提出的要另一个人同意:请主席或安全管理员。',
        'Who names it does not accept it: ask the chair or the security administrator.',
      )
    : d.deputy_account === account
      ? label(
          '由您代班的要另一个人同意:请主席或安全管理员。',
          'Who stands in does not accept it: ask the chair or the security administrator.',
        )
      : d.presides
        ? null
        : label('等主席或安全管理员同意。', 'The chair or the security administrator accepts it.')
