import { useInfiniteQuery } from '@tanstack/react-query'
import type { Label } from '#platform/text/label.ts'
import type { Say } from '#web/preferences.ts'

/** A list that is fetched page by page. */
export const usePages = <T>(
  queryKey: readonly unknown[],
  load: (cursor: string) => Promise<{ rows: T[]; next: string | null }>,
) => {
  const found = useInfiniteQuery({
    queryKey,
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: '',
    getNextPageParam: (page) => page.next,
  })
  return {
    rows: found.data?.pages.flatMap((page) => page.rows),
    error: found.error,
    more: found.hasNextPage ? () => void found.fetchNextPage() : undefined,
    loadingMore: found.isFetchingNextPage,
  }
}

/** A colleague with her place. */
export const personText = (person: { name: string; username: string; title: Label | null }, say: Say): string =>
  `${person.name} ${person.title ? say(person.title) : person.username}`
