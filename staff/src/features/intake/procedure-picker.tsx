import { Group, Kbd, Text, TextInput, UnstyledButton } from '@mantine/core'
import { findAbbreviated } from '@motcua/rules'
import { IconSearch, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import type { DeskProcedure, DeskProcedures } from './requests.ts'

type Props = {
  procedures: DeskProcedures
  chosen: string | null
  onChoose: (code: string | null) => void
  /** Whether somebody went on without choosing. */
  isMissing: boolean
}

const SHOWN = 9

/** Which procedure: a digit for those received often, or two or three letters and Enter. */
export function ProcedurePicker({ procedures, chosen, onChoose, isMissing }: Props) {
  const [query, setQuery] = useState('')
  const [at, setAt] = useState(0)
  const current = procedures.items.find((p) => p.code === chosen)
  if (current) {
    return (
      <section className="intake-part" aria-labelledby="intake-procedure">
        <h2 id="intake-procedure">2. Thủ tục</h2>
        <Group gap="xs" wrap="nowrap" className="intake-chosen">
          <Text fw={600} style={{ flex: 1 }}>
            {current.name}{' '}
            <Text span size="sm" className="quiet">
              {current.code}
            </Text>
          </Text>
          <UnstyledButton
            id="procedure-again"
            aria-label="Đổi thủ tục"
            className="intake-again"
            onClick={() => onChoose(null)}
          >
            <IconX size={16} aria-hidden /> Đổi
          </UnstyledButton>
        </Group>
      </section>
    )
  }
  const shown = findAbbreviated(query, inOrder(procedures), (p) => [p.name, p.code, ...p.keywords]).slice(
    0,
    SHOWN,
  )
  const choose = (p: DeskProcedure | undefined) => {
    if (!p) return
    setQuery('')
    setAt(0)
    onChoose(p.code)
  }
  const onKeyDown = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.altKey) return
    const isDigit = query === '' && /^[1-9]$/.test(event.key)
    if (isDigit) choose(shown[Number(event.key) - 1])
    else if (event.key === 'Enter' && query !== '') choose(shown[at])
    else if (event.key === 'ArrowDown') setAt(Math.min(at + 1, shown.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  return (
    <section className="intake-part" aria-labelledby="intake-procedure">
      <h2 id="intake-procedure">2. Thủ tục</h2>
      <TextInput
        id="procedure-search"
        aria-label="Tìm thủ tục: gõ số, hoặc vài chữ đầu rồi Enter"
        placeholder="Gõ số, hoặc vài chữ đầu (sy, ks, kh …) rồi Enter"
        leftSection={<IconSearch size={16} aria-hidden />}
        value={query}
        error={isMissing && 'Hãy chọn thủ tục.'}
        autoComplete="off"
        role="combobox"
        aria-expanded
        aria-controls="procedure-list"
        aria-activedescendant={shown[at] && `procedure-${shown[at].code}`}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div id="procedure-list" role="listbox" aria-label="Thủ tục" className="intake-procedures">
        {shown.map((p, i) => (
          <div
            key={p.code}
            id={`procedure-${p.code}`}
            role="option"
            tabIndex={-1}
            aria-selected={query !== '' && i === at}
            className="intake-procedure"
            onClick={() => choose(p)}
            onKeyDown={(event) => event.key === 'Enter' && choose(p)}
          >
            {query === '' && <Kbd size="xs">{i + 1}</Kbd>}
            <span>{p.name}</span>
            <span className="quiet">{p.code}</span>
          </div>
        ))}
        {shown.length === 0 && (
          <Text size="sm" className="quiet" p="xs" role="option" aria-selected={false} aria-disabled>
            Không có thủ tục nào khớp; thử vài chữ đầu của tên.
          </Text>
        )}
      </div>
    </section>
  )
}

/** Those received often first. */
function inOrder({ items, frequent }: DeskProcedures): DeskProcedure[] {
  const often = frequent.flatMap((code) => items.find((p) => p.code === code) ?? [])
  return [...often, ...items.filter((p) => !frequent.includes(p.code))]
}
