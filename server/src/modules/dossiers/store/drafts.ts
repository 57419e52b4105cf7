import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

export type DraftRow = {
  id: string
  procedureCode: string
  body: Record<string, unknown>
  version: number
  savedAt: Date
}

const COLUMNS = sql`id, procedure_code as "procedureCode", body, version, saved_at as "savedAt"`

export async function insertDraft(
  ctx: Ctx,
  procedureCode: string,
  body: Record<string, unknown>,
): Promise<DraftRow> {
  const { rows } = await sql<DraftRow>`insert into dossiers.draft
      (id, account_id, procedure_code, body, version, created_at, saved_at)
    values (${ctx.newId()}, ${ctx.actor.id}, ${procedureCode}, ${JSON.stringify(body)}, 1, ${ctx.now()}, ${ctx.now()})
    returning ${COLUMNS}`.execute(ctx.db)
  return rows[0]!
}

/** A draft of the actor's own, locked; null when it is not there or somebody else's. */
export async function lockDraft(ctx: Ctx, id: string): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`select ${COLUMNS} from dossiers.draft
    where id = ${id} and account_id = ${ctx.actor.id} for update`.execute(ctx.db)
  return rows[0] ?? null
}

export async function saveDraft(ctx: Ctx, id: string, body: Record<string, unknown>): Promise<DraftRow> {
  const { rows } = await sql<DraftRow>`update dossiers.draft
      set body = ${JSON.stringify(body)}, version = version + 1, saved_at = ${ctx.now()}
    where id = ${id} returning ${COLUMNS}`.execute(ctx.db)
  return rows[0]!
}

export function deleteDraft(ctx: Ctx, id: string): void {
  ctx.later(sql`delete from dossiers.draft where id = ${id} and account_id = ${ctx.actor.id}`)
}
