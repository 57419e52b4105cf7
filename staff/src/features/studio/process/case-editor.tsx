import { ActionIcon, Button, Group, Select, Stack, Text, TextInput, Title } from '@mantine/core'
import { IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { usePart } from '../draft/desk.tsx'
import type { Designer } from './bpmn-types.ts'
import { attribute } from './panel-props.ts'
import { readOutcomes } from './step-settings.ts'

type Line = {
  complete?: string
  outcome?: string
  message?: string
  advance?: string
  error?: string
  at?: string
}
type Golden = {
  name: string
  vars?: Record<string, unknown>
  script: Line[]
  expect: { path: string[]; ended?: boolean }
}

/**
 * Writes golden cases: which step is done with which outcome, in order. Other lines of a script are kept as they are.
 * @param first index of the case to begin with
 */
export function CaseEditor({
  designer,
  first,
  onDone,
}: {
  designer: Designer
  first: number
  onDone: () => void
}) {
  const { content, change, store } = usePart<Golden[]>('cases')
  const [index, setIndex] = useState(first)
  const golden = content[index]
  const put = (next: Golden) => change(content.map((other, i) => (i === index ? next : other)))
  const add = () => {
    const made: Golden = { name: `trường hợp ${content.length + 1}`, script: [], expect: { path: [] } }
    change([...content, made])
    setIndex(content.length)
  }
  return (
    <Stack gap="sm">
      <Title order={2} size="h5">
        Trường hợp mẫu
      </Title>
      <Group gap="xs" wrap="nowrap" align="end">
        <Select
          label="Đang sửa"
          data={content.map(({ name }, i) => ({ value: String(i), label: name || `trường hợp ${i + 1}` }))}
          value={golden ? String(index) : null}
          onChange={(value) => setIndex(Number(value))}
          allowDeselect={false}
          style={{ flex: 1 }}
        />
        <ActionIcon size={36} variant="default" aria-label="Thêm trường hợp mẫu" onClick={add}>
          <IconPlus size={18} aria-hidden />
        </ActionIcon>
      </Group>
      {golden && (
        <>
          <TextInput
            label="Tên trường hợp"
            value={golden.name}
            onChange={(event) => put({ ...golden, name: event.currentTarget.value })}
          />
          <Script designer={designer} golden={golden} put={put} />
          <Select
            label="Sau bước cuối"
            data={[
              { value: 'ended', label: 'Quy trình kết thúc' },
              { value: 'open', label: 'Quy trình còn dở' },
            ]}
            value={golden.expect.ended === false ? 'open' : 'ended'}
            onChange={(value) => put({ ...golden, expect: { ...golden.expect, ended: value !== 'open' } })}
            allowDeselect={false}
          />
          <Button
            variant="subtle"
            color="red"
            size="xs"
            leftSection={<IconTrash size={16} aria-hidden />}
            onClick={() => {
              change(content.filter((_, i) => i !== index))
              setIndex(0)
            }}
          >
            Xoá trường hợp này
          </Button>
        </>
      )}
      <Button
        onClick={() => {
          void store.flush().then(onDone)
        }}
      >
        Chạy thử
      </Button>
    </Stack>
  )
}

function Script({
  designer,
  golden,
  put,
}: {
  designer: Designer
  golden: Golden
  put: (next: Golden) => void
}) {
  const steps = designer
    .get('elementRegistry')
    .filter(({ type }) => type === 'bpmn:UserTask')
    .map(({ id, businessObject }) => ({ id, name: businessObject.name ?? id, businessObject }))
  // The steps that are done are what is expected: one list to write instead of two.
  const write = (script: Line[]) =>
    put({
      ...golden,
      script,
      expect: { ...golden.expect, path: script.flatMap((line) => line.complete ?? []) },
    })
  const change = (i: number, line: Line) => write(golden.script.map((other, k) => (k === i ? line : other)))
  const used = golden.script.flatMap((line) => line.complete ?? [])
  const next = steps.find(({ id }) => !used.includes(id)) ?? steps[0]
  return (
    <Stack gap={6}>
      <Text size="sm" fw={500}>
        Các bước, theo thứ tự
      </Text>
      {golden.script.map((line, i) => {
        const step = steps.find(({ id }) => id === line.complete)
        const outcomes = step ? readOutcomes(attribute(step, 'motcua:outcomes')) : []
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity besides their place
          <Group key={i} gap={4} wrap="nowrap" align="start">
            <Stack gap={2} style={{ flex: 1 }}>
              {line.complete === undefined ? (
                <Text size="sm">{sayLine(line)}</Text>
              ) : (
                <>
                  <Select
                    aria-label={`Bước ${i + 1}`}
                    data={steps.map(({ id, name }) => ({ value: id, label: name }))}
                    value={line.complete}
                    onChange={(complete) => complete && change(i, { complete })}
                    allowDeselect={false}
                  />
                  {outcomes.length > 1 && (
                    <Select
                      aria-label={`Kết quả của bước ${i + 1}`}
                      size="xs"
                      data={outcomes.map(({ key, name }) => ({ value: key, label: name }))}
                      value={line.outcome ?? outcomes[0]?.key ?? null}
                      onChange={(outcome) => outcome && change(i, { complete: line.complete, outcome })}
                      allowDeselect={false}
                    />
                  )}
                </>
              )}
            </Stack>
            <ActionIcon
              variant="subtle"
              size={36}
              aria-label={`Đưa bước ${i + 1} lên trên`}
              disabled={i === 0}
              onClick={() => {
                const { script } = golden
                write([...script.slice(0, i - 1), line, script[i - 1]!, ...script.slice(i + 1)])
              }}
            >
              <IconChevronUp size={16} aria-hidden />
            </ActionIcon>
            <ActionIcon
              variant="subtle"
              color="red"
              size={36}
              aria-label={`Bỏ bước ${i + 1}`}
              onClick={() => write(golden.script.filter((_, k) => k !== i))}
            >
              <IconTrash size={16} aria-hidden />
            </ActionIcon>
          </Group>
        )
      })}
      {next && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => write([...golden.script, { complete: next.id }])}
        >
          Thêm bước
        </Button>
      )}
    </Stack>
  )
}

function sayLine({ message, advance, error, at }: Line): string {
  if (message !== undefined) return `Nhận thông điệp “${message}”`
  if (advance !== undefined) return `Chờ ${advance}`
  return `Lỗi “${error ?? ''}” ở ${at ?? ''}`
}
