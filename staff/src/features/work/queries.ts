import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'
import type { QueueRow } from '../../lib/types.ts'

/** Rows read at once: what a table shows and some way of scrolling. */
const PAGE = 200

export type RowsPage = { items: QueueRow[]; next: string | null }

export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: () => answerOf(api.GET('/api/v1/queues')),
})

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

export const colleaguesQuery = (unit: string) =>
  queryOptions({
    queryKey: ['colleagues', unit],
    queryFn: () => answerOf(api.GET('/api/v1/units/{ref}/colleagues', { params: { path: { ref: unit } } })),
    staleTime: 60_000,
  })

export const filtersQuery = queryOptions({
  queryKey: ['filters'],
  queryFn: () => answerOf(api.GET('/api/v1/saved-filters')),
})
