import { badRequest } from '../errors.ts'
import { isId } from '../id.ts'

/** Cursor of a keyset page: the sort values of its last row, as opaque text. */
export const toCursor = (values: readonly unknown[]): string =>
  Buffer.from(JSON.stringify(values)).toString('base64url')

/**
 * The sort values of the row before the page, or null for the first page.
 * @param length how many values the list sorts by
 * @throws 400 `list.bad_cursor` when the text was not made by `toCursor`
 */
export function fromCursor(text: string | undefined, length: number): unknown[] | null {
  if (text === undefined || text === '') return null
  try {
    const values: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    if (Array.isArray(values) && values.length === length) return values
  } catch {
    // Falls through to the one refusal below.
  }
  throw badCursor()
}

/** The sort values of a list that ends with a row's id; times come as `Date`. */
export function fromTimeCursor(text: string | undefined): { at: Date; id: string } | null {
  const values = fromCursor(text, 2)
  if (!values) return null
  const [at, id] = values.map(String) as [string, string]
  if (Number.isNaN(Date.parse(at)) || !isId(id)) throw badCursor()
  return { at: new Date(at), id }
}

/** The id that a list sorted by id alone goes on from. */
export function fromIdCursor(text: string | undefined): string | null {
  const values = fromCursor(text, 1)
  if (!values) return null
  const id = String(values[0])
  if (!isId(id)) throw badCursor()
  return id
}

const badCursor = () =>
  badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
