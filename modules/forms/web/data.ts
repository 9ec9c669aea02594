import { keepPreviousData, useQueries, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Answer } from '#platform/contract/route.ts'
import { casesContract } from '#modules/cases/contract.ts'
import { figuresContract } from '#modules/figures/contract.ts'
import { call, CallError } from '#platform/http/client.ts'
import type { Label } from '#platform/text/label.ts'
import { formsContract, type FormHead, type FormView, type Whose } from '../contract.ts'

/** Query keys: everything of this room starts with `forms`. */
export const keys = {
  list: ['forms', 'list'] as const,
  form: (id: string) => ['forms', 'one', id] as const,
}

/** Address of one form. */
export const toForm = (id: string): string => `/forms/${id}`
export const formPath = '/forms/:id'

const retryLost = (count: number, error: Error): boolean =>
  error instanceof CallError && error.status === 0 && count < 2

export const useForms = (): UseQueryResult<{ forms: FormHead[] }, CallError> =>
  useQuery<{ forms: FormHead[] }, CallError>({
    queryKey: keys.list,
    queryFn: () => call(formsContract.list, {}),
    retry: retryLost,
  })

export const useForm = (id: string): UseQueryResult<FormView, CallError> =>
  useQuery<FormView, CallError>({
    queryKey: keys.form(id),
    queryFn: () => call(formsContract.open, { params: { id } }),
    retry: retryLost,
  })

/** What the bound cells show; asked again when bindings, period or unit change. */
export const useValues = (
  id: string,
  version: number,
  { period, whose }: { readonly period: string; readonly whose: Whose },
  wanted: boolean,
): UseQueryResult<Answer<typeof formsContract.values>, CallError> =>
  useQuery<Answer<typeof formsContract.values>, CallError>({
    queryKey: ['forms', 'values', id, version, period, whose],
    queryFn: () => call(formsContract.values, { params: { id }, body: { period, whose } }),
    enabled: wanted,
    placeholderData: keepPreviousData,
    retry: retryLost,
  })

/** The kinds with their measures, and with the code lists they are counted by. */
export const useChoices = () => {
  const measures = useQuery({
    queryKey: ['figures', 'catalogue'],
    queryFn: () => call(figuresContract.catalogue, {}),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const kinds = useQuery({
    queryKey: ['cases', 'kinds'],
    queryFn: async () => (await call(casesContract.kinds, {})).kinds,
    staleTime: Number.POSITIVE_INFINITY,
  })
  return { measures: measures.data?.kinds ?? [], kinds: kinds.data ?? [] }
}

const codesQuery = (list: string | null) => ({
  queryKey: ['forms', 'codes', list],
  queryFn: () => call(casesContract.codes, { params: { list: list ?? '' }, query: {} }),
  enabled: list !== null,
  staleTime: Number.POSITIVE_INFINITY,
})

export const useCodeRows = (list: string | null) => useQuery(codesQuery(list)).data?.rows ?? []

/** The names of the codes of several lists. */
export const useCodeNames = (lists: readonly string[]): ReadonlyMap<string, ReadonlyMap<string, Label>> => {
  const found = useQueries({ queries: lists.map(codesQuery) })
  return new Map(
    lists.map((list, at) => [list, new Map(found[at]?.data?.rows.map(({ code, zh, en }) => [code, { zh, en }]))]),
  )
}
