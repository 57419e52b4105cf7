import { Button, Menu } from '@mantine/core'
import { IconDots } from '@tabler/icons-react'

export type MoreAct = { key: string; label: string; run: () => unknown }

/** Acts that are seldom asked for, behind one button; nothing when there is none. */
export function MoreMenu({ acts, size }: { acts: readonly MoreAct[]; size: 'xs' | 'sm' }) {
  if (acts.length === 0) return null
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button size={size} variant="default" leftSection={<IconDots size={16} aria-hidden />}>
          Việc khác
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {acts.map(({ key, label, run }) => (
          <Menu.Item key={key} onClick={run}>
            {label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
