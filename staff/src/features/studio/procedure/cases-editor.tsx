import { Group, MultiSelect, NumberInput, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { nextKey, Rows } from '../rows.tsx'
import { ItemKey, NameInputs } from './name-inputs.tsx'
import type { EditorProps } from './procedure-editor.tsx'
import type { Case, Limit } from './types.ts'

const UNITS = [
  { value: 'workingDays', label: 'ngày làm việc' },
  { value: 'days', label: 'ngày' },
  { value: 'workingHours', label: 'giờ làm việc' },
  { value: 'months', label: 'tháng' },
]

/** The cases of a procedure: limit, when it applies, and its own papers and fees. */
export function CasesEditor({ pkg, put, faultAt }: EditorProps) {
  const cases = pkg.cases ?? []
  const papers = (pkg.papers ?? []).map(({ key, name }) => ({ value: key, label: name.vi || key }))
  const fees = (pkg.fees ?? []).map(({ key, name }) => ({ value: key, label: name.vi || key }))
  const make = (): Case => ({
    key: nextKey(cases, 'truongHop'),
    name: { vi: '' },
    limit: { value: 5, unit: 'workingDays' },
  })
  return (
    <Rows
      items={cases}
      onChange={(next) => put({ cases: next })}
      make={make}
      what="trường hợp"
      nameOf={(item) => item.name.vi}
      empty="Chưa có trường hợp nào; mỗi thủ tục cần ít nhất một."
    >
      {(item, set, i) => (
        <Stack gap="xs">
          <NameInputs
            label="Tên trường hợp"
            value={item.name}
            onChange={(name) => set({ name })}
            error={faultAt(`/cases/${i}/name/vi`)}
          />
          <Group gap="xs" align="start">
            <NumberInput
              label="Thời hạn"
              value={item.limit.value}
              onChange={(value) => set({ limit: { ...item.limit, value: Number(value) } })}
              min={1}
              max={1000}
              allowDecimal={false}
              error={faultAt(`/cases/${i}/limit/value`)}
              w={110}
            />
            <Select
              label="Tính theo"
              data={UNITS}
              value={item.limit.unit}
              onChange={(unit) => unit && set({ limit: { ...item.limit, unit: unit as Limit['unit'] } })}
              allowDeselect={false}
              w={160}
            />
            <ItemKey value={item.key} onChange={(key) => set({ key })} error={faultAt(`/cases/${i}/key`)} />
          </Group>
          <Textarea
            label="Áp dụng khi (FEEL)"
            description="Để trống: các trường hợp còn lại"
            value={item.when ?? ''}
            onChange={(event) => set({ when: event.currentTarget.value || undefined })}
            error={faultAt(`/cases/${i}/when`)}
            autosize
            minRows={1}
            spellCheck={false}
            className="feel"
          />
          <Group gap="xs" grow align="start">
            <MultiSelect
              label="Giấy tờ riêng"
              data={papers}
              value={item.papers ?? []}
              placeholder={item.papers ? undefined : 'Mọi giấy tờ'}
              onChange={(value) => set({ papers: value.length > 0 ? value : undefined })}
            />
            <MultiSelect
              label="Khoản thu riêng"
              data={fees}
              value={item.fees ?? []}
              placeholder={item.fees ? undefined : 'Mọi khoản'}
              onChange={(value) => set({ fees: value.length > 0 ? value : undefined })}
            />
          </Group>
          <TextInput
            label="Ghi chú"
            value={item.note ?? ''}
            onChange={(event) => set({ note: event.currentTarget.value || undefined })}
          />
        </Stack>
      )}
    </Rows>
  )
}
