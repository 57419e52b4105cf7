import { ActionIcon, Group, Select, Stack, TextInput } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { FormPlace } from './form-places.ts'

type Props = {
  places: readonly FormPlace[]
  /** By pointer: what is wrong there. */
  asked: Readonly<Record<string, string>>
  change: (asked: Record<string, string>) => void
}

/** The answers of the form that have to be put right: one is chosen by its name, then told what is wrong with it. */
export function AskedFields({ places, asked, change }: Props) {
  const chosen = places.filter(({ pointer }) => asked[pointer] !== undefined)
  const without = (pointer: string) =>
    Object.fromEntries(Object.entries(asked).filter(([other]) => other !== pointer))
  return (
    <fieldset className="plain">
      <legend>Mục trong tờ khai phải sửa</legend>
      <Stack gap="xs">
        {chosen.map(({ pointer, label }) => (
          <Group key={pointer} gap={4} align="end" wrap="nowrap">
            <TextInput
              size="xs"
              flex={1}
              label={label}
              placeholder="Sai ở đâu"
              maxLength={500}
              value={asked[pointer]}
              onChange={(event) => change({ ...asked, [pointer]: event.currentTarget.value })}
            />
            <ActionIcon
              variant="subtle"
              aria-label={`Thôi yêu cầu sửa ${label}`}
              onClick={() => change(without(pointer))}
            >
              <IconX size={16} aria-hidden />
            </ActionIcon>
          </Group>
        ))}
        <Select
          key={chosen.length}
          size="xs"
          aria-label="Thêm mục phải sửa"
          placeholder="Thêm mục phải sửa…"
          searchable
          data={places
            .filter(({ pointer }) => asked[pointer] === undefined)
            .map(({ pointer, label }) => ({ value: pointer, label }))}
          onChange={(pointer) => pointer && change({ ...asked, [pointer]: '' })}
          nothingFoundMessage="Không có mục nào như vậy."
        />
      </Stack>
    </fieldset>
  )
}
