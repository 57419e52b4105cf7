import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** The sub-dossiers of a parent that are not over. */
export async function openChildren(
  ctx: Ctx,
  parentId: string,
): Promise<{ id: string; parentToken: string | null }[]> {
  const { rows } = await sql<{ id: string; parentToken: string | null }>`
    select id, parent_token as "parentToken" from dossiers.dossier
     where parent_id = ${parentId} and status not in (3, 7, 8, 9, 10) order by id`.execute(ctx.db)
  return rows
}

/** The outcome of the result recorded last: `granted` or `refused`; null without one. */
export async function childOutcome(ctx: Ctx, dossierId: string): Promise<string | null> {
  const { rows } = await sql<{ outcome: string }>`select outcome from dossiers.result
     where dossier_id = ${dossierId} order by recorded_at desc, id desc limit 1`.execute(ctx.db)
  return rows[0]?.outcome ?? null
}
