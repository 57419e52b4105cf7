import { Button, Group, Modal, Progress, SegmentedControl, Select, Stack, Text } from '@mantine/core'
import { IconExternalLink, IconPrinter } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useAct } from '../../lib/act.ts'
import { formatNumber } from '../../lib/format.ts'
import { type PrintOrder, printKindsQuery, printRunOf, startPrint } from '../../lib/prints.ts'
import type { QueueRow } from '../../lib/types.ts'
import { Failed, Loading } from '../../ui/states.tsx'

/** As the server takes in one run. */
const MOST = 500

type Props = { dossiers: readonly QueueRow[]; close: () => void }

/** One kind of paper of many dossiers as one file: which paper, then how it goes and what came of each. */
export function PrintDialog({ dossiers, close }: Props) {
  const kinds = useQuery(printKindsQuery)
  const [chosen, setChosen] = useState<PrintOrder['kind'] | null>(null)
  const [paper, setPaper] = useState<'A4' | 'A5'>('A4')
  const [runId, setRunId] = useState<string | null>(null)
  const items = kinds.data?.items ?? []
  const kind = chosen ?? items[0]?.kind
  const start = useAct(
    (kind: PrintOrder['kind']) => startPrint({ kind, paper, dossiers: dossiers.map(({ id }) => id) }),
    null,
  )
  return (
    <Modal opened onClose={close} title={`In giấy của ${formatNumber(dossiers.length)} hồ sơ`} size="lg">
      {runId === null ? (
        <Stack gap="sm">
          <Select
            label="Loại giấy"
            allowDeselect={false}
            data={items.map((item) => ({ value: item.kind, label: item.name }))}
            value={kind ?? null}
            onChange={(value) => setChosen(items.find((item) => item.kind === value)?.kind ?? null)}
            error={kinds.error && 'Chưa tải được các loại giấy; hãy đóng và mở lại.'}
            data-autofocus
          />
          <SegmentedControl
            aria-label="Khổ giấy"
            data={['A4', 'A5']}
            value={paper}
            onChange={(value) => setPaper(value === 'A5' ? 'A5' : 'A4')}
          />
          <Text size="sm">
            Giấy đã cấp thì in lại đúng như đã cấp. Giấy chưa cấp mà hồ sơ đã đủ điều kiện thì được cấp số và
            lưu ngay khi in.
          </Text>
          {dossiers.length > MOST && (
            <Text size="sm" c="var(--bad)" role="alert">
              Mỗi lần in được nhiều nhất {MOST} hồ sơ; hãy bỏ chọn bớt.
            </Text>
          )}
          <Group justify="flex-end">
            <Button
              loading={start.isPending}
              disabled={!kind || dossiers.length > MOST}
              leftSection={<IconPrinter size={16} aria-hidden />}
              onClick={() => kind && start.mutate(kind, { onSuccess: ({ id }) => setRunId(id) })}
            >
              Lập tệp in
            </Button>
          </Group>
        </Stack>
      ) : (
        <PrintProgress id={runId} dossiers={dossiers} close={close} again={() => setRunId(null)} />
      )}
    </Modal>
  )
}

function PrintProgress({ id, dossiers, close, again }: Props & { id: string; again: () => void }) {
  const { data, error, refetch } = useQuery({
    queryKey: ['print', id],
    queryFn: () => printRunOf(id),
    refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : 700),
  })
  if (error) return <Failed error={error} retry={() => void refetch()} />
  if (!data) return <Loading />
  const { done, refused, total, file } = data
  const labelOf = (dossierId: string) => {
    const row = dossiers.find((d) => d.id === dossierId)
    return row ? `${row.code ?? row.submissionNumber} · ${row.applicantName}` : dossierId
  }
  return (
    <Stack gap="sm">
      <Text role="status">
        {data.state === 'done' ? 'Đã xong' : 'Đang lập tệp in'}: {formatNumber(done)} trên{' '}
        {formatNumber(total)} hồ sơ có giấy{refused > 0 && `, ${formatNumber(refused)} hồ sơ không in được`}.
      </Text>
      <Progress.Root>
        <Progress.Section value={(100 * done) / Math.max(1, total)} aria-label="Có giấy" />
        <Progress.Section
          value={(100 * refused) / Math.max(1, total)}
          color="orange"
          aria-label="Không in được"
        />
      </Progress.Root>
      <ul className="outcomes">
        {data.items
          .filter((item) => item.state === 'refused')
          .map((item) => (
            <li key={item.dossierId}>
              <strong>{labelOf(item.dossierId)}</strong>: {item.sentence}
            </li>
          ))}
      </ul>
      <Group justify="flex-end">
        {data.state === 'done' && (
          <Button variant="subtle" onClick={again}>
            Chọn giấy khác
          </Button>
        )}
        <Button variant="default" onClick={close}>
          Đóng
        </Button>
        {file && (
          <Button
            component="a"
            href={file}
            target="_blank"
            rel="noreferrer"
            leftSection={<IconExternalLink size={16} aria-hidden />}
          >
            Mở tệp in
          </Button>
        )}
      </Group>
    </Stack>
  )
}
