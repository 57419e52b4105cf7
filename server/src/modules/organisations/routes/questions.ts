import { isCivilDate } from '@motcua/rules'
import { badRequest } from '../../../platform/errors.ts'
import { fromCursor } from '../../../platform/http/cursor.ts'

/** A day that is asked for. @throws 400 `date.invalid` when there is no such day */
export function checkDay(name: string, text: string | undefined): string | undefined {
  if (text === undefined || isCivilDate(text)) return text
  throw badRequest('date.invalid', `Tham số ${name} phải là một ngày có thật, dạng YYYY-MM-DD.`, [
    { pointer: `/${name}`, code: 'date', message: 'Phải là một ngày có thật, dạng YYYY-MM-DD.' },
  ])
}

/** The values of a cursor, null without one. @throws 400 `list.bad_cursor` */
export function readCursor(text: string | undefined, types: readonly string[]): unknown[] | null {
  const values = fromCursor(text, types.length)
  if (!values || values.every((value, i) => typeof value === types[i])) return values
  throw badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
}
