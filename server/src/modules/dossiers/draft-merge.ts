/**
 * Merging of what several tabs and devices write into one draft. Pure: the server runs it in the order in which
 * changes arrive, so every tab that takes over the answer of the server sees the same draft.
 *
 * Different fields merge silently. When a change says it saw version 3 (`base`) and its field was changed in
 * version 5, the change wins, as the newer one, and the value it replaces is kept in `replaced` until the person
 * dismisses it. Rows of lists are named by `@id` instead of their place, so that rows added or removed elsewhere
 * do not shift what is written.
 */
import { isDeepStrictEqual } from 'node:util'
import { unprocessable } from '../../platform/errors.ts'

/** `base`: the version of the draft the writer had seen; absent when it saw the newest. No `value` removes. */
export type DraftChange = { pointer: string; value?: unknown; base?: number }

/** A value that was acknowledged and is no longer in the draft although nobody who saw it took it away. */
export type Replaced = { id: string; pointer: string; value: unknown; version: number }

/** `stamps`: in which version a pointer was last written. */
export type DraftState = {
  body: Record<string, unknown>
  stamps: Record<string, number>
  replaced: Replaced[]
}

/**
 * The draft after changes that arrive together, as version `version`.
 * @throws 422 `draft.bad_pointer` when a pointer cannot be followed
 */
export function mergeChanges(
  state: DraftState,
  changes: readonly DraftChange[],
  version: number,
): DraftState {
  const own = new Set<string>()
  return changes.reduce((merged, change) => {
    const next = mergeOne(merged, change, version, own)
    own.add(change.pointer)
    return next
  }, state)
}

function mergeOne(
  state: DraftState,
  change: DraftChange,
  version: number,
  own: ReadonlySet<string>,
): DraftState {
  const { pointer, base = version } = change
  const path = pathOf(pointer)
  const newest = newestElsewhere(state.stamps, pointer, own)
  const isConflict = newest > base
  const before = valueAt(state.body, path)
  const keep = (value: unknown, of: number): Replaced[] => [
    ...state.replaced,
    { id: `${version}-${state.replaced.length}`, pointer, value, version: of },
  ]
  if (isConflict && leadsIntoRemoved(state.body, path)) {
    // The row was removed elsewhere: it does not come back half empty, and what was written is not lost.
    return change.value === undefined ? state : { ...state, replaced: keep(change.value, version) }
  }
  const isLost = isConflict && before !== undefined && !isDeepStrictEqual(before, change.value)
  const stamps = Object.entries(state.stamps).filter(([other]) => !other.startsWith(`${pointer}/`))
  return {
    body: setAt(state.body, path, change) as Record<string, unknown>,
    stamps: { ...Object.fromEntries(stamps), [pointer]: version },
    replaced: isLost ? keep(before, newest) : state.replaced,
  }
}

/** The last version in which this pointer, one above it or one below it was written by somebody else. */
function newestElsewhere(
  stamps: Readonly<Record<string, number>>,
  pointer: string,
  own: ReadonlySet<string>,
): number {
  let newest = 0
  for (const [other, version] of Object.entries(stamps)) {
    const related = other === pointer || other.startsWith(`${pointer}/`) || pointer.startsWith(`${other}/`)
    if (related && version > newest && !own.has(other)) newest = version
  }
  return newest
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

/** The parts of a pointer (RFC 6901). @throws 422 `draft.bad_pointer` */
export function pathOf(pointer: string): string[] {
  const path = pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))
  if (!pointer.startsWith('/') || path.some((key) => FORBIDDEN.has(key))) throw badPointer(pointer)
  return path
}

/** The value a path leads to; undefined when there is none. */
export function valueAt(value: unknown, [key, ...rest]: readonly string[]): unknown {
  if (key === undefined) return value
  if (Array.isArray(value)) return valueAt(value[indexOf(value, key)], rest)
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined
  return valueAt((value as Record<string, unknown>)[key], rest)
}

/** Whether a path goes through a row `@id` that is not in its list. */
function leadsIntoRemoved(body: unknown, path: readonly string[]): boolean {
  return path.some((key, i) => {
    if (!isRowId(key)) return false
    const list = valueAt(body, path.slice(0, i))
    return !Array.isArray(list) || indexOf(list, key) >= list.length
  })
}

const isRowId = (key: string): boolean => /^@[\w-]{1,60}$/.test(key)

/** Place of a row by `@id`, by number, or `-` for the end; the length of the list when there is no such row. */
function indexOf(list: readonly unknown[], key: string): number {
  if (key === '-') return list.length
  if (!isRowId(key)) return Number(key)
  const found = list.findIndex((row) => isObject(row) && row['_id'] === key.slice(1))
  return found < 0 ? list.length : found
}

/** A copy with one place set, or removed when the change has no value. */
function setAt(value: unknown, [key, ...rest]: readonly string[], change: DraftChange): unknown {
  if (key === undefined) return change.value
  if (Array.isArray(value) || (value === undefined && isRowId(key)))
    return setInList(Array.isArray(value) ? value : [], key, rest, change)
  if (value !== undefined && !isObject(value)) throw badPointer(change.pointer)
  const copy = { ...value }
  if (rest.length > 0) {
    const inner = setAt(copy[key], rest, change)
    if (inner !== undefined) copy[key] = inner
  } else if (change.value === undefined) delete copy[key]
  else copy[key] = change.value
  return copy
}

function setInList(
  list: readonly unknown[],
  key: string,
  rest: readonly string[],
  change: DraftChange,
): unknown[] {
  const index = indexOf(list, key)
  if (!Number.isInteger(index) || index < 0 || index > list.length || index > 999)
    throw badPointer(change.pointer)
  if (rest.length === 0 && change.value === undefined) return list.toSpliced(index, 1)
  const row = setAt(list[index], rest, change)
  const named = isRowId(key) && (row === undefined || isObject(row)) ? { ...row, _id: key.slice(1) } : row
  return list.toSpliced(index, 1, named)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const badPointer = (pointer: string) =>
  unprocessable(
    'draft.bad_pointer',
    `Không tìm thấy chỗ để ghi trường “${pointer.slice(0, 100)}” trong bản nháp.`,
  )
