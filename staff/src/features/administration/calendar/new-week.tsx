import { Checkbox, Fieldset, Group, SimpleGrid, Text, TextInput } from '@mantine/core'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import { FormDialog } from '../form-dialog.tsx'
import { typed, useSave } from '../save.ts'
import type { Unit } from '../types.ts'

const DAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']

/** Sets the working week of a unit: the same hours on the days that are ticked, the morning alone where asked. */
export function NewWeek({ opened, onClose, unit }: { opened: boolean; onClose: () => void; unit: Unit }) {
  const save = useSave(
    (form: FormData) =>
      answerOf(
        api.POST('/api/v1/weeks', {
          body: {
            unit: unit.ref,
            season: typed(form, 'season') ?? '',
            from: typed(form, 'from') ?? null,
            to: typed(form, 'to') ?? null,
            days: daysIn(form),
            legalBasis: typed(form, 'legalBasis') ?? '',
          },
        }),
      ),
    'Đã đặt giờ làm việc; hạn trả của hồ sơ đang giải quyết được tính lại.',
    onClose,
  )
  return (
    <FormDialog
      title={`Giờ làm việc: ${unit.name}`}
      submit="Đặt giờ làm việc"
      size="lg"
      {...{ opened, onClose, save }}
    >
      <TextInput
        name="season"
        label="Tên gọi"
        placeholder="Giờ mùa hè"
        required
        maxLength={100}
        data-autofocus
      />
      <Group grow align="start">
        <TextInput name="from" type="date" label="Từ ngày" description="Để trống: từ trước đến nay" />
        <TextInput name="to" type="date" label="Đến hết ngày" description="Để trống: không thời hạn" />
      </Group>
      <Fieldset legend="Ngày làm việc">
        <Group gap="md">
          {DAYS.map((label, i) => (
            <Checkbox key={label} name={`day${i + 1}`} label={label} defaultChecked={i < 5} />
          ))}
        </Group>
      </Fieldset>
      <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
        <TextInput name="morningFrom" type="time" label="Sáng từ" defaultValue="07:30" />
        <TextInput name="morningTo" type="time" label="đến" defaultValue="11:30" />
        <TextInput name="afternoonFrom" type="time" label="Chiều từ" defaultValue="13:30" />
        <TextInput name="afternoonTo" type="time" label="đến" defaultValue="17:30" />
      </SimpleGrid>
      <Checkbox name="shortSaturday" label="Thứ Bảy chỉ làm buổi sáng" />
      <TextInput name="legalBasis" label="Văn bản quyết định" required maxLength={300} />
      <Text size="sm" c="var(--quiet)">
        Hạn trả của hồ sơ đang giải quyết được tính lại, không bao giờ muộn hơn hạn đã hẹn.
      </Text>
    </FormDialog>
  )
}

function daysIn(form: FormData): { weekday: number; shifts: { from: string; to: string }[] }[] {
  const shift = (part: string) => {
    const [from, to] = [typed(form, `${part}From`), typed(form, `${part}To`)]
    return from && to ? [{ from, to }] : []
  }
  return DAYS.flatMap((_, i) => {
    if (!form.has(`day${i + 1}`)) return []
    const isShort = i === 5 && form.has('shortSaturday')
    return [{ weekday: i + 1, shifts: [...shift('morning'), ...(isShort ? [] : shift('afternoon'))] }]
  })
}
