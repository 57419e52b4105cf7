import type { Row } from '@tanstack/react-table'
import { useVirtualizer } from '@tanstack/react-virtual'
import { memo, type ReactNode, type RefObject, useEffect } from 'react'
import classes from './data-table.module.css'
import type { Column, Selection } from './data-table.tsx'
import type { RowKeys } from './table-keys.ts'

type Props<T> = {
  id: string
  rows: readonly Row<T>[]
  columns: readonly Column<T>[]
  card?: (row: T) => ReactNode
  scroller: RefObject<HTMLDivElement | null>
  keys: RowKeys
  selection?: Selection
  onOpen?: (row: T) => unknown
  more?: { has: boolean; isLoading: boolean; load: () => unknown }
  rowHeight: number
  isMarked?: (row: T) => boolean
}

const HEAD = 32
/** The next page is asked for when so many rows are left below. */
const AHEAD = 20

/** The rows in sight and a few around them, between two blanks that stand for the rest. */
export function TableBody<T>(props: Props<T>) {
  const { rows, columns, card, scroller, keys, selection, more, rowHeight } = props
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (card ? 96 : rowHeight),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 10,
    scrollPaddingStart: HEAD,
  })
  keys.reveal.current = (index) => virtual.scrollToIndex(index, { align: 'auto' })
  const items = virtual.getVirtualItems()
  const last = items.at(-1)?.index ?? 0
  const wantsMore = more?.has && !more.isLoading && last >= rows.length - AHEAD
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once per end that comes into sight
  useEffect(() => {
    if (wantsMore) more?.load()
  }, [wantsMore, rows.length])
  const width = (card ? 1 : columns.length) + (selection ? 1 : 0)
  const above = items[0]?.start ?? 0
  const below = virtual.getTotalSize() - (items.at(-1)?.end ?? 0)
  return (
    <tbody>
      {above > 0 && <Blank height={above} width={width} />}
      {items.map(({ index }) => {
        const row = rows[index]
        if (!row) return null
        return (
          <BodyRow
            key={row.id}
            id={`${props.id}-${row.id}`}
            index={index}
            value={row.original}
            rowId={row.id}
            columns={columns as readonly Column<unknown>[]}
            card={card as ((row: unknown) => ReactNode) | undefined}
            measure={card ? virtual.measureElement : undefined}
            height={rowHeight}
            isActive={index === keys.active}
            isSelected={selection?.ids.has(row.id)}
            isMarked={props.isMarked?.(row.original) ?? false}
            act={{ keys, selection, onOpen: props.onOpen as ((row: unknown) => unknown) | undefined }}
          />
        )
      })}
      {below > 0 && <Blank height={below} width={width} />}
    </tbody>
  )
}

const Blank = ({ height, width }: { height: number; width: number }) => (
  <tr aria-hidden className={classes.blank}>
    <td colSpan={width} style={{ height }} />
  </tr>
)

type RowProps = {
  id: string
  index: number
  value: unknown
  rowId: string
  columns: readonly Column<unknown>[]
  card?: (row: unknown) => ReactNode
  measure?: (element: HTMLElement | null) => void
  height: number
  isActive: boolean
  isSelected: boolean | undefined
  isMarked: boolean
  /** Always the latest; not a reason to draw the row anew. */
  act: { keys: RowKeys; selection?: Selection; onOpen?: (row: unknown) => unknown }
}

const BodyRow = memo(
  function BodyRow({ act, value, columns, card, ...row }: RowProps) {
    const { keys, selection, onOpen } = act
    const toggle = () => {
      if (!selection) return
      const ids = new Set(selection.ids)
      if (!ids.delete(row.rowId)) ids.add(row.rowId)
      selection.change(ids)
    }
    return (
      <tr
        id={row.id}
        ref={row.measure}
        data-index={row.index}
        aria-rowindex={row.index + 2}
        aria-selected={row.isSelected}
        data-active={row.isActive || undefined}
        data-marked={row.isMarked || undefined}
        style={card ? undefined : { height: row.height }}
        onMouseDown={() => keys.setActive(row.index)}
        onClick={(event) => {
          if (!(event.target as Element).closest('a, button, input, label')) onOpen?.(value)
        }}
      >
        {selection && (
          <td className={classes.check}>
            <label className={classes.box}>
              <input
                type="checkbox"
                aria-label="Chọn dòng này"
                checked={row.isSelected ?? false}
                onChange={toggle}
                tabIndex={-1}
              />
            </label>
          </td>
        )}
        {card ? (
          <td className={classes.card}>{card(value)}</td>
        ) : (
          columns.map(({ key, cell, isNumber }) => (
            <td key={key} className={isNumber ? classes.number : undefined}>
              {cell(value)}
            </td>
          ))
        )}
      </tr>
    )
  },
  (a, b) =>
    a.value === b.value &&
    a.index === b.index &&
    a.columns === b.columns &&
    a.card === b.card &&
    a.isActive === b.isActive &&
    a.isSelected === b.isSelected &&
    a.isMarked === b.isMarked &&
    // A selection is made of what is selected: the row must know the latest.
    a.act.selection?.ids === b.act.selection?.ids,
)
