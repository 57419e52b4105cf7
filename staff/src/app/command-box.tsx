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
import { useEffect } from 'react'
import { type Action, useAllActions } from '../ui/actions.tsx'
import { Keys } from '../ui/shortcuts.tsx'

/** Everything that can be done from here, found without tones. @param asked grows each time it is to open */
export function CommandBox({ asked }: { asked: number }) {
  const actions = useAllActions()
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

const grouped = (actions: readonly Action[]): SpotlightActionGroupData[] =>
  [...new Set(actions.map(({ group }) => group ?? 'Màn hình này'))].map((group) => ({
    group,
    actions: actions.filter((action) => (action.group ?? 'Màn hình này') === group).map(shown),
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
