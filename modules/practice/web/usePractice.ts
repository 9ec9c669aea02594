import { useQuery } from '@tanstack/react-query'
import { call } from '#platform/http/client.ts'
import { practising } from '#web/practice.ts'
import { practiceContract } from '../contract.ts'

export const practiceKey = ['practice'] as const

/** How practice stands, asked again while it is being made; not asked in practice itself. */
export const usePractice = () =>
  useQuery({
    queryKey: practiceKey,
    queryFn: () => call(practiceContract.state, {}),
    enabled: !practising,
    staleTime: 10_000,
    refetchInterval: ({ state }) => (state.data?.is === 'making' ? 2_000 : false),
  })
