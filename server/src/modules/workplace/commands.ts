import { cleanLine } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { notFound, unprocessable } from '../../platform/errors.ts'
import type { NewFilter, SavedFilter } from './contract.ts'
import { deleteFilter, type FilterRow, filtersOf, saveFilter } from './store.ts'

const MOST = 50

/** The actor's saved filters. */
export const listFilters = async (ctx: Ctx): Promise<SavedFilter[]> => (await filtersOf(ctx)).map(present)

/**
 * Keeps a filter under a name; a filter of that name on that screen is replaced.
 * @throws 422 `filter.no_name`, `filter.too_many`
 */
export async function keepFilter(ctx: Ctx, input: NewFilter): Promise<SavedFilter> {
  const name = cleanLine(input.name)
  if (name === '') throw unprocessable('filter.no_name', 'Hãy đặt tên cho bộ lọc.')
  const kept = await filtersOf(ctx)
  const isNew = !kept.some((f) => f.name === name && f.screen === input.screen)
  if (isNew && kept.length >= MOST) {
    throw unprocessable('filter.too_many', `Mỗi người lưu được ${MOST} bộ lọc; hãy xoá bớt rồi lưu lại.`)
  }
  return present(await saveFilter(ctx, { ...input, name }))
}

/** @throws 404 `filter.not_found` */
export async function dropFilter(ctx: Ctx, id: string): Promise<void> {
  if (!(await deleteFilter(ctx, id))) throw notFound('filter.not_found', 'Không có bộ lọc này.')
}

const present = (row: FilterRow): SavedFilter => ({ ...row, createdAt: row.createdAt.toISOString() })
