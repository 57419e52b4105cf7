import { nfc } from '@motcua/rules'
import { unprocessable } from '../../platform/errors.ts'

/**
 * The name as it is kept: NFC, with single blanks between words and none around them.
 * @throws 422 `__table__.no_name` when nothing is left
 */
export function cleanName(text: string): string {
  const name = nfc(text).replace(/\s+/gu, ' ').trim()
  if (name === '') throw unprocessable('__table__.no_name', 'Tên đang để trống; hãy nhập tên.')
  return name
}
