import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { colleaguesQuery } from '../../lib/colleagues.ts'
import { formatNumber } from '../../lib/format.ts'
import { Failed, Loading } from '../../ui/states.tsx'
import { type Choice, labelOf, type Order, previewOrder, sendOrder, TITLES } from './batch-order.ts'
import { BatchProgress } from './batch-progress.tsx'

type Props = { order: Order; close: (wasDone: boolean) => void }

/** An act on many dossiers: what is still to say, a preview of each, then how it goes. */
export function BatchDialog({ order, close }: Props) {
  const [choice, setChoice] = useState<Choice>({})
  const [batchId, setBatchId] = useState<string | null>(null)
  return (
    <Modal
      opened
      onClose={() => close(batchId !== null)}
      title={`${TITLES[order.act]} (${formatNumber(order.dossiers.length)})`}
      size="lg"
    >
      {batchId === null ? (
        <Stack gap="sm">
          <Choose order={order} choice={choice} change={setChoice} />
          {(order.act !== 'assign' || choice.account) && (
            <Preview order={order} choice={choice} onSent={setBatchId} />
          )}
        </Stack>
      ) : (
        <BatchProgress id={batchId} order={order} close={() => close(true)} />
      )}
    </Modal>
  )
}

type ChooseProps = { order: Order; choice: Choice; change: (choice: Choice) => void }

function Choose({ order, choice, change }: ChooseProps) {
  const task = order.act === 'accept' ? undefined : order.tasks[0]
  const colleagues = useQuery({ ...colleaguesQuery(task?.unit ?? ''), enabled: order.act === 'assign' })
  if (!task) return null
  if (order.act === 'assign') {
    const fitting = (colleagues.data ?? []).filter(
      ({ roles }) => task.roles.length === 0 || roles.some((role) => task.roles.includes(role)),
    )
    return (
      <Select
        label="Giao cho"
        placeholder="Chọn cán bộ"
        searchable
        data={fitting.map(({ account, name }) => ({ value: account, label: name }))}
        value={choice.account ?? null}
        onChange={(account) => change(account ? { account } : {})}
        nothingFoundMessage="Không có cán bộ nào làm được bước này."
      />
    )
  }
  return (
    <Select
      label="Kết quả của bước"
      allowDeselect={false}
      data={task.outcomes.map((key) => ({ value: key, label: task.outcomeNames[key] ?? key }))}
      value={choice.outcome ?? task.outcomes[0] ?? null}
      onChange={(outcome) => change(outcome ? { outcome } : {})}
    />
  )
}

type PreviewProps = { order: Order; choice: Choice; onSent: (batchId: string) => void }

function Preview({ order, choice, onSent }: PreviewProps) {
  const { data, error, refetch } = useQuery({
    queryKey: ['preview', order, choice],
    queryFn: () => previewOrder(order, choice),
    gcTime: 0,
  })
  const send = useAct((ids: readonly string[]) => sendOrder(order, choice, ids), null)
  if (error) return <Failed error={error} retry={refetch} />
  if (!data) return <Loading />
  const passing = data.items.filter((item) => item.passes).map((item) => item.id)
  return (
    <>
      <Text size="sm">
        Làm được <strong>{formatNumber(data.passes)}</strong>
        {data.refused > 0 && (
          <>
            , không làm được <strong className="bad">{formatNumber(data.refused)}</strong>
          </>
        )}
        . {data.undoNote}
      </Text>
      <ul className="outcomes">
        {data.items
          .filter((item) => !item.passes)
          .map((item) => (
            <li key={item.id}>
              <strong>{labelOf(order, item.id)}</strong>: <span className="bad">{item.sentence}</span>
            </li>
          ))}
      </ul>
      <Group justify="flex-end">
        <Button
          disabled={passing.length === 0}
          loading={send.isPending}
          onClick={() => send.mutate(passing, { onSuccess: (batch) => onSent(batch.id) })}
          data-autofocus
        >
          Làm {formatNumber(passing.length)} hồ sơ
        </Button>
      </Group>
    </>
  )
}
