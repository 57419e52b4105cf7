import { Group, Modal, Stack, Text, Title } from '@mantine/core'
import { Keys, type Shortcut, useAllShortcuts } from './shortcuts.tsx'

/** What `?` shows: every shortcut that works on this screen now. */
export function ShortcutList({ close }: { close: () => void }) {
  const shortcuts = useAllShortcuts()
  const groups = [...new Set(shortcuts.map(groupOf))]
  return (
    <Modal opened onClose={close} title="Phím tắt" size="md">
      <Stack>
        {groups.map((name) => (
          <section key={name}>
            <Title order={3} size="sm" mb={6}>
              {name}
            </Title>
            <Stack gap={4}>
              {shortcuts
                .filter((shortcut) => groupOf(shortcut) === name)
                .map(({ keys, label }) => (
                  <Group key={keys + label} justify="space-between" wrap="nowrap">
                    <Text size="sm">{label}</Text>
                    <Keys keys={keys} />
                  </Group>
                ))}
            </Stack>
          </section>
        ))}
      </Stack>
    </Modal>
  )
}

const groupOf = ({ group }: Shortcut): string => group ?? 'Màn hình này'
