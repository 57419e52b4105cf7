import { searchText } from '@motcua/rules'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState } from 'react'
import { useLive } from '../../lib/live.ts'
import { readPage, rowsQuery } from '../../lib/rows.ts'
import type { QueueRow } from '../../lib/types.ts'
import { queuesQuery } from './queries.ts'

/** What has changed in a queue since it was read. */
export type Moved = { come: number; gone: number }

const STILL: Moved = { come: 0, gone: 0 }

/**
 * The rows of a queue that hold every word of a filter, and what has changed behind them. The numbers of the queues
 * follow at once; the rows stay where they are until `show`.
 */
export function useQueueRows(queue: string, filter: string) {
  const queries = useQueryClient()
  const query = useInfiniteQuery(rowsQuery(queue))
  const [moved, setMoved] = useState(STILL)
  const all = useMemo(() => query.data?.pages.flatMap((page) => page.items) ?? [], [query.data])
  const rows = useMemo(() => narrowed(all, filter), [all, filter])
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was read anew is what stands there now
  useEffect(() => setMoved(STILL), [query.data, queue])

  useLive(async () => {
    void queries.invalidateQueries(queuesQuery)
    if (!query.data) return
    const fresh = await readPage(queue, '')
    setMoved(compare(query.data.pages[0]?.items ?? [], fresh.items, fresh.next === null))
  })

  // Sorting and filtering are true only of the whole queue.
  const [needsAll, setNeedsAll] = useState(false)
  const wantsNext = (needsAll || filter !== '') && query.hasNextPage && !query.isFetchingNextPage
  const { fetchNextPage } = query
  useEffect(() => {
    if (wantsNext) void fetchNextPage()
  }, [wantsNext, fetchNextPage])

  return {
    rows,
    total: all.length,
    query,
    moved,
    show: () => query.refetch(),
    readAll: () => setNeedsAll(true),
  }
}

/** @param isWhole whether the fresh rows are the whole queue; else what lies behind them is not known to be gone */
function compare(shown: readonly QueueRow[], fresh: readonly QueueRow[], isWhole: boolean): Moved {
  const now = new Set(fresh.map((row) => row.id))
  const before = new Set(shown.map((row) => row.id))
  return {
    come: fresh.filter((row) => !before.has(row.id)).length,
    gone: isWhole ? shown.filter((row) => !now.has(row.id)).length : 0,
  }
}

function narrowed(rows: readonly QueueRow[], filter: string): readonly QueueRow[] {
  const words = searchText(filter).split(' ')
  if (filter.trim() === '') return rows
  return rows.filter((row) => {
    const text = searchText(
      [row.code, row.submissionNumber, row.applicantName, row.procedureName, row.abstract, stepsOf(row)].join(
        ' ',
      ),
    )
    return words.every((word) => text.includes(word))
  })
}

const stepsOf = (row: QueueRow): string =>
  (row.tasks ?? []).map((task) => `${task.name} ${task.assigneeName ?? ''}`).join(' ')
