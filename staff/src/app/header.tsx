import { Group, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { useOfficer } from '../lib/officer.ts'
import { CommandDoor } from './command-door.tsx'
import { HeaderSearch } from './header-search.tsx'
import { Notices } from './notices.tsx'
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
      <HeaderSearch />
      <CommandDoor />
      <Notices />
      <OfficerMenu />
    </Group>
  )
}
