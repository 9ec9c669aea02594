import { useQuery } from '@tanstack/react-query'
import { casesContract } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { toFigures, toRecords } from '#modules/figures/web/index.tsx'
import { orgContract } from '#modules/org/contract.ts'
import { call } from '#platform/http/client.ts'
import { mayOpen } from '../nav.ts'
import type { PageSpec } from '../page.ts'
import { paths, toMatter, toUnit } from '../paths.ts'
import { useSay } from '../preferences.ts'
import { useCan, useMe } from '../session.tsx'
import type { Option } from '../ui/Combobox.tsx'
import { useRested } from '../ui/useRested.ts'
import { entryWords, words } from '../words.ts'

// Each search is written down as a read; it waits until typing rests.
const rest = 400
// More matters than these would hide what else was found.
const shownMost = 8
const fresh = { staleTime: 30_000, retry: false } as const

/**
 * What the one box finds for words: matters and people, figures with their number and period, units and pages, each as far as
 * the post may see it. The key of an option is its address.
 */
export const useFound = (
  query: string,
  pages: readonly PageSpec[],
): { readonly options: readonly Option[]; readonly waiting: boolean; readonly unanswered: string | null } => {
  const typed = query.trim()
  const q = useRested(typed, rest)
  const asked = q.length > 1
  const matters = useMatters(q, asked)
  const figures = useFigures(q, asked)
  const units = useUnits(q, asked)
  const all = [figures, matters, units]
  const current = q === typed && asked
  return {
    options: [...(current ? all.flatMap(({ options }) => options) : []), ...usePages(typed, pages)],
    waiting: typed !== q || all.some(({ waiting }) => waiting),
    unanswered: current ? figures.unanswered : null,
  }
}

/** The same beside matters, for words that are not being typed any more: the page of a search lists the matters itself. */
export const useFoundBeside = (q: string, pages: readonly PageSpec[]): ReturnType<typeof useFound> => {
  const asked = q.length > 1
  const figures = useFigures(q, asked)
  const units = useUnits(q, asked)
  return {
    options: [...figures.options, ...units.options, ...usePages(q, pages)],
    waiting: figures.waiting || units.waiting,
    unanswered: figures.unanswered,
  }
}

type Found = { readonly options: readonly Option[]; readonly waiting: boolean }

const useMatters = (q: string, asked: boolean): Found => {
  const say = useSay()
  const { data, isFetching } = useQuery({
    queryKey: ['search', q],
    queryFn: () => call(casesContract.search, { body: { q } }),
    enabled: useCan('cases.read') && asked,
    ...fresh,
  })
  const rows = data?.rows ?? []
  const options = rows.slice(0, shownMost).map((row): Option => {
    const about = row.restricted ? say(words.restricted) : (row.title ?? '')
    return {
      key: toMatter(row),
      text: [row.who, about].filter(Boolean).join(' ') || row.number,
      note: [row.number, say(row.statusLabel), row.unit.name].filter(Boolean).join(' · '),
      group: say(words.matters),
    }
  })
  const more = rows.length - options.length
  if (more > 0) options.push({ key: paths.search, text: say(words.searchMore, { n: more }), group: say(words.matters) })
  return { options, waiting: isFetching }
}

const useFigures = (q: string, asked: boolean): Found & { readonly unanswered: string | null } => {
  const say = useSay()
  const { data, isFetching } = useQuery({
    queryKey: ['figures', 'ask', q],
    queryFn: () => call(figuresContract.ask, { body: { q } }),
    enabled: useCan('figures.read') && asked,
    ...fresh,
  })
  const options = (data?.figures ?? []).map(({ kind, kindLabel, cut, period, figure }): Option => {
    const at = { unit: figure.place, period: period.key }
    return {
      key: figure.why === null ? toRecords(figure.measure, at, cut) : toFigures({ kind, ...at }),
      text: [figure.cut && say(figure.cut), say(figure.text)].filter(Boolean).join(' '),
      note: [say(kindLabel), say(period.label)].join(' · '),
      group: say(words.figuresFound),
    }
  })
  return { options, waiting: isFetching, unanswered: data?.unanswered ? say(data.unanswered) : null }
}

// Units of one’s own range: their figures, or for who keeps the tree their page.
const useUnits = (q: string, asked: boolean): Found => {
  const say = useSay()
  const { unit } = useMe().post
  const [keeps, counts] = [useCan('settings.change'), useCan('figures.read')]
  const { data, isFetching } = useQuery({
    queryKey: ['org', 'search', unit.code, q],
    queryFn: () => call(orgContract.findUnits, { query: { q, within: unit.code, limit: 5 } }),
    enabled: (keeps || counts) && asked,
    ...fresh,
  })
  const options = (data?.units ?? []).map((one): Option => ({
    key: keeps ? toUnit(one.code) : toFigures({ unit: one.code }),
    text: one.name,
    note: [one.above.map(({ name }) => name).join(' '), one.code].filter(Boolean).join(' · '),
    group: say(words.unitsFound),
  }))
  return { options, waiting: isFetching }
}

const usePages = (typed: string, pages: readonly PageSpec[]): readonly Option[] => {
  const say = useSay()
  const me = useMe()
  const wanted = typed.toLowerCase()
  return pages
    .filter((page) => (page.tab ?? page.found) && !page.path.includes(':') && mayOpen(page, me))
    .map((page): Option => {
      const entry = page.entry ? say(entryWords[page.entry]) : ''
      const name = say(page.tab ?? page.found!)
      return { key: page.path, text: name === entry ? name : `${entry} ${name}`.trim(), group: say(words.pages) }
    })
    .filter((option) => wanted !== '' && option.text.toLowerCase().includes(wanted))
}
