import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** `parentToken`: the call that waits for it, null when nothing does; `isOpinion`: it runs no procedure of its own. */
export type OpenChild = { id: string; parentToken: string | null; isOpinion: boolean }

/** The sub-dossiers of a parent that are not over. */
export async function openChildren(ctx: Ctx, parentId: string): Promise<OpenChild[]> {
  const { rows } = await sql<OpenChild>`
    select c.id, c.parent_token as "parentToken", c.procedure_version_id = p.procedure_version_id as "isOpinion"
      from dossiers.dossier c join dossiers.dossier p on p.id = c.parent_id
     where c.parent_id = ${parentId} and c.status not in (3, 7, 8, 9, 10) order by c.id`.execute(ctx.db)
  return rows
}

/** The outcome of the result recorded last: `granted` or `refused`; null without one. */
export async function childOutcome(ctx: Ctx, dossierId: string): Promise<string | null> {
  const { rows } = await sql<{ outcome: string }>`select outcome from dossiers.result
     where dossier_id = ${dossierId} order by recorded_at desc, id desc limit 1`.execute(ctx.db)
  return rows[0]?.outcome ?? null
}
