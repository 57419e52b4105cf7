import { Alert, Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { nextKey, Rows } from '../rows.tsx'
import { ItemKey, NameInputs } from './name-inputs.tsx'
import type { EditorProps } from './procedure-editor.tsx'
import type { Fee } from './types.ts'

const TIMES = [
  { value: 'reception', label: 'Khi nộp hồ sơ' },
  { value: 'supplement', label: 'Khi có yêu cầu nghĩa vụ tài chính' },
  { value: 'return', label: 'Khi nhận kết quả' },
]

/** What is to be paid: a sum or a rule, when it is collected, and the sentence that the payer reads. */
export function FeesEditor({ pkg, put, faultAt }: EditorProps) {
  const fees = pkg.fees ?? []
  return (
    <Rows
      items={fees}
      onChange={(next) => put({ fees: next })}
      make={(): Fee => ({ key: nextKey(fees, 'phi'), name: { vi: '' }, collectedAt: 'reception', rule: '0' })}
      what="khoản thu"
      nameOf={(item) => item.name.vi}
      empty="Thủ tục này không thu phí, lệ phí."
    >
      {(item, set, i) => (
        <Stack gap="xs">
          <NameInputs
            label="Tên khoản thu"
            value={item.name}
            onChange={(name) => set({ name })}
            error={faultAt(`/fees/${i}/name/vi`)}
          />
          <Group gap="xs" align="start">
            <Select
              label="Thu lúc nào"
              data={TIMES}
              value={item.collectedAt}
              onChange={(value) => value && set({ collectedAt: value as Fee['collectedAt'] })}
              allowDeselect={false}
              w={260}
            />
            <ItemKey value={item.key} onChange={(key) => set({ key })} error={faultAt(`/fees/${i}/key`)} />
          </Group>
          {item.table === undefined ? (
            <Textarea
              label="Số tiền hoặc công thức (đồng)"
              description="Một số như 8000, hoặc công thức FEEL như 2000 * soTrang"
              value={item.rule ?? ''}
              onChange={(event) => set({ rule: event.currentTarget.value })}
              error={faultAt(`/fees/${i}/rule`) ?? faultAt(`/fees/${i}`)}
              autosize
              minRows={1}
              spellCheck={false}
              className="feel"
            />
          ) : (
            <Alert color="blue">
              Khoản này tính theo bảng quyết định của thủ tục; bảng ấy được giữ nguyên.
            </Alert>
          )}
          <TextInput
            label="Căn cứ và cách tính"
            description="Người nộp sẽ đọc câu này"
            value={item.reason ?? ''}
            onChange={(event) => set({ reason: event.currentTarget.value || undefined })}
          />
        </Stack>
      )}
    </Rows>
  )
}
