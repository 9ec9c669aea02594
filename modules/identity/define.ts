import type { Permission } from '#platform/contract/route.ts'
import { type Label, label } from '#platform/text/label.ts'
import { permissionsOf, type Role, roles } from './rules.ts'

/** Roles that hold a permission, for finding the posts to tell or to ask. */
export const rolesWith = (permission: Permission): string[] =>
  Object.keys(roles).filter((role) => permissionsOf(role).has(permission))

/** What a role may do. */
export const permissionsOfRole = (role: string): ReadonlySet<Permission> => permissionsOf(role)

/** The name of a role; an unknown one is called by its key. */
export const roleLabel = (role: string): Label => (role in roles ? roles[role as Role].label : label(role, role))

export { sessionHours } from './rules.ts'
