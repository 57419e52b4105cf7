import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { DRAFT_COLUMNS, type DraftRow, openDraft, type SealedDraft } from '../store/drafts.ts'

/** The actor's own drafts, the last saved first; at most 100. */
export async function draftsOf(ctx: Ctx): Promise<DraftRow[]> {
  const { rows } = await sql<SealedDraft>`select ${DRAFT_COLUMNS} from dossiers.draft d
    where d.account_id = ${ctx.actor.id} order by d.saved_at desc limit 100`.execute(ctx.db)
  return Promise.all(rows.map((row) => openDraft(ctx, row)))
}

export async function draftById(ctx: Ctx, id: string): Promise<DraftRow | null> {
  const { rows } = await sql<SealedDraft>`select ${DRAFT_COLUMNS} from dossiers.draft d
    where d.id = ${id} and d.account_id = ${ctx.actor.id}`.execute(ctx.db)
  return rows[0] ? openDraft(ctx, rows[0]) : null
}
