import { cleanLine, parseTaxCode } from '@motcua/rules'
import { unprocessable } from '../../platform/errors.ts'

/** What stands on every receipt of a book, and its numbers, the first and the last included. */
export type BookFacts = {
  /** Mẫu số, `01BLP2-001`. */
  form: string
  /** Ký hiệu, `AA-26T`. */
  series: string
  /** Of the unit that collects. */
  taxCode: string
  firstNumber: number
  lastNumber: number
}

export type Book = BookFacts & {
  id: string
  unitId: string
  nextNumber: number
  openedAt: Date
  closedAt: Date | null
}

/** `open`: has numbers left; `usedUp`: the last one was drawn; `closed`: ended before. */
export type BookState = 'open' | 'usedUp' | 'closed'

export const numbersLeft = (book: Pick<Book, 'lastNumber' | 'nextNumber'>): number =>
  book.lastNumber - book.nextNumber + 1

export function stateOf(book: Pick<Book, 'lastNumber' | 'nextNumber' | 'closedAt'>): BookState {
  if (book.closedAt !== null) return 'closed'
  return numbersLeft(book) > 0 ? 'open' : 'usedUp'
}

/** `0000012`: the number of a receipt has at most seven digits (NĐ 123/2020/NĐ-CP). */
export const receiptNumber = (n: number): string => String(n).padStart(7, '0')

/**
 * The facts of a new book as they are kept.
 * @throws 422 `fees.bad_book` with the field that is wrong
 */
export function cleanBook(given: BookFacts): BookFacts {
  const form = cleanLine(given.form).toUpperCase()
  const series = cleanLine(given.series).toUpperCase()
  if (!MARK.test(form))
    throw refusal('/form', 'Hãy ghi mẫu số của biên lai bằng chữ, số và dấu gạch, ví dụ 01BLP2-001.')
  if (!MARK.test(series))
    throw refusal('/series', 'Hãy ghi ký hiệu của biên lai bằng chữ, số và dấu gạch, ví dụ AA-26T.')
  const taxCode = parseTaxCode(given.taxCode)
  if (taxCode === undefined)
    throw refusal('/taxCode', 'Mã số thuế không đúng: cần 10 số, thêm đuôi như -001 nếu là đơn vị phụ thuộc.')
  const { firstNumber, lastNumber } = given
  if (lastNumber < firstNumber) throw refusal('/lastNumber', 'Số cuối phải từ số đầu trở lên.')
  return { form, series, taxCode, firstNumber, lastNumber }
}

const MARK = /^[0-9A-ZĐ][0-9A-ZĐ/-]{1,19}$/

const refusal = (pointer: string, message: string) =>
  unprocessable('fees.bad_book', message, [{ pointer, code: 'invalid', message }])
