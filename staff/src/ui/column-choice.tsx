import { ActionIcon, Checkbox, Popover, Stack } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconColumns3 } from '@tabler/icons-react'
import type { Column } from './data-table.tsx'

export type Choice = { isShown: (key: string) => boolean; toggle: (key: string) => void }

/** Which columns are shown, remembered in this browser. The first column always is. */
export function useColumnChoice<T>(name: string, columns: readonly Column<T>[]): Choice {
  const [changed, setChanged] = useLocalStorage<Record<string, boolean>>({
    key: `columns-${name}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  })
  const isShown = (key: string) =>
    columns[0]?.key === key || (changed[key] ?? !columns.find((column) => column.key === key)?.isOptional)
  return { isShown, toggle: (key) => setChanged({ ...changed, [key]: !isShown(key) }) }
}

export function ColumnChoice<T>({ columns, choice }: { columns: readonly Column<T>[]; choice: Choice }) {
  return (
    <Popover position="bottom-end" withinPortal trapFocus>
      <Popover.Target>
        <ActionIcon variant="subtle" color="gray" aria-label="Chọn cột" title="Chọn cột">
          <IconColumns3 size={18} stroke={1.6} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap={8}>
          {columns.slice(1).map(({ key, title }) => (
            <Checkbox
              key={key}
              size="xs"
              label={title}
              checked={choice.isShown(key)}
              onChange={() => choice.toggle(key)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
