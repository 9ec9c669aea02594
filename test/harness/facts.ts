import { casesContract } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import type { Caller, House } from './house.ts'

/** What people see of a house, in words that outlive a release: numbers of matters, narratives, figures. */
export type Facts = {
  /** By account: the numbers its list holds. */
  readonly lists: Readonly<Record<string, readonly string[]>>
  /** By account and matter: what it reads when it opens it, or the code of the refusal. */
  readonly opened: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** By account, kind and period: the figures that are not nought. */
  readonly figures: Readonly<Record<string, Readonly<Record<string, number | null>>>>
}

const accounts = [
  'county.rights',
  'county.leader',
  'county2.rights',
  'city.rights',
  'village.chair',
  'hongjiang.rights',
]
const asked = [
  ['petition', '2014H1'],
  ['petition', '2024'],
  ['petition', '2025-03'],
  ['violence', '2025-03'],
  ['dispute', '2025-03'],
] as const

/** Looks at a house through the eyes of six posts. */
export const factsOf = async (house: House): Promise<Facts> => {
  const facts = { lists: {}, opened: {}, figures: {} } as {
    -readonly [key in keyof Facts]: Record<string, Facts[key][string]>
  }
  const keys = new Map<string, { home: string; id: string }>()
  const callers = new Map<string, Caller>()
  for (const account of accounts) callers.set(account, await house.as(account))
  for (const [account, who] of callers) {
    const numbers: string[] = []
    for (let cursor: string | null = ''; cursor !== null;) {
      const query = { tab: 'all' as const, limit: 100, ...(cursor ? { cursor } : {}) }
      const page: { rows: { home: string; id: string; number: string }[]; next: string | null } = await who.call(
        casesContract.list,
        { query },
      )
      for (const { home, id, number } of page.rows) {
        numbers.push(number)
        keys.set(number, { home, id })
      }
      cursor = page.next
    }
    facts.lists[account] = numbers.sort()
    const figures: Record<string, number | null> = {}
    for (const [kind, period] of asked) {
      const found = await who.call(figuresContract.figures, { query: { kind, period } })
      for (const { measure, n } of found.figures) if (n !== 0) figures[`${measure} ${period}`] = n
    }
    facts.figures[account] = figures
  }
  const matters = [...keys].filter(([number]) => number.includes('-2025-')).sort(([a], [b]) => (a < b ? -1 : 1))
  for (const [account, who] of callers) {
    const opened: Record<string, string> = {}
    for (const [number, params] of matters) opened[number] = await reading(who, params)
    facts.opened[account] = opened
  }
  return facts
}

const reading = async (who: Caller, params: { home: string; id: string }): Promise<string> => {
  try {
    const { body } = await who.call(casesContract.open, { params })
    return String((body?.data as { facts?: string } | undefined)?.facts ?? 'head only')
  } catch (error) {
    return (error as { code: string }).code
  }
}
