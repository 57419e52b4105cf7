import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'

export type __Thing__Row = { id: string; name: string; ownerId: string; createdAt: Date }

export async function insert__Thing__(ctx: Ctx, row: __Thing__Row): Promise<void> {
  await sql`insert into __schema__.__table__ (id, name, owner_id, created_at)
    values (${row.id}, ${row.name}, ${row.ownerId}, ${row.createdAt})`.execute(ctx.db)
}
