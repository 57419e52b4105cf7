import { SimpleGrid, TextInput } from '@mantine/core'
import type { Bilingual } from './types.ts'

type Props = {
  label: string
  value: Bilingual | undefined
  onChange: (name: Bilingual) => void
  error?: string | undefined
}

/** A name in Vietnamese, and in English when it is known. */
export function NameInputs({ label, value, onChange, error }: Props) {
  const { vi = '', en } = value ?? {}
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="xs">
      <TextInput
        label={label}
        value={vi}
        onChange={(event) => onChange({ vi: event.currentTarget.value, ...(en && { en }) })}
        error={error}
      />
      <TextInput
        label={`${label}, tiếng Anh`}
        value={en ?? ''}
        lang="en"
        onChange={(event) => {
          const text = event.currentTarget.value
          onChange({ vi, ...(text && { en: text }) })
        }}
      />
    </SimpleGrid>
  )
}

/** The key by which rules and cases name an item. */
export function ItemKey({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (key: string) => void
  error?: string | undefined
}) {
  return (
    <TextInput
      label="Khoá"
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={error}
      spellCheck={false}
      className="feel"
    />
  )
}
