import { Checkbox, SimpleGrid, Stack, Textarea, TextInput } from '@mantine/core'
import type { EditorProps } from './procedure-editor.tsx'
import type { ResultSample } from './types.ts'

const EMPTY: ResultSample = { issuer: '', lines: [], signer: '' }

/** What stands on a result: the portal draws a sample of it before anybody applies. */
export function SampleEditor({
  sample,
  onChange,
  faultAt,
}: {
  sample: ResultSample | undefined
  onChange: (sample: ResultSample | undefined) => void
  faultAt: EditorProps['faultAt']
}) {
  return (
    <Stack gap="xs">
      <Checkbox
        label="Cho người nộp xem trước mẫu kết quả này"
        checked={sample !== undefined}
        onChange={(event) => onChange(event.currentTarget.checked ? EMPTY : undefined)}
      />
      {sample && (
        <>
          <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
            <TextInput
              label="Cơ quan cấp"
              placeholder="Ủy ban nhân dân xã, phường"
              value={sample.issuer}
              onChange={(event) => onChange({ ...sample, issuer: event.currentTarget.value })}
              error={faultAt('/issuer')}
            />
            <TextInput
              label="Chức danh người ký"
              placeholder="Chủ tịch"
              value={sample.signer}
              onChange={(event) => onChange({ ...sample, signer: event.currentTarget.value })}
              error={faultAt('/signer')}
            />
          </SimpleGrid>
          <Textarea
            label="Các mục ghi trên giấy"
            description="Mỗi dòng một mục; không ghi thông tin của người nào."
            autosize
            minRows={3}
            maxRows={14}
            value={sample.lines.join('\n')}
            onChange={(event) => onChange({ ...sample, lines: event.currentTarget.value.split('\n') })}
            onBlur={() =>
              onChange({ ...sample, lines: sample.lines.map((line) => line.trim()).filter(Boolean) })
            }
            error={faultAt('/lines')}
          />
        </>
      )}
    </Stack>
  )
}
