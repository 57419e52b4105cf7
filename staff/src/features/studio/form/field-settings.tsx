import { Group, Select } from '@mantine/core'
import type { SourceField } from './edit.ts'
import { asKind, KINDS } from './field-kinds.ts'
import { KindSettings } from './kind-settings.tsx'
import { FeelInput, KeyInput, WordsInput } from './node-inputs.tsx'
import { Rules } from './rules-input.tsx'

type Props = {
  field: SourceField
  put: (changes: object) => void
  replace: (field: SourceField) => void
}

/** Everything a field of a form can be told. */
export function FieldSettings({ field, put, replace }: Props) {
  return (
    <>
      <WordsInput label="Tên trường" value={field.label} onChange={(label) => put({ label })} />
      <Group gap="xs" grow align="start">
        <Select
          label="Kiểu"
          data={KINDS.map(({ type, label }) => ({ value: type, label }))}
          value={field.type}
          onChange={(type) => type && replace(asKind(field, type as SourceField['type']))}
          allowDeselect={false}
          searchable
        />
      </Group>
      <KeyInput value={field.key} onChange={(key) => put({ key })} />
      {!['group', 'repeat', 'computed'].includes(field.type) && <Required field={field} put={put} />}
      <KindSettings field={field} put={put} />
      <WordsInput label="Hướng dẫn" value={field.hint} onChange={(hint) => put({ hint })} optional />
      <FeelInput label="Chỉ hiện khi" value={field.showIf} onChange={(showIf) => put({ showIf })} />
      <Rules
        rules={field.rules ?? []}
        onChange={(rules) => put({ rules: rules.length > 0 ? rules : undefined })}
      />
    </>
  )
}

function Required({ field, put }: Omit<Props, 'replace'>) {
  const required = 'required' in field ? field.required : undefined
  const kind = typeof required === 'string' ? 'when' : required ? 'yes' : 'no'
  return (
    <>
      <Select
        label="Bắt buộc"
        data={[
          { value: 'no', label: 'Không' },
          { value: 'yes', label: 'Có' },
          { value: 'when', label: 'Khi đúng điều kiện' },
        ]}
        value={kind}
        onChange={(value) =>
          put({ required: value === 'yes' ? true : value === 'when' ? 'true' : undefined })
        }
        allowDeselect={false}
      />
      {kind === 'when' && (
        <FeelInput
          label="Bắt buộc khi"
          value={required as string}
          onChange={(text) => put({ required: text })}
        />
      )}
    </>
  )
}
