import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import type { Words } from '@motcua/rules'
import { IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { SourceField } from './edit.ts'
import { asKind, KINDS } from './field-kinds.ts'
import { FeelInput, KeyInput, WordsInput } from './node-inputs.tsx'

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

type PartProps = Omit<Props, 'replace'>

function Required({ field, put }: PartProps) {
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

function KindSettings({ field, put }: PartProps) {
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

function Numbers({ field, put, names }: PartProps & { names: readonly [string, string][] }) {
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
      <TextInput
        label={label}
        type="date"
        value={isToday ? '' : (value ?? '')}
        disabled={isToday}
        onChange={(event) => onChange(event.currentTarget.value || undefined)}
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

type Choice = { value: string; label: Words }

function Choices({ choices, onChange }: { choices: Choice[]; onChange: (choices: Choice[]) => void }) {
  const put = (i: number, changes: Partial<Choice>) =>
    onChange(choices.with(i, { ...choices[i]!, ...changes }))
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        Các lựa chọn
      </Text>
      {choices.map((choice, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the value of a choice is being typed
        <div key={i} className="choice-row">
          <TextInput
            aria-label={`Lựa chọn ${i + 1}`}
            value={choice.label.vi}
            onChange={(event) => put(i, { label: { ...choice.label, vi: event.currentTarget.value } })}
          />
          <TextInput
            aria-label={`Lựa chọn ${i + 1}, tiếng Anh`}
            placeholder="Tiếng Anh"
            value={choice.label.en}
            onChange={(event) => put(i, { label: { ...choice.label, en: event.currentTarget.value } })}
          />
          <TextInput
            aria-label={`Giá trị của lựa chọn ${i + 1}`}
            value={choice.value}
            onChange={(event) => put(i, { value: event.currentTarget.value })}
            className="feel"
          />
          <span>
            <ActionIcon
              variant="subtle"
              size={26}
              disabled={i === 0}
              aria-label={`Đưa lựa chọn ${i + 1} lên`}
              onClick={() => onChange(choices.with(i, choices[i - 1]!).with(i - 1, choice))}
            >
              <IconChevronUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              size={26}
              color="red"
              aria-label={`Bỏ lựa chọn ${i + 1}`}
              onClick={() => onChange(choices.toSpliced(i, 1))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </span>
        </div>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() =>
          onChange([
            ...choices,
            { value: `lc${choices.length + 1}`, label: { vi: 'Lựa chọn mới', en: 'New choice' } },
          ])
        }
      >
        Thêm lựa chọn
      </Button>
    </Stack>
  )
}

type Rule = { assert: string; message: Words }

function Rules({ rules, onChange }: { rules: Rule[]; onChange: (rules: Rule[]) => void }) {
  return (
    <Stack gap={6}>
      {rules.length > 0 && (
        <Text size="sm" fw={500}>
          Quy tắc kiểm tra
        </Text>
      )}
      {rules.map((rule, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: rules have no identity besides their place
        <Stack key={i} gap={4} className="rule">
          <FeelInput
            label={`Phải đúng (quy tắc ${i + 1})`}
            value={rule.assert}
            onChange={(assert) => onChange(rules.with(i, { ...rule, assert: assert ?? '' }))}
          />
          <WordsInput
            label="Lời báo khi sai"
            value={rule.message}
            onChange={(message) => message && onChange(rules.with(i, { ...rule, message }))}
          />
          <Button size="xs" variant="subtle" color="red" onClick={() => onChange(rules.toSpliced(i, 1))}>
            Bỏ quy tắc này
          </Button>
        </Stack>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        onClick={() =>
          onChange([...rules, { assert: 'value != null', message: { vi: 'Chưa đúng.', en: 'Not right.' } }])
        }
      >
        Thêm quy tắc kiểm tra
      </Button>
    </Stack>
  )
}

function numberOf(field: SourceField, name: string): number | '' {
  const value: unknown = Object.entries(field).find(([key]) => key === name)?.[1]
  return typeof value === 'number' ? value : ''
}
