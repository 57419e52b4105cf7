import { ActionIcon, Button, Group, Stack, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp, IconPlus, IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'

type Props<T> = {
  items: readonly T[]
  onChange: (items: T[]) => void
  make: () => T
  /** What one is called: `giấy tờ`. */
  what: string
  /** How one is named in the labels of its buttons. */
  nameOf: (item: T) => string
  /** Said when there is none. */
  empty?: string
  /** How many there may be. */
  most?: number
  children: (item: T, put: (changes: Partial<T>) => void, index: number) => ReactNode
}

/** A list that is edited in place: each with its fields, moved up and down, taken away, added. */
export function Rows<T extends object>(props: Props<T>) {
  const { items, onChange, make, what, nameOf, empty, most = Number.POSITIVE_INFINITY, children } = props
  const swap = (i: number, j: number) => onChange(items.with(i, items[j]!).with(j, items[i]!))
  return (
    <Stack gap="sm">
      {items.length === 0 && empty && (
        <Text size="sm" c="var(--quiet)">
          {empty}
        </Text>
      )}
      {items.map((item, i) => {
        const name = nameOf(item) || `${what} ${i + 1}`
        const put = (changes: Partial<T>) => {
          const next = Object.fromEntries(
            Object.entries({ ...item, ...changes }).filter(([, value]) => value !== undefined),
          )
          onChange(items.with(i, next as T))
        }
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: keys of the rows are being typed
          <section key={i} className="row-card" aria-label={name}>
            <Group gap={4} justify="flex-end" className="row-acts">
              <ActionIcon
                variant="subtle"
                aria-label={`Đưa “${name}” lên`}
                disabled={i === 0}
                onClick={() => swap(i, i - 1)}
              >
                <IconChevronUp size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                aria-label={`Đưa “${name}” xuống`}
                disabled={i === items.length - 1}
                onClick={() => swap(i, i + 1)}
              >
                <IconChevronDown size={16} aria-hidden />
              </ActionIcon>
              <ActionIcon
                variant="subtle"
                color="red"
                aria-label={`Bỏ “${name}”`}
                onClick={() => onChange(items.toSpliced(i, 1))}
              >
                <IconTrash size={16} aria-hidden />
              </ActionIcon>
            </Group>
            {children(item, put, i)}
          </section>
        )
      })}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPlus size={16} aria-hidden />}
        disabled={items.length >= most}
        onClick={() => onChange([...items, make()])}
        style={{ alignSelf: 'flex-start' }}
      >
        Thêm {what}
      </Button>
    </Stack>
  )
}

/** A key that none of the list has: `giay3`. */
export function nextKey(items: readonly { key: string }[], base: string): string {
  let number = items.length + 1
  while (items.some(({ key }) => key === `${base}${number}`)) number++
  return `${base}${number}`
}
