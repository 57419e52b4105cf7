/** Reading and changing answers by JSON pointer; rows of a repeat are named by place or, as `@id`, by their `_id`. */
import { type CompiledForm, type Field, isContainer } from '@motcua/rules'

type Answers = Record<string, unknown>

/** The answer at a pointer, or undefined. */
export function answerAt(answers: unknown, pointer: string): unknown {
  return partsOf(pointer).reduce<unknown>((at, key) => {
    if (Array.isArray(at)) return at[placeOf(at, key)]
    return isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined
  }, answers)
}

/** A copy of the answers with one place set, or taken away when `value` is undefined. */
export function withAnswer(answers: Answers, pointer: string, value: unknown): Answers {
  return set(answers, partsOf(pointer), value) as Answers
}

/** The pointer with rows named by their id where they have one: what a draft wants to hear. */
export function lastingPointer(answers: unknown, pointer: string): string {
  let at: unknown = answers
  let lasting = ''
  for (const key of partsOf(pointer)) {
    const next: unknown = Array.isArray(at) ? at[placeOf(at, key)] : isObject(at) ? at[key] : undefined
    const id = Array.isArray(at) && isObject(next) ? next['_id'] : undefined
    lasting += typeof id === 'string' ? `/@${id}` : `/${escapeKey(key)}`
    at = next
  }
  return lasting
}

/**
 * The answers with as many rows as each repeat needs at least, so that there is something to fill in. The ids of
 * added rows are the same on every device: a row begun on two of them is one row.
 */
export function withFirstRows(form: CompiledForm, answers: Answers): Answers {
  return form.sections.reduce((filled, section) => fillRows(section.fields, filled), answers)
}

/** An id for a new row, unused in its list. */
export function newRowId(rows: readonly unknown[]): string {
  const random = Math.random().toString(36).slice(2, 8)
  const taken = rows.some((row) => isObject(row) && row['_id'] === random)
  return taken || random === '' ? newRowId(rows) : random
}

function fillRows(fields: readonly Field<unknown>[], values: Answers): Answers {
  return fields.reduce((filled, field) => {
    if (!isContainer(field)) return filled
    const value = filled[field.key]
    if (field.type === 'group') {
      const inner = fillRows(field.fields, isObject(value) ? value : {})
      return Object.keys(inner).length > 0 ? { ...filled, [field.key]: inner } : filled
    }
    const rows = Array.isArray(value) ? value : []
    const missing = (field.min ?? 0) - rows.length
    if (missing <= 0) return filled
    const names = Array.from({ length: field.min ?? 0 }, (_, i) => `dong-${i + 1}`)
    const free = names.filter((id) => !rows.some((row) => isObject(row) && row['_id'] === id))
    return { ...filled, [field.key]: [...rows, ...free.slice(0, missing).map((_id) => ({ _id }))] }
  }, values)
}

function set(value: unknown, [key, ...rest]: readonly string[], next: unknown): unknown {
  if (key === undefined) return next
  if (Array.isArray(value) || (value === undefined && key.startsWith('@'))) {
    const list: unknown[] = Array.isArray(value) ? value : []
    const place = placeOf(list, key)
    if (rest.length === 0 && next === undefined) return list.toSpliced(place, 1)
    const row = set(list[place] ?? (key.startsWith('@') ? { _id: key.slice(1) } : undefined), rest, next)
    return list.toSpliced(place, 1, row)
  }
  const copy: Answers = isObject(value) ? { ...value } : {}
  const inner = set(copy[key], rest, next)
  if (inner === undefined) delete copy[key]
  else copy[key] = inner
  return copy
}

function placeOf(list: readonly unknown[], key: string): number {
  if (!key.startsWith('@')) return Number(key)
  const found = list.findIndex((row) => isObject(row) && row['_id'] === key.slice(1))
  return found < 0 ? list.length : found
}

const partsOf = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

/** A key as it stands in a pointer (RFC 6901). */
export const escapeKey = (key: string): string => key.replaceAll('~', '~0').replaceAll('/', '~1')

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
