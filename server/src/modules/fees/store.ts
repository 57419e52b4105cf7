import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { Book } from './domain.ts'

/** @returns a promise that the exclusion constraint refuses when numbers stand in another book already */
export async function insertBook(ctx: Ctx, b: Book): Promise<void> {
  await sql`insert into fees.receipt_book (id, unit_id, form, series, tax_code, first_number, last_number, next_number,
      opened_at, opened_by)
    values (${b.id}, ${b.unitId}, ${b.form}, ${b.series}, ${b.taxCode}, ${b.firstNumber}, ${b.lastNumber},
      ${b.nextNumber}, ${b.openedAt}, ${ctx.actor.id})`.execute(ctx.db)
}

/** The books of a unit that have numbers left, the oldest first, held until the transaction ends. */
export const lockOpenBooks = (ctx: Ctx, unitId: string): Promise<Book[]> =>
  readBooks(
    ctx,
    sql`unit_id = ${unitId} and closed_at is null and next_number <= last_number order by id for update`,
  )

/** One book, held until the transaction ends; null when there is none. */
export const lockBook = async (ctx: Ctx, id: string): Promise<Book | null> =>
  (await readBooks(ctx, sql`id = ${id} for update`))[0] ?? null

/** The books of a unit, the newest first. */
export const booksOf = (ctx: Ctx, unitId: string): Promise<Book[]> =>
  readBooks(ctx, sql`unit_id = ${unitId} order by id desc`)

/** Takes the next number of a locked book away. */
export function takeNumber(ctx: Ctx, id: string): void {
  ctx.later(sql`update fees.receipt_book set next_number = next_number + 1 where id = ${id}`)
}

/** Ends a locked book with the last number that was drawn: what is left may stand in another one. */
export function endBook(ctx: Ctx, id: string): void {
  ctx.later(
    sql`update fees.receipt_book set last_number = next_number - 1, closed_at = ${ctx.now()} where id = ${id}`,
  )
}

const readBooks = async (ctx: Ctx, which: RawBuilder<unknown>): Promise<Book[]> =>
  (
    await sql<Book>`select id, unit_id as "unitId", form, series, tax_code as "taxCode", first_number as "firstNumber",
        last_number as "lastNumber", next_number as "nextNumber", opened_at as "openedAt", closed_at as "closedAt"
      from fees.receipt_book where ${which}`.execute(ctx.db)
  ).rows
