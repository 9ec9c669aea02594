import type { ComponentType } from 'react'
import type { Permission } from '#platform/contract/route.ts'
import type { Label } from '#platform/text/label.ts'

/** The nine entries (experience section 1); one that holds nothing for the post is absent. */
export type Entry =
  | 'today'
  | 'matters'
  | 'visits'
  | 'people'
  | 'registers'
  | 'activities'
  | 'funds'
  | 'figures'
  | 'papers'

/** What stands behind ？ of a page: what is done here, what helps when it does not go, and the law or the rule it rests on. */
export type PageHelp = readonly [Label, Label, Label]

/**
 * One page of a room. A room lists its pages as `export const pages: readonly PageSpec[]` in `modules/<room>/web/index.tsx`;
 * a page file exports its component as `Component`: `lazy: () => import('./TodayPage.tsx')`.
 */
export type PageSpec = {
  /** Path pattern under the root, e.g. `/matters/:home/:id`; see web/paths.ts for building one. */
  readonly path: string
  /** The entry that is marked while the page is shown; null for pages outside the nine (〔我的〕, a paper to print). */
  readonly entry: Entry | null
  /** Who sees it; the server decides again on each call. */
  readonly can: Permission | 'signed-in'
  /** A page with a tab is reached from its entry; the first one allowed is where the entry leads. */
  readonly tab?: Label
  /** What the search box calls a page without a tab; one that has neither is not found there. */
  readonly found?: Label
  /** Where whoever holds this permission begins, in the place of 今天: the desks of the three offices. */
  readonly home?: Permission
  readonly lazy: () => Promise<{ readonly Component: ComponentType }>
} & (
  | { readonly help: PageHelp; readonly bare?: never }
  /** Without the shell around it: a paper to print has no ？. */
  | { readonly bare: true; readonly help?: never }
)
