/** Where pages are: the patterns the rooms register, and functions that build an address from typed parts. */
export const paths = {
  today: '/',
  matters: '/matters',
  matter: '/matters/:home/:id',
  paper: '/matters/:home/:id/papers/:paper',
  prints: '/matters/:home/:id/prints/:issued',
  matterForm: '/matters/:home/:id/form',
  matterExtract: '/matters/:home/:id/extract',
  register: '/register',
  registerKind: '/register/:kind',
  note: '/note',
  approvals: '/approvals',
  search: '/search',
  figures: '/figures',
  forms: '/forms',
  figureCheck: '/figure-check',
  reports: '/reports',
  report: '/reports/:id',
  issued: '/issued',
  books: '/books',
  newBook: '/books?new=1',
  import: '/import',
  importFile: '/import/:id',
  export: '/export',
  accounts: '/accounts',
  accountReview: '/accounts/review',
  accountSlips: '/accounts/slips',
  slip: '/slip',
  scan: '/scan',
  posts: '/posts',
  units: '/units',
  calendar: '/calendar',
  running: '/running',
  adminDesk: '/desk',
  audit: '/audit',
  auditRecord: '/audit/record',
  me: '/me',
  practice: '/me/practice',
  notices: '/notices',
  phrases: '/me/phrases',
  myDeputy: '/me/deputy',
  roster: '/duty',
  handovers: '/me/handover',
  handover: '/handovers/:id',
  deputies: '/deputies',
  handoversToConfirm: '/handovers',
  help: '/help',
} as const

/** Address of one matter. */
export const toMatter = (one: { readonly home: string; readonly id: string }): string =>
  `/matters/${one.home}/${one.id}`

/** Address of a paper of a matter. */
export const toPaper = (one: { readonly home: string; readonly id: string }, paper: string): string =>
  `${toMatter(one)}/papers/${encodeURIComponent(paper)}`

/** Address of the first print of a numbered letter and its corrections. */
export const toPrints = (one: { readonly home: string; readonly id: string }, issued: string): string =>
  `${toMatter(one)}/prints/${issued}`

/** Address of the form for a new matter, of a kind when it is known. */
export const toRegister = (kind?: string): string => (kind ? `/register/${encodeURIComponent(kind)}` : paths.register)

/** Address of the page that exports a list of matters with its tab and filters. */
export const toExport = (filters: Readonly<Record<string, string>>): string =>
  `${paths.export}?${new URLSearchParams(filters)}`

/** Address of the list of matters with its filters in the query, so that a list can be linked and comes back by 〔返回〕. */
export const toMatters = (filters: Readonly<Record<string, string | undefined>> = {}): string => {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(filters)) if (value) query.set(key, value)
  return query.size ? `${paths.matters}?${query}` : paths.matters
}

/** Address of one unit. */
export const toUnit = (code: string): string => `${paths.units}?code=${encodeURIComponent(code)}`

/** Address of a file that is being brought in. */
export const toImport = (id: string): string => `/import/${id}`

/** Address of one report. */
export const toReport = (id: string): string => `/reports/${id}`

/** Address of one hand-over list, as it is printed. */
export const toHandover = (id: string): string => `/handovers/${id}`
