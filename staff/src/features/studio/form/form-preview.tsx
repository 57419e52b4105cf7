import { Button, Group, SegmentedControl, Stack, Text } from '@mantine/core'
import { FormView } from '@motcua/form-ui'
import '@motcua/form-ui/form.css'
import { type CompiledForm, type FormSource, vietnamDate } from '@motcua/rules'
import { compileForm } from '@motcua/rules/compile'
import { useEffect, useRef, useState } from 'react'
import { api } from '../../../lib/api.ts'
import { answerOf } from '../../../lib/problem.ts'
import { nodeAt, type Place } from './edit.ts'
import type { Fault } from './form-builder.tsx'

type Props = { form: FormSource; faults: readonly Fault[]; chosen: Place | null }

const places = {
  provinces: async () => (await answerOf(api.GET('/api/v1/areas/provinces'))).items,
  communes: async (code: string) =>
    (await answerOf(api.GET('/api/v1/areas/provinces/{code}/communes', { params: { path: { code } } })))
      .items,
}

/** The form as citizens will see it on a phone; while it has faults, as it was before them. */
export function FormPreview({ form, faults, chosen }: Props) {
  const last = useRef<CompiledForm | null>(null)
  const [answers, setAnswers] = useState<Record<string, unknown>>({})
  const [lang, setLang] = useState<'vi' | 'en'>('vi')
  const [attempt, setAttempt] = useState(0)
  const screen = useRef<HTMLDivElement>(null)
  if (faults.length === 0) last.current = compileForm(form)
  const label = chosen && labelOf(form, chosen)

  useEffect(() => {
    if (!label) return
    const found = [...(screen.current?.querySelectorAll('label, legend, h3') ?? [])].find((element) =>
      element.textContent?.startsWith(label),
    )
    found?.scrollIntoView({ block: 'nearest' })
  }, [label])

  return (
    <Stack gap="xs" align="center">
      <Group gap="xs" justify="center">
        <SegmentedControl
          size="xs"
          aria-label="Ngôn ngữ"
          value={lang}
          onChange={(value) => setLang(value as 'vi' | 'en')}
          data={[
            { value: 'vi', label: 'Tiếng Việt' },
            { value: 'en', label: 'English' },
          ]}
        />
        <Button size="xs" variant="default" onClick={() => setAttempt(attempt + 1)}>
          Thử gửi
        </Button>
        <Button
          size="xs"
          variant="default"
          onClick={() => {
            setAnswers({})
            setAttempt(0)
          }}
        >
          Xoá trắng
        </Button>
      </Group>
      {faults.length > 0 && (
        <Text size="sm" c="var(--quiet)" ta="center">
          Biểu mẫu còn chỗ phải sửa; đang hiện bản gần nhất dùng được.
        </Text>
      )}
      <div className="phone">
        <div className="phone-screen" ref={screen} lang={lang}>
          {last.current ? (
            <FormView
              form={last.current}
              answers={answers}
              today={vietnamDate(new Date())}
              onChange={setAnswers}
              lang={lang}
              attempt={attempt}
              places={places}
              headingLevel={3}
              idPrefix="xem"
            />
          ) : (
            <Text size="sm" p="md" c="var(--quiet)">
              Sửa các chỗ sai để xem trước biểu mẫu.
            </Text>
          )}
        </div>
      </div>
    </Stack>
  )
}

function labelOf(form: FormSource, place: Place): string | null {
  const node = nodeAt(form, place)
  if (!node) return null
  return ('type' in node ? node.label?.vi : node.title?.vi) || null
}
