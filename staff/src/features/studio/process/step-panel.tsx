import {
  ActionIcon,
  Button,
  Checkbox,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  Stack,
  Text,
  TextInput,
} from '@mantine/core'
import { writeStepForm } from '@motcua/rules'
import { IconChevronUp, IconPlus, IconX } from '@tabler/icons-react'
import { useRoles, useUnits } from '../../../lib/choices.ts'
import { attribute, type PanelProps } from './panel-props.ts'
import { StepQuestions } from './step-questions.tsx'
import {
  keyFor,
  type Outcome,
  readOutcomes,
  readQuestions,
  STATUSES,
  UNITS,
  writeOutcomes,
} from './step-settings.ts'

/** Who does a step, in what time, with which outcomes, and what it does to the clock. */
export function StepSettings({ element, set }: PanelProps) {
  const of = (name: string) => attribute(element, `motcua:${name}`)
  const put = (name: string, value: string | undefined) => set({ [`motcua:${name}`]: value || undefined })
  const roles = useRoles()
  const units = useUnits()
  return (
    <>
      <MultiSelect
        label="Vai trò được làm"
        data={roles}
        value={of('roles')
          .split(',')
          .map((role) => role.trim())
          .filter(Boolean)}
        onChange={(value) => put('roles', value.join(','))}
        placeholder={of('roles') ? undefined : 'Chọn vai trò'}
        comboboxProps={{ withinPortal: true }}
      />
      <Select
        label="Làm ở đơn vị"
        data={[
          { group: 'Theo hồ sơ', items: [...UNITS] },
          { group: 'Một đơn vị cố định', items: units },
        ]}
        value={of('unit') || 'competent'}
        onChange={(value) => put('unit', value === 'competent' ? undefined : (value ?? undefined))}
        searchable
        allowDeselect={false}
      />
      <NumberInput
        label="Số giờ làm việc"
        description="Một ngày làm việc là 8 giờ"
        value={of('hours')}
        onChange={(value) => put('hours', value === '' ? undefined : String(value))}
        min={0.25}
        max={2080}
        step={0.5}
        decimalScale={2}
        decimalSeparator=","
        suffix=" giờ"
      />
      <Select
        label="Đồng hồ của hồ sơ"
        data={[
          { value: 'run', label: 'Chạy: giờ của bước tính vào thời hạn' },
          { value: 'free', label: 'Chạy, nhưng giờ của bước không tính vào thời hạn' },
          { value: 'pause', label: 'Dừng trong khi bước này mở' },
        ]}
        value={of('clock') === 'pause' ? 'pause' : of('counted') === 'false' ? 'free' : 'run'}
        onChange={(value) =>
          set({
            'motcua:clock': value === 'pause' ? 'pause' : undefined,
            'motcua:counted': value === 'free' ? 'false' : undefined,
          })
        }
        allowDeselect={false}
      />
      <Select
        label="Trạng thái hồ sơ trong khi bước mở"
        data={[...STATUSES]}
        value={of('status')}
        onChange={(value) => put('status', value ?? undefined)}
        allowDeselect={false}
      />
      <Outcomes
        outcomes={readOutcomes(of('outcomes'))}
        onChange={(outcomes) => put('outcomes', writeOutcomes(outcomes))}
      />
      <StepQuestions
        questions={readQuestions(of('form'))}
        onChange={(questions) => put('form', writeStepForm(questions))}
      />
      <Checkbox
        label="Bước này yêu cầu người nộp bổ sung giấy tờ"
        description="Mỗi quy trình chỉ được một đường bổ sung (Nghị định 118/2025/NĐ-CP, Điều 11)"
        checked={of('supplement') === 'true'}
        onChange={(event) => put('supplement', event.currentTarget.checked ? 'true' : undefined)}
      />
    </>
  )
}

function Outcomes({ outcomes, onChange }: { outcomes: Outcome[]; onChange: (outcomes: Outcome[]) => void }) {
  const change = (index: number, name: string) =>
    onChange(outcomes.map((outcome, i) => (i === index ? { ...outcome, name } : outcome)))
  const add = () => {
    const before = outcomes.length > 0 ? outcomes : [{ key: 'xong', name: 'Hoàn thành' }]
    const name = 'Kết quả khác'
    onChange([
      ...before,
      {
        name,
        key: keyFor(
          name,
          before.map(({ key }) => key),
        ),
      },
    ])
  }
  const shown = outcomes.length > 0 ? outcomes : [{ key: 'xong', name: 'Hoàn thành' }]
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        Các kết quả của bước
      </Text>
      <Text size="xs" c="var(--quiet)">
        Kết quả đầu tiên là kết quả thường gặp.
      </Text>
      {shown.map((outcome, i) => (
        <Group key={outcome.key} gap={4} wrap="nowrap">
          <TextInput
            aria-label={`Tên kết quả ${i + 1}`}
            value={outcome.name}
            onChange={(event) =>
              outcomes.length > 0
                ? change(i, event.currentTarget.value)
                : onChange([{ ...outcome, name: event.currentTarget.value }])
            }
            rightSection={
              <Text size="xs" c="var(--quiet)">
                {outcome.key}
              </Text>
            }
            rightSectionWidth={80}
            style={{ flex: 1 }}
          />
          <ActionIcon
            variant="subtle"
            aria-label={`Đưa kết quả “${outcome.name}” lên trên`}
            disabled={i === 0}
            onClick={() =>
              onChange([...outcomes.slice(0, i - 1), outcome, outcomes[i - 1]!, ...outcomes.slice(i + 1)])
            }
          >
            <IconChevronUp size={16} aria-hidden />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="red"
            aria-label={`Bỏ kết quả “${outcome.name}”`}
            disabled={outcomes.length === 0}
            onClick={() => onChange(outcomes.filter((_, other) => other !== i))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Group>
      ))}
      <Button size="xs" variant="default" leftSection={<IconPlus size={14} aria-hidden />} onClick={add}>
        Thêm kết quả
      </Button>
    </Stack>
  )
}
