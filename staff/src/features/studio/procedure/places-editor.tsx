import { Checkbox, MultiSelect, Radio, Select, Stack } from '@mantine/core'
import { useUnits } from '../../../lib/choices.ts'
import type { EditorProps } from './procedure-editor.tsx'

const LEVELS = [
  { value: 'province', label: 'Cấp tỉnh' },
  { value: 'commune', label: 'Cấp xã' },
  { value: 'ministry', label: 'Cấp bộ' },
  { value: 'other', label: 'Cơ quan khác' },
]
const KINDS = [
  { value: 'commune', label: 'Mọi Ủy ban nhân dân xã, phường, đặc khu' },
  { value: 'department', label: 'Mọi sở' },
  { value: 'land_office', label: 'Mọi chi nhánh Văn phòng đăng ký đất đai' },
  { value: 'other', label: 'Mọi đơn vị loại khác' },
]

/** Who may decide, where it may be handed in, and how the clock goes on after a supplement. */
export function PlacesEditor({ pkg, put, faultAt }: EditorProps) {
  const units = useUnits()
  const { level = 'province', unitKind, units: fixed } = pkg.competence ?? {}
  return (
    <Stack gap="sm">
      <Select
        label="Cấp có thẩm quyền giải quyết"
        data={LEVELS}
        value={level}
        onChange={(value) => put({ competence: { ...pkg.competence, level: value ?? level } })}
        error={faultAt('/competence') ?? faultAt('/competence/level')}
        allowDeselect={false}
      />
      <Radio.Group
        label="Đơn vị giải quyết"
        value={fixed ? 'fixed' : 'kind'}
        onChange={(value) =>
          put({ competence: value === 'fixed' ? { level, units: [] } : { level, unitKind: 'commune' } })
        }
      >
        <Stack gap={6} mt={6}>
          <Radio value="kind" label="Mọi đơn vị cùng loại" />
          <Radio value="fixed" label="Chỉ các đơn vị được chọn" />
        </Stack>
      </Radio.Group>
      {fixed ? (
        <MultiSelect
          label="Các đơn vị được chọn"
          data={units}
          value={fixed}
          onChange={(value) => put({ competence: { level, units: value } })}
          searchable
          error={faultAt('/competence/units')}
        />
      ) : (
        <Select
          label="Loại đơn vị"
          data={KINDS}
          value={unitKind ?? null}
          placeholder="Mọi đơn vị có thẩm quyền"
          onChange={(value) => put({ competence: { level, ...(value && { unitKind: value }) } })}
          clearable
        />
      )}
      <Checkbox
        label="Tiếp nhận phi địa giới: nộp ở Bộ phận Một cửa bất kỳ trong tỉnh"
        checked={pkg.crossBoundary ?? false}
        onChange={(event) => put({ crossBoundary: event.currentTarget.checked })}
      />
      <Radio.Group
        label="Sau khi người nộp bổ sung giấy tờ, thời hạn"
        value={pkg.clock?.mode ?? null}
        onChange={(mode) => put({ clock: { mode } })}
        error={faultAt('/clock')}
      >
        <Stack gap={6} mt={6}>
          <Radio value="RESTART" label="tính lại từ đầu" />
          <Radio value="RESUME" label="tính tiếp phần còn lại" />
        </Stack>
      </Radio.Group>
    </Stack>
  )
}
