import '@mantine/spotlight/styles.css'
import {
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
  type SpotlightFilterFunction,
  spotlight,
} from '@mantine/spotlight'
import { searchText } from '@motcua/rules'
import { IconSearch } from '@tabler/icons-react'
import { useEffect, useMemo } from 'react'
import { type Action, useAllActions } from '../ui/actions.tsx'
import { screenButtons } from '../ui/screen-buttons.ts'
import { Keys, type Shortcut, useAllShortcuts } from '../ui/shortcuts.tsx'

/** Everything that can be done from here, found without tones. @param asked grows each time it is to open */
export function CommandBox({ asked }: { asked: number }) {
  const named = useAllActions()
  const shortcuts = useAllShortcuts()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the buttons that stand there when it is asked for
  const buttons = useMemo(() => screenButtons(document), [asked])
  const unnamed = shortcuts.filter(({ keys }) => keys !== OWN_KEYS && !named.some((one) => one.keys === keys))
  const actions = unlike([...named, ...unnamed.map(asAction), ...buttons])
  // biome-ignore lint/correctness/useExhaustiveDependencies: opens as often as it is asked for
  useEffect(() => spotlight.open(), [asked])
  return (
    <Spotlight
      shortcut={null}
      // The keyboard belongs to the screen again at once.
      transitionProps={{ duration: 0 }}
      actions={grouped(actions)}
      filter={(query, all) => all.flatMap((entry) => narrowed(entry, searchText(query)))}
      nothingFound="Không có gì như vậy."
      highlightQuery={false}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Gõ tên màn hình, việc cần làm (không cần dấu)',
        'aria-label': 'Tìm màn hình, việc cần làm',
      }}
    />
  )
}

const OWN_KEYS = 'ctrl+K'

const asAction = ({ keys, label, group, run }: Shortcut): Action => ({
  id: `key ${keys} ${label}`,
  ...{ label, keys, run },
  ...(group && { group }),
})

/** The first of those that say the same; what many rows have is told apart by its description. */
function unlike(actions: readonly Action[]): Action[] {
  const known = new Set<string>()
  return actions.filter(({ label, description = '' }) => {
    const name = `${label}\n${description}`
    if (known.has(name)) return false
    known.add(name)
    return true
  })
}

const groupOf = ({ group }: Action): string => group ?? 'Màn hình này'

/** What is at hand comes first, the frame around it last. */
const ORDER = ['Hồ sơ này', 'Màn hình này']
const LAST = ['Màn hình', 'Mọi màn hình', 'Tài khoản']
const rankOf = (group: string): number =>
  ORDER.includes(group) ? ORDER.indexOf(group) - 9 : LAST.indexOf(group)

const grouped = (actions: readonly Action[]): SpotlightActionGroupData[] =>
  [...new Set(actions.map(groupOf))]
    .sort((a, b) => rankOf(a) - rankOf(b))
    .map((group) => ({
      group,
      actions: actions.filter((action) => groupOf(action) === group).map(shown),
    }))

const shown = ({ id, label, description, keywords, keys, icon, run }: Action): SpotlightActionData => ({
  id,
  label,
  description,
  keywords: searchText([label, description, keywords].join(' ')),
  leftSection: icon,
  rightSection: keys ? <Keys keys={keys} /> : undefined,
  onClick: run,
})

/** The group with those actions that have every word of the query somewhere. */
function narrowed(entry: Entry, query: string): Entry[] {
  if (!('actions' in entry)) return [entry]
  const words = query.split(' ')
  const actions = entry.actions.filter(({ keywords }) =>
    words.every((word) => String(keywords).includes(word)),
  )
  return actions.length > 0 ? [{ ...entry, actions }] : []
}

type Entry = Parameters<SpotlightFilterFunction>[1][number]
