import { Checkbox, Group, NumberInput, Select, Stack, TextInput } from '@mantine/core'
import { DateField } from '../../../ui/date-field.tsx'
import { Choices } from './choices-input.tsx'
import type { SourceField } from './edit.ts'
import { FeelInput, WordsInput } from './node-inputs.tsx'

type Props = { field: SourceField; put: (changes: object) => void }

/** What only fields of this kind can be told. */
export function KindSettings({ field, put }: Props) {
  switch (field.type) {
    case 'text':
    case 'multiline':
      return (
        <>
          <Numbers
            field={field}
            put={put}
            names={[
              ['minLength', 'Ít ký tự nhất'],
              ['maxLength', 'Nhiều ký tự nhất'],
            ]}
          />
          <TextInput
            label="Mẫu viết (biểu thức chính quy)"
            value={field.pattern ?? ''}
            onChange={(event) => put({ pattern: event.currentTarget.value || undefined })}
            spellCheck={false}
            className="feel"
          />
          {field.pattern && (
            <WordsInput
              label="Lời nhắc khi viết sai mẫu"
              value={field.patternMessage}
              onChange={(patternMessage) => put({ patternMessage })}
              optional
            />
          )}
        </>
      )
    case 'number':
    case 'integer':
    case 'money':
      return (
        <Numbers
          field={field}
          put={put}
          names={[
            ['min', 'Nhỏ nhất'],
            ['max', 'Lớn nhất'],
          ]}
        />
      )
    case 'date':
      return (
        <Group gap="xs" grow>
          <DateLimit label="Từ ngày" value={field.min} onChange={(min) => put({ min })} />
          <DateLimit label="Đến ngày" value={field.max} onChange={(max) => put({ max })} />
        </Group>
      )
    case 'choice':
    case 'multichoice':
      return (
        <>
          <Choices choices={field.choices} onChange={(choices) => put({ choices })} />
          {field.type === 'choice' ? (
            <Select
              label="Cách hiện"
              data={[
                { value: 'radio', label: 'Các nút chọn' },
                { value: 'select', label: 'Danh sách xổ xuống' },
              ]}
              value={field.look ?? 'radio'}
              onChange={(look) => put({ look: look ?? undefined })}
              allowDeselect={false}
            />
          ) : (
            <Numbers
              field={field}
              put={put}
              names={[
                ['min', 'Chọn ít nhất'],
                ['max', 'Chọn nhiều nhất'],
              ]}
            />
          )}
        </>
      )
    case 'address':
      return (
        <Select
          label="Hỏi tới"
          data={[
            { value: 'full', label: 'Số nhà, đường, thôn' },
            { value: 'commune', label: 'Xã, phường' },
            { value: 'province', label: 'Tỉnh, thành phố' },
          ]}
          value={field.level ?? 'full'}
          onChange={(level) => put({ level: level === 'full' ? undefined : level })}
          allowDeselect={false}
        />
      )
    case 'repeat':
      return (
        <Numbers
          field={field}
          put={put}
          names={[
            ['min', 'Ít dòng nhất'],
            ['max', 'Nhiều dòng nhất'],
          ]}
        />
      )
    case 'computed':
      return (
        <>
          <FeelInput
            label="Công thức"
            value={field.compute}
            onChange={(compute) => put({ compute: compute ?? '' })}
          />
          <Select
            label="Kết quả là"
            data={[
              { value: 'text', label: 'Chữ' },
              { value: 'number', label: 'Số' },
              { value: 'money', label: 'Số tiền' },
              { value: 'date', label: 'Ngày' },
              { value: 'boolean', label: 'Có hoặc không' },
            ]}
            value={field.as}
            onChange={(as) => as && put({ as })}
            allowDeselect={false}
          />
        </>
      )
    default:
      return null
  }
}

function Numbers({ field, put, names }: Props & { names: readonly [string, string][] }) {
  return (
    <Group gap="xs" grow align="end">
      {names.map(([name, label]) => (
        <NumberInput
          key={name}
          label={label}
          value={numberOf(field, name)}
          onChange={(value) => put({ [name]: value === '' ? undefined : Number(value) })}
          decimalSeparator=","
        />
      ))}
    </Group>
  )
}

function DateLimit({
  label,
  value,
  onChange,
}: {
  label: string
  value: string | undefined
  onChange: (value: string | undefined) => void
}) {
  const isToday = value === 'today'
  return (
    <Stack gap={4}>
      <DateField
        label={label}
        value={isToday ? '' : (value ?? '')}
        disabled={isToday}
        onChange={(day) => onChange(day || undefined)}
      />
      <Checkbox
        size="xs"
        label="Hôm nay"
        checked={isToday}
        onChange={(event) => onChange(event.currentTarget.checked ? 'today' : undefined)}
      />
    </Stack>
  )
}

function numberOf(field: SourceField, name: string): number | '' {
  const value: unknown = Object.entries(field).find(([key]) => key === name)?.[1]
  return typeof value === 'number' ? value : ''
}
