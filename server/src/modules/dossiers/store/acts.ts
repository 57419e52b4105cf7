import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { DataKey } from '../../../platform/keys/index.ts'
import type { Status } from '../domain.ts'
import { type Asked, sealAct, sealAsked } from './sealed.ts'

export type NewAct = {
  dossierId: string
  /** Of the dossier. */
  key: DataKey
  kind: string
  unitId?: string | null
  /** Words of the person who acts; kept sealed. */
  reason?: string | null
  /** What anybody may know of the act who may know that it was done. */
  data?: Record<string, unknown>
  /** Data kept sealed: what was replaced, numbers of people. */
  sealed?: Record<string, unknown>
  statusBefore: Status | null
  statusAfter: Status
}

/** Adds a row to the history of a dossier: who and by which grant, when, what and why. */
export function insertAct(ctx: Ctx, act: NewAct): void {
  const { actor } = ctx
  const id = ctx.newId()
  ctx.later(sql`insert into dossiers.act (id, dossier_id, kind, at, actor_id, actor_kind, actor_name, unit_id,
      sealed, data, status_before, status_after, allowed_by)
    values (${id}, ${act.dossierId}, ${act.kind}, ${ctx.now()}, ${actor.id}, ${actor.kind}, ${actor.name},
      ${act.unitId ?? null}, ${sealAct(act.key, id, act.reason ?? null, act.sealed)}, ${JSON.stringify(act.data ?? {})},
      ${act.statusBefore}, ${act.statusAfter}, ${ctx.grantOn(act.dossierId)})`)
}

/** A paper of a dossier, as stored. */
export type PaperRow = NewPaper & { id: string; addedAt: Date; replacedAt: Date | null }

export type NewPaper = {
  key: string
  name: string
  fileId: string | null
  originals: number
  copies: number
}

export function insertPapers(ctx: Ctx, dossierId: string, papers: readonly NewPaper[]): PaperRow[] {
  const rows = papers.map((p) => ({ id: ctx.newId(), ...p, addedAt: ctx.now(), replacedAt: null }))
  if (rows.length === 0) return rows
  ctx.later(sql`insert into dossiers.paper (id, dossier_id, key, name, file_id, originals, copies, added_at)
    select p.id, ${dossierId}, p.key, p.name, p."fileId", p.originals, p.copies, ${ctx.now()}
      from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as p(id uuid, key text, name text, "fileId" uuid, originals int, copies int)`)
  return rows
}

/** Marks papers as replaced by newer ones with the same key; they stay in the dossier. */
export function replacePapers(ctx: Ctx, dossierId: string, keys: readonly string[]): void {
  ctx.later(sql`update dossiers.paper set replaced_at = ${ctx.now()}
    where dossier_id = ${dossierId} and key = any(${keys}) and replaced_at is null`)
}

/** The papers in the dossier now. */
export async function currentPapers(ctx: Ctx, dossierId: string): Promise<PaperRow[]> {
  const { rows } = await sql<PaperRow>`select id, key, name, file_id as "fileId", originals, copies,
      added_at as "addedAt", replaced_at as "replacedAt"
    from dossiers.paper where dossier_id = ${dossierId} and replaced_at is null order by added_at, key`.execute(
    ctx.db,
  )
  return rows
}

export function insertSupplementRequest(
  ctx: Ctx,
  request: { dossierId: string; key: DataKey; replyBy: Date; asked: Asked; beforeAcceptance: boolean },
): void {
  ctx.later(sql`insert into dossiers.supplement_request
      (dossier_id, requested_at, reply_by, sealed, before_acceptance)
    values (${request.dossierId}, ${ctx.now()}, ${request.replyBy}, ${sealAsked(request.key, request.asked)},
      ${request.beforeAcceptance})`)
}

export function markSupplemented(ctx: Ctx, dossierId: string): void {
  ctx.later(
    sql`update dossiers.supplement_request set received_at = ${ctx.now()} where dossier_id = ${dossierId}`,
  )
}

export type NewResult = {
  dossierId: string
  outcome: 'granted' | 'refused'
  code: string | null
  name: string
  number: string | null
  signedOn: string | null
  fileId: string | null
}

export function insertResult(ctx: Ctx, r: NewResult): void {
  ctx.later(sql`insert into dossiers.result
      (id, dossier_id, outcome, code, name, number, signed_on, file_id, recorded_at, recorded_by)
    values (${ctx.newId()}, ${r.dossierId}, ${r.outcome}, ${r.code}, ${r.name}, ${r.number}, ${r.signedOn},
      ${r.fileId}, ${ctx.now()}, ${ctx.actor.id})`)
}
