import { Button, Text, TextInput } from '@mantine/core'
import { IconDownload, IconFilter } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useRouter, useSearch } from '@tanstack/react-router'
import { lazy, Suspense, useEffect, useMemo, useRef, useState } from 'react'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { useMay } from '../../lib/officer.ts'
import { answerOf } from '../../lib/problem.ts'
import type { Queue, QueueRow } from '../../lib/types.ts'
import { whenIdle } from '../../lib/when-idle.ts'
import { useActions } from '../../ui/actions.tsx'
import { DataTable } from '../../ui/data-table.tsx'
import { Page } from '../../ui/page.tsx'
import { useShortcuts } from '../../ui/shortcuts.tsx'
import { Failed, Loading } from '../../ui/states.tsx'
import type { Order } from './batch-order.ts'
import { FreshBar } from './fresh-bar.tsx'
import { queuesQuery } from './queries.ts'
import { QueueCard, queueColumns } from './queue-columns.tsx'
import { useQueueRows } from './queue-rows.ts'
import { QUEUE_KEYS, QueueTabs } from './queue-tabs.tsx'
import { SavedFilters } from './saved-filters.tsx'
import { SelectionBar } from './selection-bar.tsx'

const BatchDialog = lazy(() => import('./batch-dialog.tsx').then((part) => ({ default: part.BatchDialog })))
const PrintDialog = lazy(() => import('./print-dialog.tsx').then((part) => ({ default: part.PrintDialog })))

/** The queues of the officer; the first that holds something, unless the address names one. */
export function QueuesPage() {
  const { hang } = useSearch({ from: '/inside/can-bo' })
  const { data: queues, error, refetch } = useQuery(queuesQuery)
  const first = useRef<string | null>(null)
  if (error) return <Failed error={error} retry={refetch} />
  if (!queues) return <Loading />
  // The queue that was shown first stays when its last dossier has gone.
  first.current ??= (queues.find((q) => q.count > 0) ?? queues[0])?.key ?? null
  const current = queues.find((q) => q.key === hang) ?? queues.find((q) => q.key === first.current)
  return current ? <QueuePage key={current.key} queue={current} queues={queues} /> : null
}

