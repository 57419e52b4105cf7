import { Button, Text } from '@mantine/core'
import { IconCheck, IconHandGrab, IconPrinter, IconUserShare, IconX } from '@tabler/icons-react'
import { useAct } from '../../lib/act.ts'
import { api } from '../../lib/api.ts'
import { formatNumber } from '../../lib/format.ts'
import { useMay } from '../../lib/officer.ts'
import { answerOf, sentenceOf } from '../../lib/problem.ts'
import type { QueueRow, Task } from '../../lib/types.ts'
import type { Order } from './batch-order.ts'

type Props = {
  queue: string
  rows: readonly QueueRow[]
  clear: () => void
  /** Many at once: to be looked at before it is done. */
  order: (order: Order) => void
  print: () => void
}

/** What can be done with the selected rows at once. The server says what may be done: in `can` of each step. */
export function SelectionBar({ queue, rows, clear, order, print }: Props) {
  const may = useMay()
  const tasks = rows.flatMap((row) => row.tasks ?? [])
  const able = (act: string) => tasks.filter((task) => task.can.includes(act))
  const claim = useAct(claimAll, (out) => out)
  const toClaim = able('claim')
  const toAssign = able('assignment')
  const toComplete = able('completion')
  const isIntake = queue === 'intake' && may('dossiers.accept') && may('batches.run')
  return (
    <div className="tool-row">
      <Text size="sm" fw={600} className="nowrap">
        Đã chọn {formatNumber(rows.length)}
      </Text>
      {isIntake && (
        <Button
          size="xs"
          leftSection={<IconCheck size={14} aria-hidden />}
          onClick={() => order({ act: 'accept', dossiers: rows })}
        >
          Tiếp nhận
        </Button>
      )}
      {toClaim.length > 0 && (
        <Button
          size="xs"
          variant="default"
          loading={claim.isPending}
          leftSection={<IconHandGrab size={14} aria-hidden />}
          onClick={() => claim.mutate(toClaim, { onSettled: clear })}
        >
          Nhận việc
        </Button>
      )}
      {toAssign.length > 0 && may('batches.run') && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconUserShare size={14} aria-hidden />}
          onClick={() => order({ act: 'assign', dossiers: rows, tasks: toAssign })}
        >
          Phân công
        </Button>
      )}
      {toComplete.length > 0 && may('batches.run') && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconCheck size={14} aria-hidden />}
          onClick={() => order({ act: 'complete', dossiers: rows, tasks: toComplete })}
        >
          Hoàn thành bước
        </Button>
      )}
      {may('slips.issue') && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPrinter size={14} aria-hidden />}
          onClick={print}
        >
          In giấy
        </Button>
      )}
      <Button size="xs" variant="subtle" leftSection={<IconX size={14} aria-hidden />} onClick={clear}>
        Bỏ chọn
      </Button>
    </div>
  )
}

/** Takes tasks one after the other; one that a colleague took meanwhile does not stop the others. */
async function claimAll(tasks: readonly Task[]): Promise<string> {
  const refused: string[] = []
  for (const task of tasks) {
    try {
      await answerOf(api.POST('/api/v1/tasks/{id}/claim', { params: { path: { id: task.id } } }))
    } catch (error) {
      refused.push(`${task.dossierCode ?? ''}: ${sentenceOf(error)}`)
    }
  }
  const done = `Đã nhận ${formatNumber(tasks.length - refused.length)} việc.`
  return refused.length === 0 ? done : `${done} ${refused.join(' ')}`
}
