import type { Route } from '#platform/contract/route.ts'

// Who may do what, stated once more by permission (domain/11 section 3): a change of the role table is agreed here too.
const worker = ['rights', 'town']
/** The roles that hold each permission. */
export const holders: Readonly<Record<string, readonly string[]>> = {
  'cases.read': ['leader', 'rights', 'town', 'village', 'hotline'],
  'cases.register': ['rights', 'town', 'village', 'hotline'],
  'cases.handle': ['rights', 'town', 'village'],
  'cases.reveal': worker,
  'cases.assign': ['leader', ...worker],
  'cases.transfer': ['hotline', ...worker],
  'cases.breakGlass': worker,
  'cases.approve': ['leader', 'town'],
  'cases.supervise': ['leader', 'rights'],
  'figures.read': ['leader', 'rights', 'town', 'village', 'stats'],
  'reports.read': ['leader', 'rights', 'town', 'stats'],
  'reports.write': ['rights', 'town', 'stats'],
  'reports.freeze': ['leader', 'rights', 'stats'],
  'exchange.import': worker,
  'exchange.export': worker,
  'papers.read': ['leader', 'rights', 'town', 'village'],
  'papers.keep': worker,
  'settings.change': ['admin'],
  'identity.accounts': ['admin', 'leader', 'town'],
  'identity.posts': ['security'],
  'identity.review': ['admin', 'security', 'auditor'],
  'audit.read': ['auditor'],
  'office.duty': ['leader', 'rights', 'town', 'village', 'hotline', 'stats'],
  'office.roster': ['leader', 'rights', 'town'],
  'office.deputies': ['leader', 'town', 'security'],
}

/** Whether a role may call what asks for this. */
export const mayCall = (role: string, can: Route['can']): boolean =>
  can === 'everyone' || can === 'signed-in' || (holders[can] ?? []).includes(role)
