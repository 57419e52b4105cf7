import './handover.css'
import { Group, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import type { Scan } from '@motcua/rules'
import { IconSearch } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { Page } from '../../ui/page.tsx'
import { Keys, useShortcuts } from '../../ui/shortcuts.tsx'
import { Empty, Failed, Loading } from '../../ui/states.tsx'
import { useScanner } from '../intake/use-scanner.ts'
import { Giving } from './giving.tsx'
import { waiting } from './requests.ts'

/** Giving results out: find the dossier, look who came, keep the proof. */
export function HandoverPage() {
  const search = useSearch({ strict: false })
  const [q, setQ] = useState(search.ma ?? '')
  const [id, setId] = useState<string | null>(search.hoSo ?? null)
  // Looked at by the arrows, while the hand is still searching.
  const [active, setActive] = useState<string | null>(null)
  const [asked] = useDebouncedValue(q.trim(), 250)
  const list = useQuery({ queryKey: ['to-hand-over', asked], queryFn: () => waiting(asked) })
  // A scan means the one dossier that it finds; typing may still go on.
  const [isScanned, setScanned] = useState(false)
  const scanned = useRef<(scan: Scan) => boolean>(() => false)
  useShortcuts([
    { keys: 'F3', label: 'Về ô tìm hồ sơ', run: () => document.getElementById('handover-search')?.focus() },
  ])
  useScanner({
    keep: () => {},
    takeBack: () => {},
    onScan: (scan) => {
      if (scanned.current(scan)) return true
      if (scan.kind === 'dossier') setQ(scan.code)
      else if (scan.kind === 'card') setQ(scan.card.idNumber)
      setId(null)
      setActive(null)
      setScanned(true)
      return true
    },
  })
  const rows = list.data ?? []
  const only = rows.length === 1 && asked !== '' ? rows[0]!.id : null
  const shown = id ?? active ?? only
  const walk = (step: number) => {
    const at = rows.findIndex((row) => row.id === shown)
    const next = rows[Math.max(0, Math.min(rows.length - 1, at + step))]
    if (!next) return
    setId(null)
    setActive(next.id)
    document.getElementById(`result-${next.id}`)?.scrollIntoView({ block: 'nearest' })
  }
  return (
    <Page title="Trả kết quả">
      <div className="handover">
        <section className="handover-part" aria-labelledby="handover-find">
          <h2 id="handover-find">1. Hồ sơ</h2>
          <TextInput
            id="handover-search"
            aria-label="Quét giấy tiếp nhận, quét thẻ, hoặc gõ mã hồ sơ, họ tên, số giấy tờ"
            placeholder="Quét giấy tiếp nhận hoặc thẻ; gõ mã, họ tên, số"
            leftSection={<IconSearch size={16} aria-hidden />}
            autoComplete="off"
            autoFocus
            value={q}
            onChange={(event) => {
              setQ(event.currentTarget.value)
              setId(null)
              setActive(null)
              setScanned(false)
            }}
            onKeyDown={(event) => {
              const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
              if (step) {
                event.preventDefault()
                walk(step)
              } else if (event.key === 'Enter') setId(shown ?? rows[0]?.id ?? null)
            }}
          />
          {list.isPending && <Loading />}
          {list.isError && <Failed error={list.error} retry={() => void list.refetch()} />}
          {list.isSuccess && rows.length === 0 && (
            <Empty>
              {asked === ''
                ? 'Không có kết quả nào đang chờ trả.'
                : 'Không có hồ sơ nào có kết quả chờ trả khớp với nội dung tìm.'}
            </Empty>
          )}
          <ul className="handover-list">
            {rows.map((row) => (
              <li key={row.id}>
                <button
                  type="button"
                  id={`result-${row.id}`}
                  aria-pressed={row.id === shown}
                  className="handover-row"
                  onClick={() => setId(row.id)}
                >
                  <span className="handover-row-code">{row.code}</span>
                  <span>{row.applicantName}</span>
                  <span className="quiet">{row.procedureName}</span>
                </button>
              </li>
            ))}
          </ul>
          <Group gap="xs" className="quiet handover-keys">
            <Keys keys="ArrowDown" /> <Keys keys="ArrowUp" /> xem <Keys keys="Enter" /> chọn{' '}
            <Keys keys="F3" /> tìm
          </Group>
        </section>
        {shown ? (
          <Giving
            key={shown}
            id={shown}
            isChosen={id !== null || (isScanned && shown === only)}
            scanned={scanned}
            onDone={() => {
              setId(null)
              setActive(null)
              setQ('')
              document.getElementById('handover-search')?.focus()
            }}
          />
        ) : (
          <section className="handover-part">
            <Empty>Quét giấy tiếp nhận hoặc chọn hồ sơ để trả.</Empty>
          </section>
        )}
      </div>
    </Page>
  )
}
