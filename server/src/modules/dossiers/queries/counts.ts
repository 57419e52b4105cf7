import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/**
 * How many dossiers stand in each status (national codes), for operators; statuses without any are
 * left out, and sub-dossiers are counted with their parents.
 */
export async function countByStatus(ctx: Ctx): Promise<Record<string, number>> {
  const { rows } = await sql<{ status: number; n: number }>`select status, count(*)::int as n
    from dossiers.dossier where parent_id is null group by status order by status`.execute(ctx.db)
  return Object.fromEntries(rows.map((row) => [String(row.status), row.n]))
}
