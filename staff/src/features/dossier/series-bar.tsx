import { ActionIcon, Group, Text } from '@mantine/core'
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react'
import { useShortcuts } from '../../ui/shortcuts.tsx'
import { useSeries } from './series.ts'

/** One dossier of a queue after the other. */
export function SeriesBar({ id, queue }: { id: string; queue: string }) {
  const { place, count, previous, next, open } = useSeries(id, queue)
  useShortcuts([
    { keys: 'j', label: 'Hồ sơ sau', run: () => open(next) },
    { keys: 'k', label: 'Hồ sơ trước', run: () => open(previous) },
  ])
  return (
    <Group gap={4} wrap="nowrap">
      <ActionIcon
        variant="default"
        size="md"
        disabled={!previous}
        onClick={() => open(previous)}
        aria-label="Hồ sơ trước"
        title="Hồ sơ trước (K)"
      >
        <IconChevronUp size={16} aria-hidden />
      </ActionIcon>
      <Text size="xs" className="nowrap quiet">
        {place > 0 ? `${place} / ${count}` : `${count} hồ sơ`}
      </Text>
      <ActionIcon
        variant="default"
        size="md"
        disabled={!next}
        onClick={() => open(next)}
        aria-label="Hồ sơ sau"
        title="Hồ sơ sau (J)"
      >
        <IconChevronDown size={16} aria-hidden />
      </ActionIcon>
    </Group>
  )
}
