import type { Me } from '#modules/identity/contract.ts'
import type { Entry, PageSpec } from './page.ts'
import { paths } from './paths.ts'

/** Order of the nine entries (experience section 1). */
export const entryOrder: readonly Entry[] = [
  'today',
  'matters',
  'visits',
  'people',
  'registers',
  'activities',
  'funds',
  'figures',
  'papers',
]

/** Whether a post may see a page. */
export const mayOpen = (page: PageSpec, me: Me): boolean =>
  page.can === 'signed-in' || me.permissions.includes(page.can)

/** Where a post begins: a desk of its own, else 今天. */
export const homeOf = (pages: readonly PageSpec[], me: Me): PageSpec | undefined =>
  pages.find((page) => beginsAt(page, me))

const beginsAt = ({ home }: PageSpec, me: Me): boolean => home !== undefined && me.permissions.includes(home)

/** An entry as the post has it: where it leads and its tabs. */
export type NavEntry = { readonly entry: Entry; readonly to: string; readonly tabs: readonly PageSpec[] }

const fixed = (page: PageSpec): boolean => !page.path.includes(':')

/** The entries of a post in order; one that holds nothing for it is absent. */
export const entriesOf = (pages: readonly PageSpec[], me: Me): readonly NavEntry[] =>
  entryOrder.flatMap((entry) => {
    const held = pages.filter(
      (page) =>
        page.entry === entry && fixed(page) && mayOpen(page, me) && !(page.path === paths.today && homeOf(pages, me)),
    )
    const tabs = held.filter((page) => page.tab).sort((a, b) => Number(beginsAt(b, me)) - Number(beginsAt(a, me)))
    const lead = tabs[0] ?? held[0]
    return lead ? [{ entry, to: lead.path, tabs }] : []
  })

/** Whether the post registers matters: it then has ＋登记. */
export const mayRegister = (pages: readonly PageSpec[], me: Me): boolean =>
  me.permissions.includes('cases.register') && pages.some((page) => page.path === paths.register)

/** Where ＋ leads: a village notes in few words, a town does on its phone; a desk fills in the whole form. */
export const registerAt = (me: Me, narrow: boolean): typeof paths.note | typeof paths.register =>
  me.post.unit.level === 'V' || (me.post.unit.level === 'T' && narrow) ? paths.note : paths.register
