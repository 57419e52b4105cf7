import { queryOptions } from '@tanstack/react-query'
import { api } from './api.ts'
import { answerOf } from './problem.ts'

/** Officers of a unit in which one holds a role oneself. */
export const colleaguesQuery = (unit: string) =>
  queryOptions({
    queryKey: ['colleagues', unit],
    queryFn: () => answerOf(api.GET('/api/v1/units/{ref}/colleagues', { params: { path: { ref: unit } } })),
    staleTime: 60_000,
  })
