import {
  Alert,
  Checkbox,
  Group,
  NumberInput,
  Select,
  Stack,
  TagsInput,
  Textarea,
  TextInput,
} from '@mantine/core'
import { nextKey, Rows } from '../rows.tsx'
import { ItemKey, NameInputs } from './name-inputs.tsx'
import type { EditorProps } from './procedure-editor.tsx'

/** The papers of a procedure: how many of each, when they must be there, and what replaces them. */
export function PapersEditor({ pkg, put, faultAt }: EditorProps) {
  const papers = pkg.papers ?? []
  return (
    <Stack gap="sm">
      {pkg.paperTable !== undefined && (
        <Alert color="blue">
          Giấy tờ nào phải nộp còn do một bảng quyết định của thủ tục này chọn; bảng ấy được giữ nguyên.
        </Alert>
      )}
      <Rows
        items={papers}
        onChange={(next) => put({ papers: next })}
        make={() => ({ key: nextKey(papers, 'giay'), name: { vi: '' }, originals: 1, mandatory: true })}
        what="giấy tờ"
        nameOf={(item) => item.name.vi}
        empty="Thủ tục này chưa đòi giấy tờ nào."
      >
        {(item, set, i) => {
          const when = typeof item.mandatory === 'string'
          return (
            <Stack gap="xs">
              <NameInputs
                label="Tên giấy tờ"
                value={item.name}
                onChange={(name) => set({ name })}
                error={faultAt(`/papers/${i}/name/vi`)}
              />
              <Group gap="xs" align="start">
                <NumberInput
                  label="Bản chính"
                  value={item.originals ?? 0}
                  onChange={(value) => set({ originals: Number(value) })}
                  min={0}
                  max={99}
                  allowDecimal={false}
                  w={100}
                />
                <NumberInput
                  label="Bản sao"
                  value={item.copies ?? 0}
                  onChange={(value) => set({ copies: Number(value) })}
                  min={0}
                  max={99}
                  allowDecimal={false}
                  w={100}
                />
                <Select
                  label="Bắt buộc"
                  data={[
                    { value: 'yes', label: 'Có' },
                    { value: 'no', label: 'Không' },
                    { value: 'when', label: 'Khi đúng điều kiện' },
                  ]}
                  value={when ? 'when' : item.mandatory ? 'yes' : 'no'}
                  onChange={(value) =>
                    set({ mandatory: value === 'yes' ? true : value === 'when' ? 'true' : false })
                  }
                  allowDeselect={false}
                  w={180}
                />
                <ItemKey
                  value={item.key}
                  onChange={(key) => set({ key })}
                  error={faultAt(`/papers/${i}/key`)}
                />
              </Group>
              {when && (
                <Textarea
                  label="Bắt buộc khi (FEEL)"
                  value={String(item.mandatory)}
                  onChange={(event) => set({ mandatory: event.currentTarget.value })}
                  error={faultAt(`/papers/${i}/mandatory`)}
                  autosize
                  minRows={1}
                  spellCheck={false}
                  className="feel"
                />
              )}
              <Group gap="md">
                <Checkbox
                  label="Chỉ xuất trình, không nộp"
                  checked={item.presentOnly ?? false}
                  onChange={(event) => set({ presentOnly: event.currentTarget.checked || undefined })}
                />
                <Checkbox
                  label="Phải số hoá khi nộp bản giấy"
                  checked={item.digitise ?? false}
                  onChange={(event) => set({ digitise: event.currentTarget.checked || undefined })}
                />
              </Group>
              <TagsInput
                label="Cơ sở dữ liệu thay được giấy này"
                description="Mã như DAN_CU (Nghị quyết 66.7/2025/NQ-CP)"
                value={item.replaceableBy ?? []}
                onChange={(value) => set({ replaceableBy: value.length > 0 ? value : undefined })}
              />
              <TextInput
                label="Vì sao phải có"
                description="Người nộp sẽ đọc câu này"
                value={item.reason ?? ''}
                onChange={(event) => set({ reason: event.currentTarget.value || undefined })}
              />
            </Stack>
          )
        }}
      </Rows>
    </Stack>
  )
}
