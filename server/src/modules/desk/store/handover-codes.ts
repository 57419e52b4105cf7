import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

export type CodeRow = { proof: string; sentAt: Date; expiresAt: Date; attempts: number; sends: number }

/** The code of a dossier, locked until the command ends. */
export async function lockCode(ctx: Ctx, dossierId: string): Promise<CodeRow | null> {
  const { rows } =
    await sql<CodeRow>`select proof, sent_at as "sentAt", expires_at as "expiresAt", attempts, sends
    from desk.handover_code where dossier_id = ${dossierId} for update`.execute(ctx.db)
  return rows[0] ?? null
}

export function saveCode(ctx: Ctx, dossierId: string, code: Omit<CodeRow, 'attempts'>): void {
  ctx.later(sql`insert into desk.handover_code (dossier_id, proof, sent_at, expires_at, sends, account_id)
    values (${dossierId}, ${code.proof}, ${code.sentAt}, ${code.expiresAt}, ${code.sends}, ${ctx.actor.id})
    on conflict on constraint handover_code_pk do update set proof = excluded.proof, sent_at = excluded.sent_at,
      expires_at = excluded.expires_at, sends = excluded.sends, attempts = 0, account_id = excluded.account_id`)
}

export function countAttempt(ctx: Ctx, dossierId: string): void {
  ctx.later(sql`update desk.handover_code set attempts = attempts + 1 where dossier_id = ${dossierId}`)
}

export function dropCode(ctx: Ctx, dossierId: string): void {
  ctx.later(sql`delete from desk.handover_code where dossier_id = ${dossierId}`)
}
