import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** The units that may see each of these dossiers. */
export async function unitsSeeing(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string[]>> {
  const { rows } = await sql<{
    id: string
    units: string[]
  }>`select dossier_id as id, array_agg(unit_id) as units
    from dossiers.scope where dossier_id = any(${ids}::uuid[]) group by dossier_id`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row.units]))
}
