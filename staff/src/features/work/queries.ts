import { queryOptions } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'

export const queuesQuery = queryOptions({
  queryKey: ['queues'],
  queryFn: () => answerOf(api.GET('/api/v1/queues')),
})

export const filtersQuery = queryOptions({
  queryKey: ['filters'],
  queryFn: () => answerOf(api.GET('/api/v1/saved-filters')),
})
