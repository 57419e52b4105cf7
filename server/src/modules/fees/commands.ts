import type { Ctx } from '../../platform/ctx.ts'
import { EXCLUSION_VIOLATION, isPgError } from '../../platform/db.ts'
import { conflict, forbidden, notFound } from '../../platform/errors.ts'
import { administers, unitByRef } from '../organisations/index.ts'
import { type Book, type BookFacts, cleanBook, receiptNumber, stateOf } from './domain.ts'
import { endBook, insertBook, lockBook, lockOpenBooks, takeNumber } from './store.ts'

/** The first and last numbers that a receipt can have. */
const [FIRST, LAST] = [1, 9_999_999]

/**
 * Opens a book of receipts for a unit.
 * @throws 403 `fees.forbidden`; 404 `unit.not_found`; 409 `fees.numbers_taken`; 422 `fees.bad_book`
 */
export async function openBook(
  ctx: Ctx,
  input: Omit<BookFacts, 'firstNumber' | 'lastNumber'> & {
    unit: string
    firstNumber?: number
    lastNumber?: number
  },
): Promise<Book> {
  const { unit: ref, firstNumber = FIRST, lastNumber = LAST, ...marks } = input
  const unit = await unitByRef(ctx, ref)
  await authorise(ctx, unit.id)
  const facts = cleanBook({ ...marks, firstNumber, lastNumber })
  const book = {
    ...facts,
    ...{
      id: ctx.newId(),
      unitId: unit.id,
      nextNumber: facts.firstNumber,
      openedAt: ctx.now(),
      closedAt: null,
    },
  }
  await insertBook(ctx, book).catch((error: unknown) => {
    if (!isPgError(error, EXCLUSION_VIOLATION)) throw error
    throw conflict(
      'fees.numbers_taken',
      `Mẫu số ${facts.form}, ký hiệu ${facts.series} đã có quyển khác giữ một phần các số này; hãy chọn khoảng số hoặc ký hiệu khác.`,
    )
  })
  ctx.about(book.id, { unitId: unit.id, ...facts })
  return book
}

/**
 * Closes a book; the numbers left in it are not drawn any more.
 * @throws 403 `fees.forbidden`; 404 `fees.no_such_book`; 409 `fees.book_ended`
 */
export async function closeBook(ctx: Ctx, id: string): Promise<Book> {
  const book = await lockBook(ctx, id)
  if (!book)
    throw notFound('fees.no_such_book', 'Không có quyển biên lai này; hãy mở lại danh sách của đơn vị.')
  await authorise(ctx, book.unitId)
  if (stateOf(book) !== 'open')
    throw conflict('fees.book_ended', 'Quyển biên lai này đã đóng hoặc đã dùng hết.')
  endBook(ctx, id)
  ctx.about(id, { unitId: book.unitId, lastNumber: book.lastNumber, drawnTo: book.nextNumber - 1 })
  return { ...book, lastNumber: book.nextNumber - 1, closedAt: ctx.now() }
}

/** A receipt of money, as it is printed. */
export type DrawnReceipt = { form: string; series: string; number: string; taxCode: string }

/**
 * Draws the next number of a unit's oldest book that has one left. It belongs to the transaction: taken back with it,
 * and until its end nobody else draws from the books of the unit.
 * @throws 409 `fees.no_book`
 */
export async function drawReceipt(ctx: Ctx, unit: { id: string; name: string }): Promise<DrawnReceipt> {
  const [book] = await lockOpenBooks(ctx, unit.id)
  if (!book) {
    throw conflict(
      'fees.no_book',
      `${unit.name} không có quyển biên lai nào còn số: hãy ghi số biên lai giấy đã xuất, hoặc chọn thu sau và nhờ quản trị mở quyển mới.`,
    )
  }
  takeNumber(ctx, book.id)
  const { form, series, taxCode, nextNumber } = book
  return { form, series, taxCode, number: receiptNumber(nextNumber) }
}

async function authorise(ctx: Ctx, unitId: string): Promise<void> {
  if (await administers(ctx, [unitId])) return
  throw forbidden('Chỉ quản trị của đơn vị được mở, đóng quyển biên lai.', 'fees.forbidden')
}
