import { ActionIcon, Button, Stack, Text, TextInput } from '@mantine/core'
import type { Words } from '@motcua/rules'
import { IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react'

type Choice = { value: string; label: Words }

/** The choices of a field, in their order. */
export function Choices({ choices, onChange }: { choices: Choice[]; onChange: (choices: Choice[]) => void }) {
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
