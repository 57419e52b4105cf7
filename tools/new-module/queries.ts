import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { fromCursor, toCursor } from '../../platform/http/cursor.ts'
import { isId } from '../../platform/id.ts'
import type { __Thing__Page, __Thing__Query, __Thing__View } from './contract.ts'
import { visibleOwner } from './policy.ts'

/**
 * One page of what the actor may see, newest first.
 * @throws 400 `list.bad_cursor`
 */
export async function list__Things__(ctx: Ctx, query: __Thing__Query): Promise<__Thing__Page> {
  const limit = query.limit ?? 20
  const owner = visibleOwner(ctx.actor)
  // A cursor that somebody made up begins anew instead of breaking the query.
  const before = fromCursor(query.after, 1)?.map(String).find(isId) ?? null
  const { rows } = await sql<Omit<__Thing__View, 'createdAt'> & { createdAt: Date }>`
    select id, name, created_at as "createdAt" from __schema__.__table__
     where (${owner}::uuid is null or owner_id = ${owner}) and (${before}::uuid is null or id < ${before})
     order by id desc limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit).map((row) => ({ ...row, createdAt: row.createdAt.toISOString() }))
  return { items, next: rows.length > limit ? toCursor([items.at(-1)!.id]) : null }
}
