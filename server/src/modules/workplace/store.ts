import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { NewFilter } from './contract.ts'

export type FilterRow = {
  id: string
  name: string
  screen: string
  query: Record<string, string>
  createdAt: Date
}

/** The actor's filters, by name. */
export async function filtersOf(ctx: Ctx): Promise<FilterRow[]> {
  const { rows } = await sql<FilterRow>`select id, name, screen, query, created_at as "createdAt"
    from workplace.saved_filter where account_id = ${ctx.actor.id} order by screen, name`.execute(ctx.db)
  return rows
}

/** Keeps a filter; the same name of the same screen is kept anew. */
export async function saveFilter(ctx: Ctx, filter: NewFilter): Promise<FilterRow> {
  const { rows } = await sql<FilterRow>`insert into workplace.saved_filter
      (id, account_id, name, screen, query, created_at)
    values (${ctx.newId()}, ${ctx.actor.id}, ${filter.name}, ${filter.screen}, ${JSON.stringify(filter.query)},
      ${ctx.now()})
    on conflict on constraint saved_filter_name do update set query = excluded.query
    returning id, name, screen, query, created_at as "createdAt"`.execute(ctx.db)
  return rows[0]!
}

/** Drops one of the actor's filters. @returns whether there was one */
export async function deleteFilter(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql`delete from workplace.saved_filter
    where id = ${id} and account_id = ${ctx.actor.id} returning id`.execute(ctx.db)
  return rows.length > 0
}
