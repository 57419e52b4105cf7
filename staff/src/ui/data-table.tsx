import { useElementSize, useMediaQuery, useMergedRef } from '@mantine/hooks'
import {
  type ColumnDef,
  getCoreRowModel,
  getSortedRowModel,
  type SortingState,
  useReactTable,
} from '@tanstack/react-table'
import { type ReactNode, useId, useMemo, useRef, useState } from 'react'
import { ColumnChoice, useColumnChoice } from './column-choice.tsx'
import classes from './data-table.module.css'
import { Empty, Failed, Loading } from './states.tsx'
import { TableBody } from './table-body.tsx'
import { TableHead } from './table-head.tsx'
import { useRowKeys } from './table-keys.ts'

export type Column<T> = {
  key: string
  title: string
  cell: (row: T) => ReactNode
  /** Pixels; a column without takes what is left, by `share`. */
  width?: number
  share?: number
  /** Makes the column sortable: ascending order of two rows. */
  compare?: (a: T, b: T) => number
  isNumber?: boolean
  /** Hidden until it is chosen. */
  isOptional?: boolean
}

export type Selection = { ids: ReadonlySet<string>; change: (ids: ReadonlySet<string>) => void }

type Props<T> = {
  /** Under which the choice of columns is remembered, e.g. `queue`. */
  name: string
  /** What the table holds, for those who hear the screen. */
  label: string
  rows: readonly T[]
  rowId: (row: T) => string
  columns: readonly Column<T>[]
  /** A row on a narrow screen, in place of columns. */
  card?: (row: T) => ReactNode
  /** Enter, or a click on the row. */
  onOpen?: (row: T) => unknown
  /** The row under the hand, as arrows move over it. */
  onActive?: (row: T) => void
  selection?: Selection
  /** Sorting by the head of a column; `onSort` is told, so that whoever holds a part only can read the rest. */
  onSort?: () => void
  /** Keyset paging: reads the next rows when the end comes into sight. */
  more?: { has: boolean; isLoading: boolean; load: () => unknown }
  isLoading?: boolean
  error?: unknown
  retry?: () => unknown
  empty?: ReactNode
  /** What stands above the table at the left; the choice of columns stands at the right. */
  toolbar?: ReactNode
  /** Pixels of a row in columns. */
  rowHeight?: number
  /** What makes a row stand out, e.g. new since the last look. */
  isMarked?: (row: T) => boolean
}

/**
 * A dense table of any length: only the rows in sight are drawn. Arrows, Home, End and pages move, Enter opens, space
 * selects, Shift with arrows selects on, Ctrl+A all. Fills the height that its place leaves.
 */
export function DataTable<T>(props: Props<T>) {
  const { rows, rowId, columns, selection, more, rowHeight = 44 } = props
  // Beside the left menu a tablet has no room for columns either.
  const isNarrow = useMediaQuery('(max-width: 61.99em)', undefined, { getInitialValueInEffect: false })
  const hasCards = Boolean(isNarrow && props.card)
  const choice = useColumnChoice(props.name, columns)
  const [sorting, setSorting] = useState<SortingState>([])
  const table = useReactTable<T>({
    data: rows as T[],
    columns: useMemo(() => columns.map(toColumnDef), [columns]),
    state: { sorting },
    onSortingChange: (next) => {
      setSorting(next)
      props.onSort?.()
    },
    getRowId: rowId,
    getCoreRowModel: getCoreRowModel(),
    getSortedRowModel: getSortedRowModel(),
    enableSortingRemoval: true,
  })
  const shown = table.getRowModel().rows
  const scroller = useRef<HTMLDivElement>(null)
  const { ref: sized, width: room } = useElementSize()
  const scrollerRef = useMergedRef(scroller, sized)
  const id = useId()
  const keys = useRowKeys({ rows: shown, selection, onOpen: props.onOpen, onActive: props.onActive })
  const visible = columns.filter(({ key }) => choice.isShown(key))
  const state = stateOf(props)
  return (
    <div className={classes.frame}>
      {(props.toolbar || columns.some((c) => c.isOptional)) && (
        <div className={classes.toolbar}>
          <div className={classes.tools}>{props.toolbar}</div>
          {!hasCards && <ColumnChoice columns={columns} choice={choice} />}
        </div>
      )}
      <div ref={scrollerRef} className={classes.scroller}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows are walked by keys is a grid
          role="grid"
          ref={keys.tableRef}
          tabIndex={0}
          aria-label={props.label}
          aria-rowcount={more?.has ? -1 : shown.length + 1}
          aria-multiselectable={selection ? true : undefined}
          aria-activedescendant={shown[keys.active] ? `${id}-${shown[keys.active]!.id}` : undefined}
          className={hasCards ? classes.cards : classes.table}
          style={hasCards ? undefined : { minWidth: widthOf(visible, selection) }}
          onKeyDown={keys.onKeyDown}
          onMouseDown={keys.focusTable}
        >
          <TableHead
            columns={visible}
            room={room}
            sorting={sorting}
            toggle={(key) => table.getColumn(key)?.toggleSorting()}
            selection={selection}
            ids={shown.map((row) => row.id)}
            isHidden={hasCards}
          />
          <TableBody
            id={id}
            rows={shown}
            columns={visible}
            card={hasCards ? props.card : undefined}
            scroller={scroller}
            keys={keys}
            selection={selection}
            onOpen={props.onOpen}
            more={more}
            rowHeight={rowHeight}
            isMarked={props.isMarked}
          />
        </table>
        {state}
        {more?.isLoading && rows.length > 0 && <Loading />}
      </div>
    </div>
  )
}

function stateOf<T>({ rows, isLoading, error, retry, empty }: Props<T>): ReactNode {
  if (error) return <Failed error={error} retry={retry} />
  if (rows.length > 0) return null
  return isLoading ? <Loading /> : <Empty>{empty ?? 'Không có gì ở đây.'}</Empty>
}

const toColumnDef = <T,>({ key, compare }: Column<T>): ColumnDef<T> => ({
  id: key,
  accessorFn: (row) => row,
  enableSorting: compare !== undefined,
  sortingFn: (a, b) => compare?.(a.original, b.original) ?? 0,
  sortDescFirst: false,
})

/** Below this the table scrolls sideways in its own frame. */
const widthOf = <T,>(columns: readonly Column<T>[], selection: unknown): number =>
  columns.reduce((sum, { width, share }) => sum + (width ?? 100 * (share ?? 1)), selection ? 40 : 0)
