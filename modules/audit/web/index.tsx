import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'
import { words } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.audit,
    entry: 'today',
    can: 'audit.read',
    home: 'audit.read',
    tab: words.audit,
    help: help.desk,
    lazy: () => import('./AuditPage.tsx'),
  },
  {
    path: paths.auditRecord,
    entry: 'today',
    can: 'audit.read',
    tab: words.record,
    help: help.record,
    lazy: () => import('./RecordPage.tsx'),
  },
]
