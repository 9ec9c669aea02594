import { pages as audit } from '#modules/audit/web/index.tsx'
import { pages as cases } from '#modules/cases/web/index.tsx'
import { pages as exchange } from '#modules/exchange/web/index.tsx'
import { pages as figcheck } from '#modules/figcheck/web/index.tsx'
import { pages as figures } from '#modules/figures/web/index.tsx'
import { pages as forms } from '#modules/forms/web/index.tsx'
import { pages as identity } from '#modules/identity/web/index.tsx'
import { pages as office } from '#modules/office/web/index.tsx'
import { pages as papers } from '#modules/papers/web/index.tsx'
import { pages as practice } from '#modules/practice/web/index.tsx'
import { pages as reports } from '#modules/reports/web/index.tsx'
import { pages as running } from '#modules/running/web/index.tsx'
import type { PageSpec } from './page.ts'

/** Every page of the house; the order of the rooms is the order of tabs within an entry. */
export const pages: readonly PageSpec[] = [
  ...cases,
  ...exchange,
  ...office,
  ...figures,
  ...reports,
  ...figcheck,
  ...forms,
  ...papers,
  ...identity,
  ...running,
  ...practice,
  ...audit,
]
