import { NavLink, ScrollArea, Stack, Text, Tooltip, UnstyledButton } from '@mantine/core'
import { IconLayoutSidebarLeftCollapse, IconLayoutSidebarLeftExpand } from '@tabler/icons-react'
import { Link, useLocation, useNavigate } from '@tanstack/react-router'
import type { MenuEntry } from '../lib/feature.ts'
import { useMay } from '../lib/officer.ts'
import { useActions } from '../ui/actions.tsx'
import { Keys, useShortcuts } from '../ui/shortcuts.tsx'
import { menu } from './features.ts'

const SECTIONS: readonly [MenuEntry['section'], string][] = [
  ['work', 'Giải quyết hồ sơ'],
  ['desk', 'Bộ phận Một cửa'],
  ['admin', 'Quản trị'],
]

type Props = { isNarrow: boolean; setNarrow: (narrow: boolean) => void; onChosen: () => void }

/** The screens that the officer may use; each is a shortcut and an action of Ctrl-K too. */
export function LeftMenu({ isNarrow, setNarrow, onChosen }: Props) {
  const may = useMay()
  const navigate = useNavigate()
  const entries = menu.filter(({ needs }) => needs === undefined || may(needs))
  const go = (entry: MenuEntry) => navigate({ to: entry.to })
  useActions(
    entries.map((entry) => ({
      id: `go ${entry.to}`,
      label: entry.label,
      group: 'Màn hình',
      keys: entry.keys,
      icon: <entry.icon size={18} stroke={1.6} />,
      run: () => go(entry),
    })),
  )
  useShortcuts(
    entries.flatMap((entry) =>
      entry.keys ? [{ keys: entry.keys, label: entry.label, group: 'Màn hình', run: () => go(entry) }] : [],
    ),
  )
  const Toggle = isNarrow ? IconLayoutSidebarLeftExpand : IconLayoutSidebarLeftCollapse
  return (
    <nav aria-label="Danh mục" className="menu">
      <ScrollArea style={{ flex: 1 }} type="auto">
        <Stack gap={2}>
          {SECTIONS.map(([section, title]) => (
            <Section
              key={section}
              title={title}
              isNarrow={isNarrow}
              entries={entries.filter((entry) => entry.section === section)}
              onChosen={onChosen}
            />
          ))}
        </Stack>
      </ScrollArea>
      <UnstyledButton
        visibleFrom="sm"
        className="menu-toggle"
        aria-label={isNarrow ? 'Mở rộng danh mục' : 'Thu gọn danh mục'}
        onClick={() => setNarrow(!isNarrow)}
      >
        <Toggle size={20} stroke={1.6} aria-hidden />
        {!isNarrow && <Text size="sm">Thu gọn</Text>}
      </UnstyledButton>
    </nav>
  )
}

type SectionProps = { title: string; isNarrow: boolean; entries: readonly MenuEntry[]; onChosen: () => void }

function Section({ title, isNarrow, entries, onChosen }: SectionProps) {
  const { pathname } = useLocation()
  if (entries.length === 0) return null
  const current = currentOf(pathname)
  return (
    <>
      {!isNarrow && (
        <Text size="xs" fw={600} className="menu-section">
          {title}
        </Text>
      )}
      {entries.map((entry) => (
        <Tooltip key={entry.to} label={entry.label} position="right" disabled={!isNarrow}>
          <NavLink
            renderRoot={(props) => <Link to={entry.to} activeOptions={{ exact: true }} {...props} />}
            active={entry.to === current}
            aria-current={entry.to === current ? 'page' : undefined}
            aria-label={isNarrow ? entry.label : undefined}
            label={isNarrow ? undefined : entry.label}
            leftSection={<entry.icon size={20} stroke={1.6} aria-hidden />}
            rightSection={!isNarrow && entry.keys ? <Keys keys={entry.keys} /> : undefined}
            onClick={onChosen}
            className="menu-entry"
          />
        </Tooltip>
      ))}
    </>
  )
}

/** The entry whose address is the longest beginning of this one. */
const currentOf = (pathname: string): string | undefined =>
  menu
    .map(({ to }) => to)
    .filter((to) => pathname === to || pathname.startsWith(`${to}/`))
    .sort((a, b) => b.length - a.length)[0]
