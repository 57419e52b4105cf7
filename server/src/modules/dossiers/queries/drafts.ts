import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { DraftRow } from '../store/drafts.ts'

const COLUMNS = sql`id, procedure_code as "procedureCode", body, version, saved_at as "savedAt"`

/** The actor's own drafts, the last saved first; at most 100. */
export async function draftsOf(ctx: Ctx): Promise<DraftRow[]> {
  const { rows } = await sql<DraftRow>`select ${COLUMNS} from dossiers.draft
    where account_id = ${ctx.actor.id} order by saved_at desc limit 100`.execute(ctx.db)
  return rows
}

export async function draftById(ctx: Ctx, id: string): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`select ${COLUMNS} from dossiers.draft
    where id = ${id} and account_id = ${ctx.actor.id}`.execute(ctx.db)
  return rows[0] ?? null
}
