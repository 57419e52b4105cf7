import { badRequest } from '../errors.ts'

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
  throw badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
}
