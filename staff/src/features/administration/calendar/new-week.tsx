import { Checkbox, Fieldset, Group, SimpleGrid, Stack, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { Unit } from '../../../lib/types.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { TimeField } from '../../../ui/time-field.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { typed, useSave } from '../save.ts'
import { ConsequenceAlert } from './consequence-alert.tsx'
import { sayConsequence } from './words.ts'

const DAYS = ['Thứ Hai', 'Thứ Ba', 'Thứ Tư', 'Thứ Năm', 'Thứ Sáu', 'Thứ Bảy', 'Chủ nhật']

/** Sets the working week of a unit: the same hours on the days that are ticked, the morning alone where asked. */
export function NewWeek({ opened, onClose, unit }: { opened: boolean; onClose: () => void; unit: Unit }) {
  const fields = useRef<HTMLDivElement>(null)
  const [asked, setAsked] = useState<Body | null>(null)
  // Read after the field has put what was typed into the form.
  const read = () =>
    requestAnimationFrame(() => {
      const form = fields.current?.closest('form')
      if (form) setAsked(bodyOf(new FormData(form), unit))
    })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each opening, as the fields stand then
  useEffect(() => {
    if (opened) read()
  }, [opened])
  const save = useSave(
    (form: FormData) => answerOf(api.POST('/api/v1/weeks', { body: bodyOf(form, unit) })),
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
      <Stack gap="sm" ref={fields} onChange={read} onBlur={read}>
        <TextInput
          name="season"
          label="Tên gọi"
          placeholder="Giờ mùa hè"
          required
          maxLength={100}
          data-autofocus
        />
        <Group grow align="start">
          <DateField name="from" label="Từ ngày" description="Để trống: từ trước đến nay" />
          <DateField name="to" label="Đến hết ngày" description="Để trống: không thời hạn" />
        </Group>
        <Fieldset legend="Ngày làm việc">
          <Group gap="md">
            {DAYS.map((label, i) => (
              <Checkbox key={label} name={`day${i + 1}`} label={label} defaultChecked={i < 5} />
            ))}
          </Group>
        </Fieldset>
        <SimpleGrid cols={{ base: 2, sm: 4 }} spacing="sm">
          <TimeField name="morningFrom" label="Sáng từ" defaultValue="07:30" />
          <TimeField name="morningTo" label="đến" defaultValue="11:30" />
          <TimeField name="afternoonFrom" label="Chiều từ" defaultValue="13:30" />
          <TimeField name="afternoonTo" label="đến" defaultValue="17:30" />
        </SimpleGrid>
        <Checkbox name="shortSaturday" label="Thứ Bảy chỉ làm buổi sáng" />
        <TextInput name="legalBasis" label="Văn bản quyết định" required maxLength={300} />
      </Stack>
      {opened && asked && <Consequence body={asked} />}
    </FormDialog>
  )
}

type Body = ReturnType<typeof bodyOf>

const bodyOf = (form: FormData, unit: Unit) => ({
  unit: unit.ref,
  season: typed(form, 'season') ?? '',
  from: typed(form, 'from') ?? null,
  to: typed(form, 'to') ?? null,
  days: daysIn(form),
  legalBasis: typed(form, 'legalBasis') ?? '',
})

/** What the week would do to the running dossiers; asked again when it changes. */
function Consequence({ body }: { body: Body }) {
  // Its name and by which paper move no date, and may not be typed yet.
  const [asked] = useDebouncedValue(JSON.stringify({ ...body, season: '…', legalBasis: '…' }), 300)
  const { data, error } = useQuery({
    queryKey: ['administration', 'consequence', asked],
    queryFn: () => answerOf(api.POST('/api/v1/weeks/preview', { body: JSON.parse(asked) as Body })),
    gcTime: 0,
  })
  return <ConsequenceAlert said={error ?? (data && sayConsequence(data, 'thời gian này'))} />
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
