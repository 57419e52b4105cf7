import { Button, Group, Modal, Stack, Text, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useAct } from '../../lib/act.ts'
import { formatNumber } from '../../lib/format.ts'
import { type PreviewItem, type ProcedureBehind, type StepNames, startMigration } from './requests.ts'

type Props = {
  procedure: ProcedureBehind
  names: StepNames
  /** Those that pass, as they were looked at. */
  items: readonly PreviewItem[]
  undoNote: string
  close: () => void
}

/** The reason, which stands in the history of each dossier, and the order. */
export function OrderForm({ procedure, names, items, undoNote, close }: Props) {
  const navigate = useNavigate()
  const start = useAct(
    (reason: string) =>
      startMigration({
        toVersionId: procedure.toVersionId,
        names,
        reason,
        items: items.flatMap(({ id, seen }) => (seen === null ? [] : [{ id, seen }])),
      }),
    null,
  )
  return (
    <Modal
      opened
      onClose={close}
      title={`Chuyển ${formatNumber(items.length)} hồ sơ sang phiên bản ${procedure.version}?`}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault()
          const reason = String(new FormData(event.currentTarget).get('reason')).trim()
          start.mutate(reason, {
            onSuccess: ({ id }) => void navigate({ to: '/quan-tri/chuyen-phien-ban/$id', params: { id } }),
          })
        }}
      >
        <Stack>
          <Text size="sm">Ngày hẹn trả không đổi. {undoNote}</Text>
          <Textarea
            name="reason"
            label="Lý do chuyển"
            description="Ghi vào lịch sử của từng hồ sơ."
            required
            autosize
            minRows={3}
            maxLength={2000}
            data-autofocus
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              Xem lại
            </Button>
            <Button type="submit" loading={start.isPending}>
              Chuyển
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  )
}
