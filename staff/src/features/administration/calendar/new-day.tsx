import { Group, Select, Text, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import type { SpecialDay, Unit } from '../../../lib/types.ts'
import { DateField } from '../../../ui/date-field.tsx'
import { TimeField } from '../../../ui/time-field.tsx'
import { FormDialog } from '../form-dialog.tsx'
import { useSave } from '../save.ts'
import { ConsequenceAlert } from './consequence-alert.tsx'
import { DAY_KINDS, sayConsequence } from './words.ts'

type Kind = SpecialDay['kind']
type Props = { opened: boolean; onClose: () => void; unit: Unit; year: number }

/** Sets a special day; before it is saved it says how many running dossiers would move. */
export function NewDay({ opened, onClose, unit, year }: Props) {
  const [date, setDate] = useState('')
  const [kind, setKind] = useState<Kind>('LOCAL_OFF')
  const [name, setName] = useState('')
  const [legalBasis, setLegalBasis] = useState('')
  const [swappedWith, setSwappedWith] = useState('')
  const [hours, setHours] = useState({ from: '', to: '' })
  const isSwap = kind === 'WORKING_SWAP' || kind === 'SWAPPED_OFF'
  const body = {
    unit: unit.ref,
    date,
    kind,
    name: name.trim(),
    legalBasis: legalBasis.trim(),
    ...(isSwap && swappedWith && { swappedWith }),
    ...(hours.from && hours.to && { shifts: [hours] }),
  }
  const save = useSave(
    (_: FormData) => answerOf(api.POST('/api/v1/special-days', { body })),
    'Đã đặt ngày này; hạn trả của hồ sơ đang giải quyết được tính lại.',
    () => {
      setDate('')
      setName('')
      setSwappedWith('')
      setHours({ from: '', to: '' })
      onClose()
    },
  )
  return (
    <FormDialog title={`Thêm ngày: ${unit.name}`} submit="Lưu ngày này" {...{ opened, onClose, save }}>
      <Text size="sm" c="var(--quiet)">
        Áp dụng cho đơn vị này và các đơn vị trực thuộc.
      </Text>
      <Group grow align="start">
        <DateField
          label="Ngày"
          required
          value={date}
          onChange={setDate}
          min={`${year - 1}-01-01`}
          data-autofocus
        />
        <Select
          label="Là"
          data={DAY_KINDS}
          value={kind}
          onChange={(value) => value && setKind(value as Kind)}
          allowDeselect={false}
        />
      </Group>
      {isSwap && (
        <DateField
          label={kind === 'WORKING_SWAP' ? 'Làm bù cho ngày nghỉ' : 'Hoán đổi với ngày làm'}
          value={swappedWith}
          onChange={setSwappedWith}
        />
      )}
      <TextInput
        label="Vì sao"
        placeholder="Kỷ niệm ngày thành lập xã"
        required
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <TextInput
        label="Văn bản quyết định"
        placeholder="Thông báo số 12/TB-UBND"
        required
        maxLength={300}
        value={legalBasis}
        onChange={(event) => setLegalBasis(event.currentTarget.value)}
      />
      <Group grow align="start">
        <TimeField
          label="Làm từ"
          description="Để trống: cả ngày"
          value={hours.from}
          onChange={(from) => setHours({ ...hours, from })}
        />
        <TimeField
          label="đến"
          description="Chỉ điền khi làm nửa ngày"
          value={hours.to}
          onChange={(to) => setHours({ ...hours, to })}
        />
      </Group>
      {opened && date && <Consequence body={body} />}
    </FormDialog>
  )
}

type Body = { unit: string; date: string; kind: Kind; name: string; legalBasis: string }

/** What the day would do to the running dossiers; asked again when the day changes. */
function Consequence({ body }: { body: Body }) {
  // Why and by which paper move no date, and may not be typed yet.
  const [asked] = useDebouncedValue(JSON.stringify({ ...body, name: '…', legalBasis: '…' }), 300)
  const { data, error } = useQuery({
    queryKey: ['administration', 'consequence', asked],
    queryFn: () => answerOf(api.POST('/api/v1/special-days/preview', { body: JSON.parse(asked) as Body })),
    gcTime: 0,
  })
  return <ConsequenceAlert said={error ?? (data && sayConsequence(data))} />
}
