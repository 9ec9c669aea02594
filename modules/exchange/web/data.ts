import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { casesContract } from '#modules/cases/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call, CallError } from '#platform/http/client.ts'
import { exchangeContract } from '../contract.ts'
import type { DeskView } from '../shapes.ts'

/** Query keys: everything of this room starts with `exchange`. */
export const keys = {
  list: ['exchange', 'list'] as const,
  desk: (id: string) => ['exchange', 'desk', id] as const,
  rows: (id: string) => ['exchange', 'rows', id] as const,
  groups: (id: string) => ['exchange', 'rows', id, 'groups'] as const,
  memory: ['exchange', 'memory'] as const,
  foreseen: (batch: string) => ['exchange', 'foreseen', batch] as const,
}

/** How often a run is looked at, and a check, which is over in a moment for most files, in milliseconds. */
const runEvery = 1_000
const checkEvery = 400

const retryLost = (count: number, error: Error): boolean =>
  error instanceof CallError && error.status === 0 && count < 2

export type Imports = Answer<typeof exchangeContract.list>
export type Batch = Imports['batches'][number]

/** Whether something is being done with a file by itself. */
export const moving = (status: DeskView['status']): boolean =>
  status === 'checking' || status === 'running' || status === 'stopping'

/** Files on the desk and what was imported. */
export const useImports = (): UseQueryResult<Imports, CallError> =>
  useQuery<Imports, CallError>({
    queryKey: keys.list,
    queryFn: () => call(exchangeContract.list, {}),
    refetchInterval: ({ state }) => (state.data?.files.some(({ status }) => moving(status)) ? 3 * runEvery : false),
    retry: retryLost,
  })

/** One file; followed while it is checked or written. */
export const useDesk = (id: string): UseQueryResult<DeskView, CallError> =>
  useQuery<DeskView, CallError>({
    queryKey: keys.desk(id),
    queryFn: () => call(exchangeContract.open, { params: { id } }),
    refetchInterval: ({ state: { data } }) => {
      if (!data || !moving(data.status)) return false
      return data.check?.done === 0 ? checkEvery : runEvery
    },
    retry: retryLost,
  })

/** Kinds the post may register, for what a file is imported as. */
export const useKinds = () =>
  useQuery({
    queryKey: ['cases', 'kinds', 'importable'],
    queryFn: async () => (await call(casesContract.kinds, {})).kinds.filter(({ canRegister }) => canRegister),
    staleTime: 300_000,
  })

export const useMemory = () =>
  useQuery({
    queryKey: keys.memory,
    queryFn: async () => (await call(exchangeContract.memory, {})).rows,
    retry: retryLost,
  })
