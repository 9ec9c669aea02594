import { useInfiniteQuery } from '@tanstack/react-query'

/** A list that is fetched page by page. */
export const usePages = <T>(
  queryKey: readonly unknown[],
  load: (cursor: string) => Promise<{ readonly rows: readonly T[]; readonly next: string | null }>,
  enabled = true,
) => {
  const found = useInfiniteQuery({
    queryKey,
    enabled,
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
