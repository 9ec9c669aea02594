import type { Permission } from '#platform/contract/route.ts'
import { permissionsOf, roles } from './rules.ts'

/** Roles that hold a permission, for finding the posts to tell or to ask. */
export const rolesWith = (permission: Permission): string[] =>
  Object.keys(roles).filter((role) => permissionsOf(role).has(permission))

export { sessionHours } from './rules.ts'
