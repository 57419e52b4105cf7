import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { rowsQuery } from '../../lib/rows.ts'

/** The dossiers of a queue before and after this one, in the order in which the queue was read. */
export function useSeries(id: string, queue: string | undefined) {
  const navigate = useNavigate()
  const { data } = useInfiniteQuery({ ...rowsQuery(queue ?? ''), enabled: queue !== undefined })
  const rows = data?.pages.flatMap((page) => page.items) ?? []
  const index = rows.findIndex((row) => row.id === id)
  const open = (to: string | undefined) => {
    if (to && queue) void navigate({ to: '/can-bo/ho-so/$id', params: { id: to }, search: { hang: queue } })
  }
  const previous = index > 0 ? rows[index - 1]?.id : undefined
  const next = index >= 0 ? rows[index + 1]?.id : rows[0]?.id
  return {
    place: index + 1,
    count: rows.length,
    previous,
    next,
    open,
    /** The one that is done is left: on to the next, or back to the queue after the last. */
    goOn: () => {
      const following = next ?? previous
      if (following) open(following)
      else void navigate({ to: '/can-bo', search: queue ? { hang: queue } : {} })
    },
  }
}
