import { Button, Group, Progress, Stack, Text } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { useAct } from '../../lib/act.ts'
import { formatNumber } from '../../lib/format.ts'
import type { Batch } from '../../lib/types.ts'
import { Failed, Loading } from '../../ui/states.tsx'
import { batchOf, cancelBatch, labelOf, type Order, undoBatch } from './batch-order.ts'

const NAMES: Record<string, string> = {
  waiting: 'Sắp làm; còn huỷ được cả loạt',
  running: 'Đang làm',
  done: 'Đã xong',
  cancelled: 'Đã huỷ phần chưa làm',
  undoing: 'Đang lấy lại',
  undone: 'Đã lấy lại những gì lấy lại được',
}

type Props = { id: string; order: Order; close: () => void }

/** How a batch goes, what came of each dossier, and the ways back. */
export function BatchProgress({ id, order, close }: Props) {
  const queries = useQueryClient()
  const { data, error, refetch } = useQuery({
    queryKey: ['batch', id],
    queryFn: () => batchOf(id),
    refetchInterval: ({ state }) => (isMoving(state.data) ? 700 : false),
  })
  const cancel = useAct(() => cancelBatch(id), 'Đã huỷ những gì chưa làm.')
  const undo = useAct(() => undoBatch(id), 'Đang lấy lại.')
  const state = data?.state
  // What the batch did is seen in the queues behind the dialog.
  useEffect(() => {
    if (state === 'done' || state === 'undone') void queries.invalidateQueries({ queryKey: ['rows'] })
  }, [state, queries])
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  const total = data.items.length
  const { waiting, done, refused, undone } = data.counts
  return (
    <Stack gap="sm">
      <Text role="status">
        {NAMES[data.state] ?? data.state}: {formatNumber(done)} xong, {formatNumber(refused)} không làm được
        {undone > 0 && `, ${formatNumber(undone)} đã lấy lại`} trên {formatNumber(total)}.
      </Text>
      <Progress value={(100 * (total - waiting)) / Math.max(1, total)} aria-label="Đã làm đến đâu" />
      <ul className="outcomes">
        {data.items
          .filter((item) => item.sentence || item.undoSentence)
          .map((item) => (
            <li key={item.id}>
              <strong>{labelOf(order, item.id)}</strong>: {item.sentence ?? item.undoSentence}
            </li>
          ))}
      </ul>
      <Group justify="flex-end">
        {data.can.includes('cancellation') && (
          <Button variant="default" loading={cancel.isPending} onClick={() => cancel.mutate(undefined)}>
            Huỷ cả loạt
          </Button>
        )}
        {data.can.includes('undo') && (
          <Button variant="default" loading={undo.isPending} onClick={() => undo.mutate(undefined)}>
            Lấy lại
          </Button>
        )}
        <Button onClick={close}>Đóng</Button>
      </Group>
    </Stack>
  )
}

const isMoving = (batch: Batch | undefined): boolean =>
  batch === undefined || ['waiting', 'running', 'undoing'].includes(batch.state)
