import type { PageSpec } from '#web/page.ts'
import { paths } from '#web/paths.ts'
import { help } from './help.ts'
import { calendarWords } from './calendar-words.ts'
import { handoverWords } from './handover-words.ts'
import { words } from './words.ts'

/** The pages of this room. */
export const pages: readonly PageSpec[] = [
  {
    path: paths.today,
    entry: 'today',
    can: 'signed-in',
    tab: words.today,
    help: help.today,
    lazy: () => import('./TodayPage.tsx'),
  },
  {
    path: paths.approvals,
    entry: 'today',
    can: 'cases.approve',
    tab: words.approvals,
    help: help.approvals,
    lazy: () => import('./ApprovalsPage.tsx'),
  },
  {
    path: paths.calendar,
    entry: 'today',
    can: 'settings.change',
    tab: calendarWords.title,
    help: help.calendar,
    lazy: () => import('./CalendarPage.tsx'),
  },
  {
    path: '/notices',
    entry: 'today',
    can: 'signed-in',
    tab: words.notices,
    help: help.notices,
    lazy: () => import('./NoticesPage.tsx'),
  },
  {
    path: paths.matters,
    entry: 'matters',
    can: 'cases.read',
    tab: words.matters,
    help: help.matters,
    lazy: () => import('./MattersPage.tsx'),
  },
  {
    path: paths.search,
    entry: 'matters',
    can: 'cases.read',
    tab: words.search,
    help: help.search,
    lazy: () => import('./SearchPage.tsx'),
  },
  {
    path: '/emergency',
    entry: 'matters',
    can: 'cases.breakGlass',
    tab: words.breakGlass,
    help: help.emergency,
    lazy: () => import('./EmergencyPage.tsx'),
  },
  {
    path: paths.matter,
    entry: 'matters',
    can: 'cases.read',
    help: help.matter,
    lazy: () => import('./MatterPage.tsx'),
  },
  { path: paths.paper, entry: 'matters', can: 'cases.handle', bare: true, lazy: () => import('./PaperPage.tsx') },
  { path: paths.prints, entry: 'matters', can: 'cases.handle', bare: true, lazy: () => import('./PrintsPage.tsx') },
  { path: paths.matterForm, entry: 'matters', can: 'cases.handle', bare: true, lazy: () => import('./FormPage.tsx') },
  {
    path: paths.matterExtract,
    entry: 'matters',
    can: 'cases.handle',
    bare: true,
    lazy: () => import('./ExtractPage.tsx'),
  },
  {
    path: paths.note,
    entry: null,
    can: 'cases.register',
    found: words.note,
    help: help.note,
    lazy: () => import('./quick/QuickPage.tsx'),
  },
  {
    path: paths.register,
    entry: null,
    can: 'cases.register',
    found: words.register,
    help: help.register,
    lazy: () => import('./RegisterPage.tsx'),
  },
  {
    path: paths.registerKind,
    entry: null,
    can: 'cases.register',
    help: help.register,
    lazy: () => import('./RegisterPage.tsx'),
  },
  {
    path: paths.handovers,
    entry: null,
    can: 'cases.read',
    found: handoverWords.title,
    help: help.handovers,
    lazy: () => import('./HandoverPage.tsx'),
  },
  {
    path: paths.handoversToConfirm,
    entry: 'today',
    can: 'identity.posts',
    tab: handoverWords.title,
    help: help.handovers,
    lazy: () => import('./HandoverPage.tsx'),
  },
  { path: paths.handover, entry: null, can: 'cases.read', bare: true, lazy: () => import('./HandoverPaper.tsx') },
]
