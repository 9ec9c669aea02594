import {
  type InfiniteData,
  useInfiniteQuery,
  type UseInfiniteQueryResult,
  useQuery,
  type UseQueryResult,
} from '@tanstack/react-query'
import type { Answer } from '#platform/contract/route.ts'
import { call, type CallError } from '#platform/http/client.ts'
import { papersContract } from '../contract.ts'

export type Books = Answer<typeof papersContract.books>
type Page = Answer<typeof papersContract.register>

/** Query keys of this room. */
export const keys = {
  books: ['papers', 'books'] as const,
  register: ['papers', 'register'] as const,
  registerOf: (q: string) => ['papers', 'register', q] as const,
}

export const useBooks = (): UseQueryResult<Books, CallError> =>
  useQuery<Books, CallError>({ queryKey: keys.books, queryFn: () => call(papersContract.books, {}) })

/** A page of the register, the first without a cursor. */
export const registerPage = (q: string, cursor: string): Promise<Page> =>
  call(papersContract.register, { query: { ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) } })

export const useRegister = (q: string): UseInfiniteQueryResult<InfiniteData<Page>, CallError> =>
  useInfiniteQuery<Page, CallError, InfiniteData<Page>, readonly string[], string>({
    queryKey: keys.registerOf(q),
    queryFn: ({ pageParam }) => registerPage(q, pageParam),
    initialPageParam: '',
    getNextPageParam: ({ next }) => next,
  })
