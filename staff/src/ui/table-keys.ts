import type { Row } from '@tanstack/react-table'
import { type KeyboardEvent, type MouseEvent, type RefObject, useCallback, useRef, useState } from 'react'
import type { Selection } from './data-table.tsx'

export type RowKeys = {
  /** Index of the row under the hand; -1: none yet. */
  active: number
  setActive: (index: number) => void
  /** How to bring a row into sight; the body that draws rows puts it here. */
  reveal: RefObject<(index: number) => void>
  tableRef: RefObject<HTMLTableElement | null>
  focusTable: (event: MouseEvent) => void
  onKeyDown: (event: KeyboardEvent) => void
}

type Props<T> = {
  rows: readonly Row<T>[]
  selection?: Selection
  onOpen?: (row: T) => unknown
  onActive?: (row: T) => void
}

const PAGE = 10

/** Walking over rows by keys. The row under the hand is known by its id, so that it stays when rows come and go. */
export function useRowKeys<T>({ rows, selection, onOpen, onActive }: Props<T>): RowKeys {
  const [activeId, setActiveId] = useState<string | null>(null)
  const tableRef = useRef<HTMLTableElement>(null)
  const reveal = useRef<(index: number) => void>(() => {})
  const active = activeId === null ? -1 : rows.findIndex((row) => row.id === activeId)
  const setActive = (index: number) => {
    const row = rows[Math.max(0, Math.min(rows.length - 1, index))]
    if (!row) return
    setActiveId(row.id)
    onActive?.(row.original)
  }
  const select = (ids: readonly string[], on: boolean) => {
    if (!selection) return
    const next = new Set(selection.ids)
    for (const id of ids) on ? next.add(id) : next.delete(id)
    selection.change(next)
  }
  const move = (to: number, selects: boolean) => {
    const index = Math.max(0, Math.min(rows.length - 1, to))
    if (selects)
      select(
        [rows[active]?.id, rows[index]?.id].filter((id) => id !== undefined),
        true,
      )
    setActive(index)
    reveal.current(index)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || (event.target !== tableRef.current && !isCheckbox(event.target))) return
    const isAll = event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)
    const target = targetOf(event.key, active, rows.length)
    const row = rows[active]
    if (isAll && selection)
      select(
        rows.map(({ id }) => id),
        true,
      )
    else if (event.ctrlKey || event.metaKey) return
    else if (target !== null) move(target, event.shiftKey)
    else if (event.key === 'Enter' && row && onOpen) onOpen(row.original)
    else if (event.key === ' ' && row && selection) select([row.id], !selection.ids.has(row.id))
    else return
    event.preventDefault()
  }
  const focusTable = useCallback((event: MouseEvent) => {
    const isPlain = event.target instanceof Element && !event.target.closest('a, button, input, label')
    if (isPlain) tableRef.current?.focus({ preventScroll: true })
  }, [])
  return { active, setActive, reveal, tableRef, focusTable, onKeyDown }
}

/** Where a key leads from a row; null for keys that do not move. */
function targetOf(key: string, from: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return from + 1
    case 'ArrowUp':
    case 'k':
      return from - 1
    case 'PageDown':
      return from + PAGE
    case 'PageUp':
      return from - PAGE
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

const isCheckbox = (target: EventTarget): boolean =>
  target instanceof HTMLInputElement && target.type === 'checkbox'
