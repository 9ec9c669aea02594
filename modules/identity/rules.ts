import type { Permission } from '#platform/contract/route.ts'
import type { Label } from '#platform/text/label.ts'

/** What a role may do; one table, read by supervisors. Which rows it sees is decided by the database, not here. */
export type RoleSpec = {
  readonly label: Label
  /** What its post is called in Chinese after the name of the unit, where it is not the label. */
  readonly title?: string
  readonly can: readonly Permission[]
}

const reading = ['org.read', 'cases.read', 'figures.read', 'reports.read', 'papers.read', 'office.duty'] as const
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
  'papers.keep',
] as const

/** The roles (domain/11 section 3: administration is split three ways and none of the three reads cases). */
export const roles = {
  admin: {
    label: { zh: '系统管理员', en: 'System administrator' },
    can: ['org.read', 'identity.accounts', 'identity.review', 'settings.change'],
  },
  security: {
    label: { zh: '安全管理员', en: 'Security administrator' },
    can: ['org.read', 'identity.posts', 'identity.review', 'office.deputies'],
  },
  auditor: { label: { zh: '审计员', en: 'Auditor' }, can: ['org.read', 'audit.read', 'identity.review'] },
  leader: {
    label: { zh: '主席', en: 'Chair' },
    title: '妇联主席',
    can: [
      ...reading,
      'cases.approve',
      'cases.supervise',
      'cases.assign',
      'reports.freeze',
      'identity.accounts',
      'office.deputies',
      'office.roster',
    ],
  },
  rights: {
    label: { zh: '权益干部', en: 'Rights officer' },
    title: '妇联权益干部',
    can: [...working, 'cases.supervise', 'reports.freeze', 'office.roster'],
  },
  stats: {
    label: { zh: '统计', en: 'Statistics' },
    title: '妇联统计',
    can: ['org.read', 'figures.read', 'reports.read', 'reports.write', 'reports.freeze', 'office.duty'],
  },
  town: {
    label: { zh: '乡镇(街道)妇联主席', en: 'Town chair' },
    title: '妇联主席',
    can: [...working, 'cases.raise', 'cases.approve', 'identity.accounts', 'office.deputies', 'office.roster'],
  },
  village: {
    label: { zh: '村(社区)妇联主席', en: 'Village chair' },
    title: '妇联主席',
    can: [
      'org.read',
      'cases.read',
      'cases.register',
      'cases.handle',
      'cases.raise',
      'figures.read',
      'papers.read',
      'office.duty',
    ],
  },
  hotline: {
    label: { zh: '热线接线员', en: 'Hotline operator' },
    title: '妇联热线接线员',
    can: ['org.read', 'cases.read', 'cases.register', 'cases.transfer', 'office.duty'],
  },
  police: { label: { zh: '公安联络员', en: 'Police liaison' }, can: ['org.read'] },
} as const satisfies Record<string, RoleSpec>
export type Role = keyof typeof roles

/** Permissions of a role; an unknown role may do nothing. */
export const permissionsOf = (role: string): ReadonlySet<Permission> =>
  new Set<Permission>((roles as Record<string, RoleSpec>)[role]?.can ?? [])

/** The three offices of administration: no person holds two, and who holds one has no other work here (domain/11 section 3). */
export const offices: readonly Role[] = ['admin', 'security', 'auditor']

/** Whom somebody in trouble asks one level up, best first: who does the same work there, then who works on cases, then the chair. */
export const askedBy = (role: string): readonly string[] => [...new Set([role, 'town', 'rights', 'leader'])]

/** What a post is called when nobody gives it a title: 荷塘区妇联主席. */
export const titleOf = (role: Role, unit: string): Label => {
  const { label, title = label.zh }: RoleSpec = roles[role]
  return { zh: `${unit}${title}`, en: `${label.en}, ${unit}` }
}

const places: Partial<Record<Role, { readonly levels: string; readonly label: Label }>> = {
  village: { levels: 'V', label: { zh: '村(社区)', en: 'a village' } },
  town: { levels: 'T', label: { zh: '乡镇(街道)', en: 'a township' } },
  leader: { levels: 'NPCD', label: { zh: '县级以上单位', en: 'a county or above' } },
  rights: { levels: 'NPCD', label: { zh: '县级以上单位', en: 'a county or above' } },
  stats: { levels: 'NPCD', label: { zh: '县级以上单位', en: 'a county or above' } },
}

/** Why a role cannot be given at a level to somebody who holds others; null when it can. */
export const whyNotGive = (role: Role, level: string, held: readonly string[]): Label | null => {
  const place = places[role]
  if (place && !place.levels.includes(level))
    return { zh: `这个角色只设在${place.label.zh},请换一个。`, en: `This role belongs to ${place.label.en}.` }
  const office = [role, ...held].find((one) => offices.includes(one as Role))
  if (office && held.some((one) => one !== role))
    return {
      zh: '系统、安全、审计三种管理员由不同的人担任,也不兼其他岗位。请换一个账号,或先结束原来的岗位。',
      en: 'The three offices of administration are held by different people, without another post: choose another account, or end her present post first.',
    }
  return null
}

/** At most so many mistakes within so many minutes; then a pause as long. */
export type Limit = { readonly most: number; readonly minutes: number }

/** When mistakes in signing in make a pause. */
export const limits = {
  /** One account from one browser or address (domain/11 section 3: five, 15 minutes). */
  pair: { most: 5, minutes: 15 },
  /** One address, whatever the accounts: a federation with some dozens of people stands behind one. */
  address: { most: 50, minutes: 15 },
  /** One account from anywhere: high, because anyone can make these, and a guess of 12 characters needs far more. */
  account: { most: 100, minutes: 15 },
  /** Wrong codes after the right password: ten of a million a day, and only who knows the password makes them. */
  code: { most: 10, minutes: 24 * 60 },
} as const satisfies Record<string, Limit>

/** Days a browser or an address stays known after a sign-in. */
export const knownDays = 30

/** Mistakes counted for one thing; `until` is the end of the pause they made. */
export type Tally = { readonly failed: number; readonly since: Date; readonly until: Date | null }

export const isPaused = (tally: Tally | null, now: Date): boolean => tally?.until != null && tally.until > now

/** The tally after one more mistake; it begins anew after a pause, and when the first of them is as long ago as a pause lasts. */
export const afterMistake = (tally: Tally | null, { most, minutes }: Limit, now: Date): Tally => {
  const length = minutes * 60_000
  const over = tally === null || tally.until !== null || tally.since.getTime() + length <= now.getTime()
  const failed = over ? 1 : tally.failed + 1
  return { failed, since: over ? now : tally.since, until: failed >= most ? new Date(now.getTime() + length) : null }
}

/** Longest life of a session in hours. */
export const sessionHours = 12
