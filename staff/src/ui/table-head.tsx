import type { SortingState } from '@tanstack/react-table'
import classes from './data-table.module.css'
import type { Column, Selection } from './data-table.tsx'

type Props<T> = {
  columns: readonly Column<T>[]
  /** Pixels that the columns share. */
  room: number
  sorting: SortingState
  toggle: (key: string) => void
  selection?: Selection
  /** All rows that are there, for the box that selects them. */
  ids: readonly string[]
  /** Cards have no columns; the head is only heard. */
  isHidden: boolean
}

export function TableHead<T>({ columns, room, sorting, toggle, selection, ids, isHidden }: Props<T>) {
  const shares = columns.reduce((sum, { width, share }) => sum + (width ? 0 : (share ?? 1)), 0)
  const fixed = columns.reduce((sum, { width }) => sum + (width ?? 0), selection ? 40 : 0)
  const unit = Math.max(100, (room - fixed) / Math.max(1, shares))
  return (
    <>
      {isHidden ? (
        <colgroup>
          {selection && <col style={{ width: 40 }} />}
          <col />
        </colgroup>
      ) : (
        <colgroup>
          {selection && <col style={{ width: 40 }} />}
          {columns.map(({ key, width, share }) => (
            <col key={key} style={{ width: width ?? unit * (share ?? 1) }} />
          ))}
        </colgroup>
      )}
      <thead className={isHidden ? classes.hiddenHead : undefined}>
        <tr>
          {selection && (
            <th scope="col" className={classes.check}>
              <SelectAll selection={selection} ids={ids} />
            </th>
          )}
          {columns.map(({ key, title, compare, isNumber }) => {
            const sorted = sorting.find(({ id }) => id === key)
            const direction = sorted ? (sorted.desc ? 'descending' : 'ascending') : 'none'
            return (
              <th
                key={key}
                scope="col"
                aria-sort={compare ? direction : undefined}
                className={isNumber ? classes.number : undefined}
              >
                {compare ? (
                  <button type="button" className={classes.sort} onClick={() => toggle(key)}>
                    {title}
                    <span aria-hidden>{sorted ? (sorted.desc ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                ) : (
                  title
                )}
              </th>
            )
          })}
        </tr>
      </thead>
    </>
  )
}

function SelectAll({ selection, ids }: { selection: Selection; ids: readonly string[] }) {
  const count = ids.filter((id) => selection.ids.has(id)).length
  return (
    <label className={classes.box}>
      <input
        type="checkbox"
        aria-label="Chọn mọi dòng đang hiện"
        checked={count > 0 && count === ids.length}
        ref={(box) => {
          if (box) box.indeterminate = count > 0 && count < ids.length
        }}
        onChange={() => selection.change(new Set(count === ids.length ? [] : ids))}
      />
    </label>
  )
}
