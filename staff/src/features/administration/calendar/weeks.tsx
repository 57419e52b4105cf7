import { Button, Group, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { Unit, WorkWeek } from '../../../lib/types.ts'
import { Failed, Loading } from '../../../ui/states.tsx'
import { ConfirmAlert } from '../confirm-alert.tsx'
import { useSave } from '../save.ts'
import { NewWeek } from './new-week.tsx'
import { COUNTING, linesOfWeek, periodOf, sayConsequence } from './words.ts'

/** The working weeks of a unit and of those above it; the nearest holds. */
export function Weeks({ unit }: { unit: Unit }) {
  const [isNew, dialog] = useDisclosure(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['administration', 'weeks', unit.ref],
    queryFn: () => answerOf(api.GET('/api/v1/weeks', { params: { query: { unit: unit.ref } } })),
  })
  return (
    <section className="panel admin-panel" aria-label="Giờ làm việc">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Giờ làm việc
        </Title>
        <Button size="xs" onClick={dialog.open}>
          Đặt giờ làm việc
        </Button>
      </Group>
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : (
        <ul className="admin-list">
          {data.items.map((week) => (
            <Line key={week.id} week={week} />
          ))}
          <li>
            <div>
              <b>Giờ hành chính chung</b>
              <div>T2–T6: 07:30–11:30, 13:30–17:30</div>
              <div className="quiet">Áp dụng khi đơn vị và cấp trên không đặt giờ riêng.</div>
            </div>
          </li>
        </ul>
      )}
      <NewWeek opened={isNew} onClose={dialog.close} unit={unit} />
    </section>
  )
}

function Line({ week }: { week: WorkWeek }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <li>
      <div>
        <b>{week.season}</b>, {periodOf(week)}
        {linesOfWeek(week.days).map((line) => (
          <div key={line}>{line}</div>
        ))}
        <div className="quiet">
          {week.unit.name}. {week.legalBasis}
        </div>
      </div>
      {week.can.includes('remove') && !isAsking && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Bỏ ${week.season}`}
          onClick={() => setAsking(true)}
        >
          Bỏ
        </Button>
      )}
      {isAsking && <Removal week={week} onDone={() => setAsking(false)} />}
    </li>
  )
}

/** Tells what taking the week away does before it is done. */
function Removal({ week, onDone }: { week: WorkWeek; onDone: () => void }) {
  const path = { params: { path: { id: week.id } } }
  const { data, error } = useQuery({
    queryKey: ['administration', 'removal', week.id],
    queryFn: () => answerOf(api.GET('/api/v1/weeks/{id}/removal', path)),
    gcTime: 0,
  })
  const remove = useSave(
    () => answerOf(api.DELETE('/api/v1/weeks/{id}', path)),
    'Đã bỏ giờ làm việc này; hạn trả của hồ sơ đang giải quyết được tính lại.',
    onDone,
  )
  return (
    <ConfirmAlert
      title={`Bỏ “${week.season}”?`}
      said={data && sayConsequence(data, 'thời gian này')}
      counting={COUNTING}
      fault={remove.error ?? error}
      submit="Bỏ giờ làm việc này"
      isPending={remove.isPending}
      onCancel={onDone}
      onConfirm={() => remove.mutate(undefined)}
    />
  )
}
