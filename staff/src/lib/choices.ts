import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from './api.ts'
import { answerOf } from './problem.ts'
import type { Unit } from './types.ts'

export type Choice = { value: string; label: string }

/** The roles that exist, for a choice. */
export function useRoles(): Choice[] {
  const { data } = useQuery({
    queryKey: ['roles'],
    queryFn: () => answerOf(api.GET('/api/v1/roles')),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (data?.items ?? []).map(({ key, name }) => ({ value: key, label: name }))
}

/** Every unit that works today. */
export const unitsQuery = queryOptions({
  queryKey: ['units'],
  queryFn: async ({ signal }) => {
    const units: Unit[] = []
    for (let after: string | undefined; ; ) {
      const page = await answerOf(
        api.GET('/api/v1/units', { params: { query: { limit: 200, ...(after && { after }) } }, signal }),
      )
      units.push(...page.items)
      if (!page.next) return units
      after = page.next
    }
  },
  staleTime: 60_000,
})

/** The same units, for a choice. */
export function useUnits(): Choice[] {
  const { data } = useQuery(unitsQuery)
  return (data ?? []).map(({ ref, name }) => ({ value: ref, label: name }))
}
