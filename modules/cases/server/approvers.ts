import { rolesWith } from '#modules/identity/define.ts'
import type { Permission } from '#platform/contract/route.ts'
import type { Ctx } from '#platform/http/context.ts'
import { label, type Label } from '#platform/text/label.ts'
import { startsIn } from '../rules/actions.ts'
import { today } from './engine.ts'
import type { Matter } from './matter.ts'
import * as access from './queries/access.ts'
import type { HeadRow } from './queries/heads.ts'

/** Accounts that may agree to what the actor asks for a matter: here, else at the nearest level above. */
export const approversFor = (ctx: Ctx, head: HeadRow, permission: Permission): Promise<string[]> => {
  // A matter may lie below whoever asks: it is nobody below her who agrees.
  const scope = head.scope.startsWith(ctx.actor.scope) ? ctx.actor.scope : head.scope
  return access.approversOf(ctx.tx, { ...head, scope }, rolesWith(permission), ctx.actor.accountId, today(ctx.now))
}

/** Why nothing can be sent for approval: nobody here or above can approve; it names who sets posts. */
export const nobodyApproves = async (ctx: Ctx, head: HeadRow): Promise<Label> => {
  const setter = await access.setterOfPosts(ctx.tx, head.scope, rolesWith('identity.posts'), today(ctx.now))
  return setter
    ? label(
        `本单位和上级都没有可以批的岗位,请${setter.unit}的安全管理员${setter.name}设置。`,
        `No post here or above can approve: ask ${setter.name}, security administrator of ${setter.unit}.`,
      )
    : label(
        '本单位和上级都没有可以批的岗位,请安全管理员设置。',
        'No post here or above can approve: ask the security administrator.',
      )
}

/** Approvals that nobody here or above can give for the steps that start where a matter stands: told before anything is typed. */
export const unapprovedOf = async (ctx: Ctx, matter: Matter): Promise<ReadonlyMap<Permission, Label>> => {
  const asked = Object.values(matter.kind.transitions).flatMap((step) =>
    step.approver && ctx.actor.permissions.has(step.can) && startsIn(matter.kind, step, matter.head.status)
      ? [step.approver]
      : [],
  )
  const missing = new Map<Permission, Label>()
  for (const permission of matter.head.workable ? new Set(asked) : [])
    if ((await approversFor(ctx, matter.head, permission)).length === 0)
      missing.set(permission, await nobodyApproves(ctx, matter.head))
  return missing
}
