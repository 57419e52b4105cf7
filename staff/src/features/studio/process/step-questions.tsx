import { Checkbox, Group, Select, Stack, Text, TextInput } from '@mantine/core'
import { MOST_STEP_QUESTIONS, STEP_QUESTION_KINDS, type StepQuestion } from '@motcua/rules'
import { Rows } from '../rows.tsx'
import { keyFor } from './step-settings.ts'

const KINDS = Object.entries(STEP_QUESTION_KINDS).map(([value, label]) => ({ value, label }))

/** The key of a question that has no words yet; it gets one from its words when they are written. */
const NEW_KEY = /^cauHoi\d*$/

type Props = { questions: readonly StepQuestion[]; onChange: (questions: StepQuestion[]) => void }

/** What the officer must or may note down when he finishes the step. */
export function StepQuestions({ questions, onChange }: Props) {
  const keysBut = (index: number) => questions.flatMap(({ key }, i) => (i === index ? [] : [key]))
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        Thông tin cán bộ ghi khi xong bước
      </Text>
      <Text size="xs" c="var(--quiet)">
        Điều kiện rẽ nhánh dùng được khoá ghi dưới mỗi câu hỏi. Chỉ cán bộ đọc được câu trả lời.
      </Text>
      <Rows<StepQuestion>
        items={questions}
        onChange={onChange}
        make={() => ({ key: keyFor('', keysBut(-1), 'cauHoi'), kind: 'text', required: false, label: '' })}
        what="câu hỏi"
        nameOf={({ label }) => label}
        most={MOST_STEP_QUESTIONS}
      >
        {(question, put, i) => (
          <>
            <TextInput
              label={`Câu hỏi ${i + 1}`}
              description={`Khoá: ${question.key}`}
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              placeholder="Ví dụ: Ngày kiểm tra thực địa"
              value={question.label}
              maxLength={200}
              error={question.label.trim() === '' && 'Hãy ghi câu hỏi'}
              onChange={(event) => put({ label: event.currentTarget.value })}
              onBlur={() => {
                if (NEW_KEY.test(question.key) && question.label.trim() !== '')
                  put({ key: keyFor(question.label, keysBut(i), 'cauHoi') })
              }}
            />
            <Group gap="sm" wrap="nowrap" mt={4}>
              <Select
                aria-label={`Kiểu trả lời của câu hỏi ${i + 1}`}
                data={KINDS}
                value={question.kind}
                onChange={(kind) => put({ kind: kind as StepQuestion['kind'] })}
                allowDeselect={false}
                style={{ flex: 1 }}
              />
              <Checkbox
                label="Bắt buộc"
                checked={question.required}
                onChange={(event) => put({ required: event.currentTarget.checked })}
              />
            </Group>
          </>
        )}
      </Rows>
    </Stack>
  )
}
