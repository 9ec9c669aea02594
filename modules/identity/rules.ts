import type { Permission } from '#platform/contract/route.ts'
import type { Label } from '#platform/text/label.ts'

/** What a role may do; one table, read by supervisors. Which rows it sees is decided by the database, not here. */
export type RoleSpec = { readonly label: Label; readonly can: readonly Permission[] }

const reading = ['org.read', 'cases.read', 'figures.read', 'reports.read'] as const
const working = [
  ...reading,
  'cases.register',
  'cases.handle',
  'cases.reveal',
  'cases.assign',
  'cases.transfer',
  'cases.breakGlass',
  'reports.write',
  'exchange.import',
  'exchange.export',
] as const

/** The roles (domain/11 section 3: administration is split three ways and none of the three reads cases). */
export const roles = {
  admin: {
    label: { zh: '系统管理员', en: 'System administrator' },
    can: ['org.read', 'identity.accounts', 'settings.change'],
  },
  security: { label: { zh: '安全管理员', en: 'Security administrator' }, can: ['org.read', 'identity.posts'] },
  auditor: { label: { zh: '审计员', en: 'Auditor' }, can: ['org.read', 'audit.read'] },
  leader: {
    label: { zh: '主席', en: 'Chair' },
    can: [...reading, 'cases.approve', 'cases.supervise', 'cases.assign', 'reports.freeze'],
  },
  rights: { label: { zh: '权益干部', en: 'Rights officer' }, can: [...working, 'cases.supervise', 'reports.freeze'] },
  stats: {
    label: { zh: '统计', en: 'Statistics' },
    can: ['org.read', 'figures.read', 'reports.read', 'reports.write', 'reports.freeze'],
  },
  town: { label: { zh: '乡镇(街道)妇联主席', en: 'Town chair' }, can: [...working, 'cases.approve'] },
  village: {
    label: { zh: '村(社区)妇联主席', en: 'Village chair' },
    can: ['org.read', 'cases.read', 'cases.register', 'cases.handle', 'cases.raise', 'figures.read'],
  },
  hotline: {
    label: { zh: '热线接线员', en: 'Hotline operator' },
    can: ['org.read', 'cases.read', 'cases.register', 'cases.transfer'],
  },
  police: { label: { zh: '公安联络员', en: 'Police liaison' }, can: ['org.read'] },
} as const satisfies Record<string, RoleSpec>
export type Role = keyof typeof roles

/** Permissions of a role; an unknown role may do nothing. */
export const permissionsOf = (role: string): ReadonlySet<Permission> =>
  new Set<Permission>((roles as Record<string, RoleSpec>)[role]?.can ?? [])

/** Failed sign-ins before a pause, and its length in minutes (domain/11 section 3). */
export const lockAfter = 5
export const lockMinutes = 15
/** Longest life of a session in hours. */
export const sessionHours = 12
