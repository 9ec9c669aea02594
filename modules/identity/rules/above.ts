import { inScope, scopeRange } from '#modules/org/rules.ts'
import { type Label, label } from '#platform/text/label.ts'
import { offices, type Role, roles } from '../rules.ts'

/** A post as far as it decides who runs it; `role` null: an account that was opened for a place and holds no post yet. */
export type Place = { readonly role: string | null; readonly scope: string }

/** Roles that run the accounts of the units below their own (decision 0009); a system administrator runs those of her whole range. */
export const aboveRoles: readonly Role[] = ['leader', 'town']

/** Roles the level above may ask for: work with people, no office of administration and no partner body. */
export const askedRoles: readonly Role[] = (Object.keys(roles) as Role[]).filter(
  (role) => !offices.includes(role) && role !== 'police',
)

/**
 * Whether a post runs an account that holds these posts: a system administrator when all lie in her range, the level above
 * when all lie strictly below her unit and are working posts. `identity.runs` says the same to the database.
 */
export const runs = (who: { readonly role: string; readonly scope: string }, held: readonly Place[]): boolean => {
  const range = scopeRange(who.scope)
  if (who.role === 'admin') return held.every(({ scope }) => inScope(scope, range))
  return (
    aboveRoles.includes(who.role as Role) &&
    held.length > 0 &&
    held.every(
      ({ role, scope }) =>
        scope !== who.scope && inScope(scope, range) && (role === null || askedRoles.includes(role as Role)),
    )
  )
}

/** Why a post of this role at this place cannot be asked for by somebody; null when it can. */
export const whyNotAsk = (who: { readonly role: string; readonly scope: string }, place: Place): Label | null => {
  if (place.role === null || !askedRoles.includes(place.role as Role))
    return label(
      '管理员、审计员和外单位的岗位由安全管理员另设,这里请换一个。',
      'Posts of administration and of partner bodies are given by the security administrator: choose another here.',
    )
  if (who.role === 'admin' ? inScope(place.scope, scopeRange(who.scope)) : runs(who, [place])) return null
  return who.scope === place.scope
    ? label(
        '本单位的账号由上一级开通,这里只给下级单位开通。',
        'Accounts of your own unit are opened by the level above; here are units below.',
      )
    : label('这个单位不在您的范围内,请核对。', 'This unit is outside your range: check it.')
}
