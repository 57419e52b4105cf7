import { Combobox, Loader, TextInput, useCombobox } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { searchQuery } from '../lib/rows.ts'
import { Keys, useShortcuts } from '../ui/shortcuts.tsx'

/** Shown below the field; Enter shows all. */
const MOST = 8

/** Search over dossiers from every screen: code, name without tones, number of a paper, telephone. `/` goes there. */
export function HeaderSearch() {
  const navigate = useNavigate()
  const box = useRef<HTMLInputElement>(null)
  const [text, setText] = useState('')
  const [asked] = useDebouncedValue(text.trim(), 200)
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() })
  const isAsking = asked.length >= 2
  const { data, isFetching } = useInfiniteQuery({
    ...searchQuery({ q: asked }),
    enabled: isAsking,
    placeholderData: keepPreviousData,
  })
  const found = isAsking ? (data?.pages[0]?.items ?? []).slice(0, MOST) : []
  useShortcuts([{ keys: '/', label: 'Tìm hồ sơ', group: 'Mọi màn hình', run: () => box.current?.focus() }])
  const leave = () => {
    combobox.closeDropdown()
    box.current?.blur()
  }
  const showAll = () => {
    leave()
    void navigate({ to: '/can-bo/tra-cuu', search: { q: text.trim() } })
  }
  const open = (id: string) => {
    leave()
    setText('')
    void navigate({ to: '/can-bo/ho-so/$id', params: { id } })
  }
  return (
    <Combobox store={combobox} onOptionSubmit={(id) => (id === 'all' ? showAll() : open(id))} shadow="md">
      <Combobox.Target>
        <TextInput
          ref={box}
          className="header-field"
          aria-label="Tìm hồ sơ"
          placeholder="Tìm hồ sơ: mã, họ tên, số giấy tờ"
          leftSection={isFetching ? <Loader size={14} color="white" /> : <IconSearch size={16} aria-hidden />}
          rightSection={<Keys keys="/" />}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value)
            combobox.openDropdown()
          }}
          onFocus={() => combobox.openDropdown()}
          onBlur={() => combobox.closeDropdown()}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && combobox.getSelectedOptionIndex() === -1 && text.trim()) showAll()
            if (event.key === 'Escape') leave()
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isAsking}>
        <Combobox.Options aria-label="Hồ sơ tìm thấy">
          {found.map((row) => (
            <Combobox.Option key={row.id} value={row.id}>
              <div className="two-lines">
                <span>
                  <strong>{row.code ?? row.submissionNumber}</strong> · {row.applicantName}
                </span>
                <span className="quiet">
                  {row.statusName} · {row.procedureName}
                </span>
              </div>
            </Combobox.Option>
          ))}
          {isAsking && !isFetching && found.length === 0 && (
            <Combobox.Empty>Không có hồ sơ nào như vậy trong phạm vi của bạn.</Combobox.Empty>
          )}
          {found.length > 0 && <Combobox.Option value="all">Xem tất cả (Enter)</Combobox.Option>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
