import { Stack, Textarea, TextInput } from '@mantine/core'
import type { Words } from '@motcua/rules'

/** A text in both languages. With `optional` an empty one is left out. */
export function WordsInput({
  label,
  value,
  onChange,
  optional = false,
}: {
  label: string
  value: Partial<Words> | undefined
  onChange: (words: Words | undefined) => void
  optional?: boolean
}) {
  const put = (words: Words) => onChange(optional && !words.vi && !words.en ? undefined : words)
  const { vi = '', en = '' } = value ?? {}
  return (
    <Stack gap={4}>
      <TextInput label={label} value={vi} onChange={(event) => put({ vi: event.currentTarget.value, en })} />
      <TextInput
        aria-label={`${label}, tiếng Anh`}
        placeholder="Tiếng Anh"
        value={en}
        onChange={(event) => put({ vi, en: event.currentTarget.value })}
        lang="en"
      />
    </Stack>
  )
}

export function KeyInput({ value, onChange }: { value: string; onChange: (key: string) => void }) {
  return (
    <TextInput
      label="Khoá"
      description="Công thức gọi câu trả lời bằng khoá này"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      spellCheck={false}
      className="feel"
    />
  )
}

/** An expression in FEEL; empty leaves it out. */
export function FeelInput({
  label,
  description,
  value,
  onChange,
}: {
  label: string
  description?: string
  value: string | undefined
  onChange: (text: string | undefined) => void
}) {
  return (
    <Textarea
      label={label}
      {...(description && { description })}
      placeholder={'ví dụ: uyQuyen = true'}
      value={value ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || undefined)}
      autosize
      minRows={1}
      spellCheck={false}
      className="feel"
    />
  )
}
