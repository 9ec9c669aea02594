import { useQuery, type UseQueryResult } from '@tanstack/react-query'
import { officeContract } from '#modules/office/contract.ts'
import type { Answer } from '#platform/contract/route.ts'
import { call, type CallError } from '#platform/http/client.ts'

export type Phrase = Answer<typeof officeContract.phrases>['phrases'][number]

/** A post one stands in for. */
export type Standing = Answer<typeof officeContract.standing>['standing'][number]
export type Deputy = Answer<typeof officeContract.deputies>['deputies'][number]
export type Choices = Answer<typeof officeContract.deputyChoices>

export type Roster = Answer<typeof officeContract.roster>

export const keys = {
  roster: (month: string) => ['office', 'duty', month] as const,
  dutyNow: ['office', 'duty', 'now'] as const,
  phrases: ['office', 'phrases'] as const,
  contacts: ['office', 'contacts'] as const,
  standing: ['office', 'standing'] as const,
  deputies: ['office', 'deputies'] as const,
  choices: (post: string) => ['office', 'deputies', 'choices', post] as const,
}

/** All phrases of this person, most used first. */
export const usePhrases = (): UseQueryResult<readonly Phrase[], CallError> =>
  useQuery<readonly Phrase[], CallError>({
    queryKey: keys.phrases,
    queryFn: async () => (await call(officeContract.phrases, {})).phrases,
    staleTime: 5 * 60_000,
  })

/** The posts one stands in for now; asked in one's own post. */
export const useStanding = (): UseQueryResult<readonly Standing[], CallError> =>
  useQuery<readonly Standing[], CallError>({
    queryKey: keys.standing,
    queryFn: async () => (await call(officeContract.standing, {})).standing,
    refetchInterval: 5 * 60_000,
  })

export const useDeputies = (): UseQueryResult<readonly Deputy[], CallError> =>
  useQuery<readonly Deputy[], CallError>({
    queryKey: keys.deputies,
    queryFn: async () => (await call(officeContract.deputies, {})).deputies,
  })

/** Whose B角 may be named and, once a post is chosen, who could be it. */
export const useChoices = (post: string): UseQueryResult<Choices, CallError> =>
  useQuery<Choices, CallError>({
    queryKey: keys.choices(post),
    queryFn: () => call(officeContract.deputyChoices, { query: post ? { post } : {} }),
  })

export const useRoster = (month: string): UseQueryResult<Roster, CallError> =>
  useQuery<Roster, CallError>({
    queryKey: keys.roster(month),
    queryFn: () => call(officeContract.roster, { query: { month } }),
  })

/** Who is on duty now, here and one level up. */
export const useDutyNow = (): UseQueryResult<Answer<typeof officeContract.dutyNow>, CallError> =>
  useQuery<Answer<typeof officeContract.dutyNow>, CallError>({
    queryKey: keys.dutyNow,
    queryFn: () => call(officeContract.dutyNow, {}),
    staleTime: 5 * 60_000,
    refetchInterval: 5 * 60_000,
  })
