import { Badge, Button, Group, Title } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { formatDate } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { SpecialDay, Unit } from '../../../lib/types.ts'
import { Empty, Failed, Loading } from '../../../ui/states.tsx'
import { ConfirmAlert } from '../confirm-alert.tsx'
import { useSave } from '../save.ts'
import { NewDay } from './new-day.tsx'
import { COUNTING, hoursOf, kindName, sayConsequence } from './words.ts'

/** The days of a year that do not follow the week: of the country, of units above, of the unit itself. */
export function Days({ unit, year }: { unit: Unit; year: number }) {
  const [isNew, dialog] = useDisclosure(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['administration', 'days', unit.ref, year],
    queryFn: () => answerOf(api.GET('/api/v1/special-days', { params: { query: { unit: unit.ref, year } } })),
  })
  return (
    <section className="panel admin-panel" aria-label="Ngày nghỉ, ngày làm bù">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h5">
          Ngày nghỉ, ngày làm bù năm {year}
        </Title>
        <Button size="xs" onClick={dialog.open}>
          Thêm ngày
        </Button>
      </Group>
      {error ? (
        <Failed error={error} retry={() => void refetch()} />
      ) : !data ? (
        <Loading />
      ) : data.items.length === 0 ? (
        <Empty>Năm {year} chưa có ngày nghỉ hay ngày làm bù nào.</Empty>
      ) : (
        <ul className="admin-list">
          {[...data.items]
            .sort((a, b) => a.date.localeCompare(b.date))
            .map((day) => (
              <Line key={day.id} day={day} />
            ))}
        </ul>
      )}
      <NewDay opened={isNew} onClose={dialog.close} unit={unit} year={year} />
    </section>
  )
}

function Line({ day }: { day: SpecialDay }) {
  const [isAsking, setAsking] = useState(false)
  return (
    <li>
      <div>
        <Group gap={6}>
          <b>{formatDate(day.date)}</b>
          <Badge variant={day.kind === 'WORKING_SWAP' ? 'default' : 'light'} tt="none">
            {kindName(day.kind)}
          </Badge>
          {day.provisional && (
            <Badge variant="default" tt="none">
              dự kiến
            </Badge>
          )}
        </Group>
        {day.name}
        {day.shifts && `, làm ${hoursOf(day.shifts)}`}
        <div className="quiet">
          {day.unit?.name ?? 'Cả nước'}. {day.legalBasis}
        </div>
      </div>
      {day.can.includes('remove') && !isAsking && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Bỏ ngày ${formatDate(day.date)}`}
          onClick={() => setAsking(true)}
        >
          Bỏ
        </Button>
      )}
      {isAsking && <Removal day={day} onDone={() => setAsking(false)} />}
    </li>
  )
}

/** Tells what taking the day away does before it is done. */
function Removal({ day, onDone }: { day: SpecialDay; onDone: () => void }) {
  const path = { params: { path: { id: day.id } } }
  const { data, error } = useQuery({
    queryKey: ['administration', 'removal', day.id],
    queryFn: () => answerOf(api.GET('/api/v1/special-days/{id}/removal', path)),
    gcTime: 0,
  })
  const remove = useSave(
    () => answerOf(api.DELETE('/api/v1/special-days/{id}', path)),
    'Đã bỏ ngày này; hạn trả của hồ sơ đang giải quyết được tính lại.',
    onDone,
  )
  return (
    <ConfirmAlert
      title={`Bỏ ngày ${formatDate(day.date)}?`}
      said={data && sayConsequence(data)}
      counting={COUNTING}
      fault={remove.error ?? error}
      submit="Bỏ ngày này"
      isPending={remove.isPending}
      onCancel={onDone}
      onConfirm={() => remove.mutate(undefined)}
    />
  )
}