function QueuePage({ queue, queues }: { queue: Queue; queues: readonly Queue[] }) {
  const { loc = '' } = useSearch({ from: '/inside/can-bo' })
  const navigate = useNavigate()
  const may = useMay()
  const [ids, setIds] = useState<ReadonlySet<string>>(new Set())
  // Not in the bar of the selection, which goes when the rows have moved on: what came of them is still to be told.
  const [order, setOrder] = useState<Order | null>(null)
  const [printed, setPrinted] = useState<readonly QueueRow[] | null>(null)
  const box = useRef<HTMLInputElement>(null)
  const { rows, total, query, moved, show, readAll } = useQueueRows(queue.key, loc)
  const columns = useMemo(() => queueColumns(queue.key), [queue.key])
  const since = useLook(queue.key, queue.lookedAt)
  useDossierPage(rows.length > 0)
  const [typed, setTyped] = useState(loc)
  // The address follows the hand, never the other way round while somebody types.
  useEffect(() => {
    if (document.activeElement !== box.current) setTyped(loc)
  }, [loc])
  const filter = (text: string) => {
    setTyped(text)
    void navigate({ to: '/can-bo', search: { hang: queue.key, ...(text && { loc: text }) }, replace: true })
  }
  const open = (id: string) =>
    navigate({ to: '/can-bo/ho-so/$id', params: { id }, search: { hang: queue.key } })
  useShortcuts([
    { keys: 'f', label: 'Lọc trong hàng đợi', run: () => box.current?.focus() },
    { keys: 'r', label: 'Đọc lại hàng đợi', run: show },
    ...QUEUE_KEYS.flatMap((keys, i) => {
      const target = queues[i]
      if (!target) return []
      const run = () => navigate({ to: '/can-bo', search: { hang: target.key } })
      return [{ keys, label: target.name, group: 'Hàng đợi', run }]
    }),
  ])
  useActions(
    queues.map(({ key, name, count }, i) => ({
      id: `queue ${key}`,
      label: `${name} (${formatNumber(count)})`,
      group: 'Hàng đợi',
      keys: QUEUE_KEYS[i],
      run: () => navigate({ to: '/can-bo', search: { hang: key } }),
    })),
  )
  const selected = rows.filter((row) => ids.has(row.id))
  return (
    <Page
      fill
      title={queue.name}
      note={
        <Text size="sm" c="var(--quiet)">
          {formatNumber(queue.count)} hồ sơ
          {loc && `, ${formatNumber(rows.length)} hợp bộ lọc${query.hasNextPage ? ' (đang đọc tiếp)' : ''}`}
        </Text>
      }
      actions={
        may('dossiers.export') && (
          <Button
            component="a"
            href={`/api/v1/dossiers/export?queue=${queue.key}`}
            download
            variant="default"
            size="xs"
            leftSection={<IconDownload size={16} aria-hidden />}
          >
            Xuất CSV
          </Button>
        )
      }
    >
      <QueueTabs queues={queues} current={queue.key} />
      <FreshBar moved={moved} show={show} />
      <DataTable
        name="queue"
        label={`${queue.name}: ${total} hồ sơ`}
        rows={rows}
        rowId={(row) => row.id}
        columns={columns}
        card={(row) => <QueueCard row={row} queue={queue.key} />}
        onOpen={(row) => open(row.id)}
        selection={{ ids, change: setIds }}
        onSort={readAll}
        more={{
          has: query.hasNextPage,
          isLoading: query.isFetchingNextPage,
          load: query.fetchNextPage,
        }}
        isLoading={query.isLoading}
        error={query.isError && rows.length === 0 ? query.error : undefined}
        retry={show}
        isMarked={(row) => since !== null && (row.enteredAt ?? '') > since}
        empty={
          loc ? 'Không có hồ sơ nào hợp bộ lọc.' : (EMPTY[queue.key] ?? 'Không có hồ sơ nào ở hàng đợi này.')
        }
        toolbar={
          selected.length > 0 ? (
            <SelectionBar
              queue={queue.key}
              rows={selected}
              clear={() => setIds(new Set())}
              order={setOrder}
              print={() => setPrinted(selected)}
            />
          ) : (
            <div className="tool-row">
              <TextInput
                ref={box}
                size="xs"
                className="filter-box"
                aria-label="Lọc trong hàng đợi"
                placeholder="Lọc: mã, người nộp, thủ tục, bước (không cần dấu)"
                leftSection={<IconFilter size={14} aria-hidden />}
                value={typed}
                onChange={(event) => filter(event.currentTarget.value)}
                onKeyDown={(event) => {
                  if (event.key === 'Escape') filter('')
                }}
              />
              <SavedFilters queue={queue.key} text={loc} />
            </div>
          )
        }
      />
      <Suspense>
        {order && (
          <BatchDialog
            order={order}
            close={(wasDone) => {
              setOrder(null)
              if (wasDone) setIds(new Set())
            }}
          />
        )}
        {printed && <PrintDialog dossiers={printed} close={() => setPrinted(null)} />}
      </Suspense>
    </Page>
  )
}

const EMPTY: Record<string, string> = {
  mine: 'Bạn không giữ việc nào. Hãy xem “Việc của đơn vị chưa có người nhận”.',
  late: 'Không có hồ sơ nào quá hạn.',
  'due-today': 'Không có hồ sơ nào đến hạn hôm nay.',
}

/**
 * Looks at the queue: what comes from now on is new at the next visit.
 * @returns when it was looked at before this visit; null: never
 */
function useLook(queue: string, lookedAt: string | null): string | null {
  const [since] = useState(lookedAt)
  const queries = useQueryClient()
  const { mutate } = useMutation({
    mutationFn: () => answerOf(api.POST('/api/v1/queues/{key}/look', { params: { path: { key: queue } } })),
    onSuccess: () => queries.invalidateQueries(queuesQuery),
  })
  useEffect(() => mutate(), [mutate])
  return since
}

/** Fetches the program of the page that comes next; no data of people, whose readings are written down. */
function useDossierPage(isStanding: boolean): void {
  const router = useRouter()
  useEffect(() => {
    if (!isStanding) return
    return whenIdle(() => router.loadRouteChunk(router.routesById['/inside/can-bo/ho-so/$id']))
  }, [router, isStanding])
}
