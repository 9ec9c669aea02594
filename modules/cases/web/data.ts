import { type QueryClient, useQuery, type UseQueryResult } from '@tanstack/react-query'
import { casesContract, type CaseRow, type CaseView } from '#modules/cases/contract.ts'
import { identityContract } from '#modules/identity/contract.ts'
import type { Answer, Call } from '#platform/contract/route.ts'
import { call, CallError } from '#platform/http/client.ts'

/** A kind of matter as the server describes it; the screens know nothing else of kinds. */
export type Kind = Answer<typeof casesContract.kinds>['kinds'][number]
export type Field = Kind['fields'][number]
/** A code list with its rows, in the order of the list. */
export type Codes = Answer<typeof casesContract.codes>
export type Code = Codes['rows'][number]
/** The parts of a matter that only its team sees. */
export type Body = NonNullable<CaseView['body']>
export type Party = Body['parties'][number]
export type Step = Body['steps'][number]
export type Action = Body['actions'][number]
export type Approval = Answer<typeof casesContract.approvals>['rows'][number]
/** The key of a matter. */
export type One = { readonly home: string; readonly id: string }

/** What the list of matters is narrowed by; the same names stand in the address. */
export type ListQuery = NonNullable<Call<typeof casesContract.list>['query']>

/** List of the flags a matter can carry; the only list that belongs to no kind. */
export const flagsList = 'petition-flags'
/** Days a list of kinds or codes stays fresh: they change with an upgrade, and then the page is reloaded. */
const lasting = { staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY } as const

/** Query keys: everything of this room starts with `cases`. */
export const keys = {
  all: ['cases'] as const,
  kinds: ['cases', 'kinds'] as const,
  codes: (list: string) => ['cases', 'codes', list] as const,
  today: ['cases', 'today'] as const,
  lists: ['cases', 'list'] as const,
  list: (query: ListQuery) => ['cases', 'list', query] as const,
  matter: ({ home, id }: One) => ['cases', 'matter', home, id] as const,
  readers: ({ home, id }: One) => ['cases', 'readers', home, id] as const,
  prints: ({ home, id }: One, issued: string) => ['cases', 'prints', home, id, issued] as const,
  paper: ({ home, id }: One, paper: string) => ['cases', 'paper', home, id, paper] as const,
  approvals: ['cases', 'approvals'] as const,
  /** The shell's own: its bell shows the same list. */
  notices: ['notices'] as const,
  drafts: ['cases', 'drafts'] as const,
  search: (q: string) => ['cases', 'search', q] as const,
}

/** The kinds this post meets, in the order of the catalogue. */
export const useKinds = (): UseQueryResult<readonly Kind[], CallError> =>
  useQuery({ queryKey: keys.kinds, queryFn: async () => (await call(casesContract.kinds, {})).kinds, ...lasting })

/** How a code list is asked for. */
export const codesQuery = (list: string) => ({
  queryKey: keys.codes(list),
  queryFn: () => call(casesContract.codes, { params: { list } }),
  ...lasting,
})

/** A code list; `null` asks for nothing. */
export const useCodes = (list: string | null): UseQueryResult<Codes, CallError> =>
  useQuery({ ...codesQuery(list ?? ''), enabled: list !== null })

/** Who handles matters at a unit; without a code nobody is asked for. */
export const usePostsAt = (unit: string): UseQueryResult<Answer<typeof identityContract.posts>, CallError> =>
  useQuery<Answer<typeof identityContract.posts>, CallError>({
    queryKey: ['posts', unit, 'cases.handle'],
    queryFn: () => call(identityContract.posts, { query: { unit, permission: 'cases.handle' } }),
    enabled: unit !== '',
    retry: retryLost,
  })

/** One matter; opening it is a read that is recorded, so it is asked again only when something changed. */
export const useMatter = (one: One): UseQueryResult<CaseView, CallError> =>
  useQuery<CaseView, CallError>({
    queryKey: keys.matter(one),
    queryFn: () => call(casesContract.open, { params: { ...one } }),
    staleTime: 60_000,
    refetchOnWindowFocus: false,
    retry: retryLost,
  })

/** Only a lost connection is worth asking twice: what the server refused it refuses again. */
export const retryLost = (count: number, error: Error): boolean =>
  error instanceof CallError && error.status === 0 && count < 2

/** Tells every list that a matter changed; the matter itself is set from the answer. */
export const refreshLists = (client: QueryClient): void => {
  for (const queryKey of [keys.today, keys.lists, keys.approvals, keys.notices])
    void client.invalidateQueries({ queryKey })
}

/** The key of a row or head. */
export const keyOf = ({ home, id }: CaseRow): One => ({ home, id })
