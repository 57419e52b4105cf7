import { Alert, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { formatDate, vietnamDate } from '@motcua/rules'
import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { useRoles } from '../../../lib/choices.ts'
import { formatNumber } from '../../../lib/format.ts'
import { useMay } from '../../../lib/officer.ts'
import { answerOf, sentenceOf } from '../../../lib/problem.ts'
import type { OfficerAccount, Unit } from '../../../lib/types.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { ConfirmAlert } from '../confirm-alert.tsx'
import { typed, useSave } from '../save.ts'

type Appointment = OfficerAccount['appointments'][number]
type Props = { officer: OfficerAccount; units: readonly Unit[] }

/** The roles an officer holds or will hold, and a new one. */
export function Appointments({ officer, units }: Props) {
  const may = useMay()
  const [isAdding, setAdding] = useState(false)
  const own = new Set(units.map(({ ref }) => ref))
  return (
    <Stack gap="xs">
      <Title order={3} size="h6">
        Vai trò
      </Title>
      {officer.appointments.length === 0 && (
        <Text size="sm" c="var(--quiet)">
          Chưa có vai trò nào: cán bộ này đăng nhập được nhưng chưa thấy hồ sơ.
        </Text>
      )}
      <ul className="admin-list">
        {officer.appointments.map((one) => (
          <Line key={one.id} appointment={one} mayEnd={own.has(one.unit.ref)} />
        ))}
      </ul>
      {may('units.appoint') &&
        (isAdding ? (
          <Appoint officer={officer} units={units} onDone={() => setAdding(false)} />
        ) : (
          <Group>
            <Button size="xs" onClick={() => setAdding(true)}>
              Giao vai trò
            </Button>
          </Group>
        ))}
    </Stack>
  )
}

function Line({ appointment, mayEnd }: { appointment: Appointment; mayEnd: boolean }) {
  const [isAsking, setAsking] = useState(false)
  const { roleName, unit, reach } = appointment
  return (
    <li>
      <div>
        <b>{roleName}</b>, {unit.name}
        {reach === 'subtree' && ' và các đơn vị trực thuộc'}
        <div className="quiet">{period(appointment)}</div>
      </div>
      {mayEnd && !isAsking && (
        <Button
          size="compact-xs"
          variant="default"
          aria-label={`Kết thúc vai trò ${roleName}, ${unit.name}`}
          onClick={() => setAsking(true)}
        >
          Kết thúc
        </Button>
      )}
      {isAsking && <Ending appointment={appointment} onDone={() => setAsking(false)} />}
    </li>
  )
}

/** Asks before a role ends: it ends at once, and tells what the officer holds, which a head gives to somebody else. */
function Ending({ appointment, onDone }: { appointment: Appointment; onDone: () => void }) {
  const path = { params: { path: { id: appointment.id } } }
  const held = useQuery({
    queryKey: ['administration', 'held-steps', appointment.id],
    queryFn: () => answerOf(api.GET('/api/v1/appointments/{id}/held-steps', path)),
    gcTime: 0,
  })
  const end = useSave(
    () => answerOf(api.DELETE('/api/v1/appointments/{id}', path)),
    'Đã kết thúc vai trò.',
    onDone,
  )
  return (
    <ConfirmAlert
      title={`Kết thúc vai trò ${appointment.roleName}?`}
      said={held.data && `Cán bộ mất quyền ngay ở yêu cầu tiếp theo. ${sayHeld(held.data)}`}
      counting="Đang đếm việc cán bộ này đang giữ…"
      fault={end.error ?? held.error}
      submit="Kết thúc vai trò"
      isPending={end.isPending}
      onCancel={onDone}
      onConfirm={() => end.mutate(undefined)}
    />
  )
}

function sayHeld({ open, late }: { open: number; late: number }): string {
  if (open === 0) return 'Không giữ việc nào theo vai trò này.'
  const ofLate = late > 0 ? `, trong đó ${formatNumber(late)} việc của hồ sơ quá hạn` : ''
  return `Đang giữ ${formatNumber(open)} việc${ofLate}: lãnh đạo đơn vị phải phân công lại, nếu không sẽ không ai làm.`
}

function Appoint({ officer, units, onDone }: Props & { onDone: () => void }) {
  const roles = useRoles()
  const [role, setRole] = useState<string | null>(null)
  const [unit, setUnit] = useState<string | null>(
    officer.unit?.ref ?? officer.appointments[0]?.unit.ref ?? units[0]?.ref ?? null,
  )
  const save = useSave(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/units/{ref}/appointments', {
          params: { path: { ref: unit ?? '' } },
          body: {
            accountId: officer.id,
            role: role as 'tiepnhan',
            validFrom: typed(form, 'from'),
            validTo: typed(form, 'to') ?? null,
            legalBasis: typed(form, 'legalBasis'),
          },
        }),
      ),
    'Đã giao vai trò.',
    onDone,
  )
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    save.mutate(new FormData(event.currentTarget))
  }
  return (
    <form onSubmit={submit} className="panel block-form">
      <Stack gap="xs">
        <Select label="Vai trò" data={roles} value={role} onChange={setRole} required allowDeselect={false} />
        <Select
          label="Đơn vị"
          data={units.map(({ ref, name }) => ({ value: ref, label: name }))}
          value={unit}
          onChange={setUnit}
          required
          searchable
          allowDeselect={false}
          nothingFoundMessage="Không có đơn vị nào khớp."
        />
        <Group grow align="start">
          <DateField name="from" label="Từ ngày" defaultValue={vietnamDate(new Date())} required />
          <DateField name="to" label="Đến hết ngày" description="Để trống: không thời hạn" />
        </Group>
        <TextInput name="legalBasis" label="Văn bản phân công" maxLength={300} />
        {save.error && (
          <Alert className="admin-alert" color="red" role="alert">
            {sentenceOf(save.error)}
          </Alert>
        )}
        <Group justify="flex-end" gap="xs">
          <Button size="xs" variant="default" onClick={onDone}>
            Thôi
          </Button>
          <Button size="xs" type="submit" disabled={!role || !unit} loading={save.isPending}>
            Giao vai trò
          </Button>
        </Group>
      </Stack>
    </form>
  )
}

function period({ validFrom, validTo }: Appointment): string {
  const from = validFrom ? `Từ ${formatDate(validFrom)}` : 'Từ trước đến nay'
  return validTo ? `${from} đến hết ${formatDate(validTo)}` : `${from}, không thời hạn`
}
