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

/** What a phone's bar shows first, as far as there is room (experience section 1). */
const barFirst: readonly Entry[] = ['today', 'visits', 'registers', 'matters', 'figures', 'papers']

/** Places of a phone's bar: more are too narrow for a finger and two characters. */
const barPlaces = 5

/** The entries in a phone's bar beside ＋ and 〔我的〕, and those that stand under 〔我的〕 instead. */
export const barOf = (
  entries: readonly NavEntry[],
  register: boolean,
): { readonly shown: readonly NavEntry[]; readonly more: readonly NavEntry[] } => {
  const rank = ({ entry }: NavEntry): number => (barFirst.includes(entry) ? barFirst.indexOf(entry) : barFirst.length)
  const first = [...entries].sort((a, b) => rank(a) - rank(b)).slice(0, barPlaces - (register ? 2 : 1))
  return {
    shown: entries.filter((each) => first.includes(each)),
    more: entries.filter((each) => !first.includes(each)),
  }
}

/** Whether the post registers matters: it then has ＋登记. */
export const mayRegister = (pages: readonly PageSpec[], me: Me): boolean =>
  me.permissions.includes('cases.register') && pages.some((page) => page.path === paths.register)

/** Where ＋ leads: a village notes in few words, a town does on its phone; a desk fills in the whole form. */
export const registerAt = (me: Me, narrow: boolean): typeof paths.note | typeof paths.register =>
  me.post.unit.level === 'V' || (me.post.unit.level === 'T' && narrow) ? paths.note : paths.register
