import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Answer, Call } from '#platform/contract/route.ts'
import { call, type CallError } from '#platform/http/client.ts'
import { type FigureTable, figuresContract } from '../contract.ts'

/** The catalogue of measures as the server tells it. */
export type MeasureCatalogue = Answer<typeof figuresContract.catalogue>
export type KindMeasures = MeasureCatalogue['kinds'][number]
export type TableQuery = NonNullable<Call<typeof figuresContract.figures>['query']>
export type RecordsQuery = NonNullable<Call<typeof figuresContract.records>['query']>

/** How often a page that is looked at asks again, in milliseconds. */
const liveEvery = 2_000

export const useMeasures = (): UseQueryResult<MeasureCatalogue, CallError> =>
  useQuery({
    queryKey: ['figures', 'catalogue'],
    queryFn: () => call(figuresContract.catalogue, {}),
    staleTime: Number.POSITIVE_INFINITY,
  })

/** Figures that move while they are looked at; a hidden page does not ask. */
export const useFigures = (query: TableQuery | null): UseQueryResult<FigureTable, CallError> =>
  useQuery({
    queryKey: ['figures', 'table', query],
    queryFn: () => call(figuresContract.figures, { query: query as TableQuery }),
    enabled: query !== null,
    refetchInterval: liveEvery,
    refetchIntervalInBackground: false,
    placeholderData: keepPreviousData,
  })
