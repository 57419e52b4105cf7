import { Checkbox, Group, Select, SimpleGrid, Stack, TagsInput, Textarea, TextInput } from '@mantine/core'
import { DateField } from '../../../ui/date-field.tsx'
import { NameInputs } from './name-inputs.tsx'
import type { EditorProps } from './procedure-editor.tsx'

const CHANNELS = [
  { value: 'online', label: 'Trực tuyến' },
  { value: 'desk', label: 'Trực tiếp' },
  { value: 'post', label: 'Bưu chính' },
]
const LEVELS = [
  { value: 'province', label: 'Cấp tỉnh' },
  { value: 'commune', label: 'Cấp xã' },
  { value: 'ministry', label: 'Cấp bộ' },
  { value: 'other', label: 'Cơ quan khác' },
]

/** Code, name, field, levels, channels, and what people search for. */
export function FactsEditor({ pkg, put, faultAt }: EditorProps) {
  const channels = pkg.channels ?? []
  return (
    <Stack gap="sm">
      <SimpleGrid cols={{ base: 1, sm: 3 }} spacing="xs">
        <TextInput
          label="Mã thủ tục"
          value={pkg.code ?? ''}
          onChange={(event) => put({ code: event.currentTarget.value })}
          error={faultAt('/code')}
        />
        <TextInput
          label="Lĩnh vực"
          value={pkg.sector ?? ''}
          onChange={(event) => put({ sector: event.currentTarget.value })}
          error={faultAt('/sector')}
        />
        <DateField
          label="Có hiệu lực từ ngày"
          value={pkg.validFrom ?? ''}
          onChange={(validFrom) => put({ validFrom })}
          error={faultAt('/validFrom')}
        />
      </SimpleGrid>
      <NameInputs
        label="Tên thủ tục"
        value={pkg.name}
        onChange={(name) => put({ name })}
        error={faultAt('/name') ?? faultAt('/name/vi')}
      />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <Checkbox.Group
          label="Cấp thực hiện"
          value={pkg.levels ?? []}
          onChange={(levels) => put({ levels })}
          error={faultAt('/levels')}
        >
          <Group gap="md" mt={6}>
            {LEVELS.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
        <Checkbox.Group
          label="Cách nộp hồ sơ"
          value={channels.map(({ channel }) => channel)}
          onChange={(chosen) =>
            put({
              channels: CHANNELS.filter(({ value }) => chosen.includes(value)).map(
                ({ value }) => channels.find(({ channel }) => channel === value) ?? { channel: value },
              ),
            })
          }
          error={faultAt('/channels')}
        >
          <Group gap="md" mt={6}>
            {CHANNELS.map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </Group>
        </Checkbox.Group>
      </SimpleGrid>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
        <Select
          label="Mức độ trực tuyến"
          data={[
            { value: 'full', label: 'Toàn trình' },
            { value: 'partial', label: 'Một phần' },
            { value: 'information', label: 'Chỉ cung cấp thông tin' },
          ]}
          value={pkg.online ?? null}
          onChange={(online) => put({ online: online ?? undefined })}
          error={faultAt('/online')}
          allowDeselect={false}
        />
        <TextInput
          label="Quyết định công bố"
          value={pkg.decision ?? ''}
          onChange={(event) => put({ decision: event.currentTarget.value || undefined })}
          error={faultAt('/decision')}
        />
      </SimpleGrid>
      <TagsInput
        label="Cách người dân gọi thủ tục"
        description="Để tìm kiếm; mỗi từ một lần Enter"
        value={pkg.keywords ?? []}
        onChange={(keywords) => put({ keywords: keywords.length > 0 ? keywords : undefined })}
      />
      <TagsInput
        label="Đối tượng thực hiện"
        description="Ví dụ: Công dân Việt Nam; Doanh nghiệp"
        value={pkg.targetGroups ?? []}
        onChange={(targetGroups) => put({ targetGroups: targetGroups.length > 0 ? targetGroups : undefined })}
      />
      <Textarea
        label="Trình tự thực hiện"
        value={pkg.steps ?? ''}
        onChange={(event) => put({ steps: event.currentTarget.value || undefined })}
        autosize
        minRows={2}
        maxRows={12}
      />
      <Textarea
        label="Yêu cầu, điều kiện"
        value={pkg.conditions ?? ''}
        onChange={(event) => put({ conditions: event.currentTarget.value || undefined })}
        autosize
        minRows={2}
        maxRows={12}
      />
    </Stack>
  )
}
