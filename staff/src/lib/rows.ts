import { infiniteQueryOptions } from '@tanstack/react-query'
import { api } from './api.ts'
import { answerOf } from './problem.ts'
import type { QueueRow } from './types.ts'

/** Rows read at once: what a table shows and some way of scrolling. */
const PAGE = 200

export type RowsPage = { items: QueueRow[]; next: string | null }

/** A queue as it was when it was read; it is read anew only when the officer acts or asks, so nothing moves by itself. */
export const rowsQuery = (queue: string) =>
  infiniteQueryOptions({
    queryKey: ['rows', queue],
    queryFn: ({ pageParam }): Promise<RowsPage> => readPage(queue, pageParam),
    initialPageParam: '',
    getNextPageParam: (page: RowsPage) => page.next ?? undefined,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 10 * 60_000,
  })

/** One page of a queue. @param after where the page before ended; empty for the first */
export const readPage = (queue: string, after: string): Promise<RowsPage> =>
  answerOf(
    api.GET('/api/v1/dossiers', {
      params: { query: { queue, limit: PAGE, ...(after && { after }) } },
    }),
  )

export type Search = { q?: string; status?: number; unit?: string; late?: boolean }

/** Dossiers that the officer may see, found by what he asks; the newest first. */
export const searchQuery = (search: Search) =>
  infiniteQueryOptions({
    queryKey: ['search', search],
    queryFn: ({ pageParam }): Promise<RowsPage> =>
      answerOf(
        api.GET('/api/v1/dossiers', {
          params: { query: { ...search, limit: 100, ...(pageParam && { after: pageParam }) } },
        }),
      ),
    initialPageParam: '',
    getNextPageParam: (page: RowsPage) => page.next ?? undefined,
  })
