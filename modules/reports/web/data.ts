import { useInfiniteQuery, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Answer } from '#platform/contract/route.ts'
import { call, CallError } from '#platform/http/client.ts'
import { reportsContract, type ReportView } from '../contract.ts'
import type { Audience } from '../define.ts'

/** How often a draft that is looked at reads its figures again, and a frozen report what changed since, in milliseconds. */
const draftEvery = 10_000
const driftEvery = 2_000

/** Query keys: everything of this room starts with `reports`. */
export const keys = {
  all: ['reports'] as const,
  list: ['reports', 'list'] as const,
  report: (id: string, audience: Audience) => ['reports', 'one', id, audience] as const,
  drift: (id: string) => ['reports', 'drift', id] as const,
}

export type DriftView = Answer<typeof reportsContract.drift>

/** Only a lost connection is worth asking twice. */
const retryLost = (count: number, error: Error): boolean =>
  error instanceof CallError && error.status === 0 && count < 2

/** The reports in one's range, page by page. */
export const useReports = () =>
  useInfiniteQuery({
    queryKey: keys.list,
    queryFn: ({ pageParam }) => call(reportsContract.list, { query: pageParam ? { cursor: pageParam } : {} }),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
    retry: retryLost,
  })

/** What can be written, with the likely periods. */
export const useTemplates = (): UseQueryResult<Answer<typeof reportsContract.templates>, CallError> =>
  useQuery({
    queryKey: ['reports', 'templates'],
    queryFn: () => call(reportsContract.templates, {}),
    staleTime: 60_000,
  })

/** One report; a draft follows the records while it is looked at. */
export const useReport = (id: string, audience: Audience): UseQueryResult<ReportView, CallError> =>
  useQuery<ReportView, CallError>({
    queryKey: keys.report(id, audience),
    queryFn: () => call(reportsContract.read, { params: { id }, query: { audience } }),
    refetchInterval: (query) => (query.state.data?.status === 'draft' ? draftEvery : false),
    refetchIntervalInBackground: false,
    retry: retryLost,
  })

/** What changed since the freeze, while it is looked at. */
export const useDrift = (id: string, frozen: boolean): UseQueryResult<DriftView, CallError> =>
  useQuery<DriftView, CallError>({
    queryKey: keys.drift(id),
    queryFn: () => call(reportsContract.drift, { params: { id } }),
    enabled: frozen,
    refetchInterval: driftEvery,
    refetchIntervalInBackground: false,
    retry: retryLost,
  })
