import { Group, Text, UnstyledButton } from '@mantine/core'
import { spotlight } from '@mantine/spotlight'
import { IconSearch } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useOfficer } from '../lib/officer.ts'
import { Keys } from '../ui/shortcuts.tsx'
import { OfficerMenu } from './officer-menu.tsx'

/** Who we are and for whom we work, search, the own account. @param burger opens the menu on a phone */
export function Header({ burger }: { burger: ReactNode }) {
  const { unitName } = useOfficer()
  return (
    <Group h="100%" px={{ base: 'xs', sm: 'md' }} gap="sm" wrap="nowrap">
      {burger}
      <div className="brand">
        <Text fw={600} size="sm" lh={1.25}>
          Một cửa điện tử
        </Text>
        <Text size="xs" lh={1.25} truncate>
          {unitName ?? 'Chưa được phân công'}
        </Text>
      </div>
      <UnstyledButton className="header-search" onClick={spotlight.open} title="Tìm màn hình, việc cần làm">
        <IconSearch size={16} aria-hidden />
        <Text size="sm" visibleFrom="sm" style={{ flex: 1 }}>
          Tìm màn hình, việc cần làm…
        </Text>
        <Keys keys="ctrl+K" />
      </UnstyledButton>
      <OfficerMenu />
    </Group>
  )
}
