import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { officeContract } from '#modules/office/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call, type CallError } from '#platform/http/client.ts'

export type Phrase = Answer<typeof officeContract.phrases>['phrases'][number]

export const keys = {
  phrases: ['office', 'phrases'] as const,
}

/** All phrases of this person, most used first. */
export const usePhrases = (): UseQueryResult<readonly Phrase[], CallError> =>
  useQuery<readonly Phrase[], CallError>({
    queryKey: keys.phrases,
    queryFn: async () => (await call(officeContract.phrases, {})).phrases,
    staleTime: 5 * 60_000,
  })
