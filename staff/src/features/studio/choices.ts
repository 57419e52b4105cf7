import { useQuery } from '@tanstack/react-query'
import { api } from '../../lib/api.ts'
import { answerOf } from '../../lib/problem.ts'

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

/** The units that exist today, for a choice. */
export function useUnits(): Choice[] {
  const { data } = useQuery({
    queryKey: ['units', 'all'],
    queryFn: async () => {
      const items: Choice[] = []
      for (let after: string | undefined; ; ) {
        const query = { limit: 200, ...(after && { after }) }
        const page = await answerOf(api.GET('/api/v1/units', { params: { query } }))
        items.push(...page.items.map(({ ref, name }) => ({ value: ref, label: name })))
        if (!page.next) return items
        after = page.next
      }
    },
    staleTime: 60_000,
  })
  return data ?? []
}
