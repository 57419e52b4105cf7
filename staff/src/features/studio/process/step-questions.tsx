import { ActionIcon, Button, Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { MOST_STEP_QUESTIONS, STEP_QUESTION_KINDS, type StepQuestion } from '@motcua/rules'
import { IconChevronUp, IconPlus, IconX } from '@tabler/icons-react'
import { keyFor } from './step-settings.ts'

const KINDS = Object.entries(STEP_QUESTION_KINDS).map(([value, label]) => ({ value, label }))

/** The key of a question that has no words yet; it gets one from its words when they are written. */
const NEW_KEY = /^cauHoi\d*$/

type Props = { questions: readonly StepQuestion[]; onChange: (questions: StepQuestion[]) => void }

/** What the officer must or may note down when he finishes the step. */
export function StepQuestions({ questions, onChange }: Props) {
  const change = (index: number, changes: Partial<StepQuestion>) =>
    onChange(questions.map((question, i) => (i === index ? { ...question, ...changes } : question)))
  const keysBut = (index: number) => questions.flatMap(({ key }, i) => (i === index ? [] : [key]))
  const add = () => {
    const key = keyFor('', keysBut(-1), 'cauHoi')
    onChange([...questions, { key, kind: 'text', required: false, label: '' }])
  }
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        Thông tin cán bộ ghi khi xong bước
      </Text>
      <Text size="xs" c="var(--quiet)">
        Điều kiện rẽ nhánh dùng được các khoá ghi bên phải. Chỉ cán bộ đọc được.
      </Text>
      {questions.map((question, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the key of a question changes while it is written
        <fieldset key={i} className="plain-fieldset">
          <legend>Câu hỏi {i + 1}</legend>
          <TextInput
            aria-label={`Câu hỏi ${i + 1}`}
            placeholder="Ví dụ: Ngày kiểm tra thực địa"
            value={question.label}
            maxLength={200}
            error={question.label.trim() === '' && 'Hãy ghi câu hỏi'}
            onChange={(event) => change(i, { label: event.currentTarget.value })}
            onBlur={() => {
              if (NEW_KEY.test(question.key) && question.label.trim() !== '')
                change(i, { key: keyFor(question.label, keysBut(i), 'cauHoi') })
            }}
            rightSection={
              <Text size="xs" c="var(--quiet)" truncate>
                {question.key}
              </Text>
            }
            rightSectionWidth={110}
          />
          <Group gap={4} wrap="nowrap" mt={4}>
            <Select
              aria-label={`Kiểu trả lời của câu hỏi ${i + 1}`}
              data={KINDS}
              value={question.kind}
              onChange={(kind) => change(i, { kind: kind as StepQuestion['kind'] })}
              allowDeselect={false}
              style={{ flex: 1 }}
            />
            <Checkbox
              label="Bắt buộc"
              checked={question.required}
              onChange={(event) => change(i, { required: event.currentTarget.checked })}
            />
            <ActionIcon
              variant="subtle"
              aria-label={`Đưa câu hỏi ${i + 1} lên trên`}
              disabled={i === 0}
              onClick={() =>
                onChange([
                  ...questions.slice(0, i - 1),
                  question,
                  questions[i - 1]!,
                  ...questions.slice(i + 1),
                ])
              }
            >
              <IconChevronUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red"
              aria-label={`Bỏ câu hỏi ${i + 1}`}
              onClick={() => onChange(questions.filter((_, other) => other !== i))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        </fieldset>
      ))}
      <Button
        size="xs"
        variant="default"
        leftSection={<IconPlus size={14} aria-hidden />}
        disabled={questions.length >= MOST_STEP_QUESTIONS}
        onClick={add}
      >
        Thêm câu hỏi
      </Button>
    </Stack>
  )
}
