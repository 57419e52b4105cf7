import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** Tells whoever filed a dossier online, in his own account. @param text follows the dossier's number */
export function noticeSubmitter(ctx: Ctx, dossierId: string, kind: string, text: string): void {
  ctx.later(sql`insert into dossiers.notice (id, account_id, dossier_id, kind, text, at)
    select ${ctx.newId()}::uuid, d.submitted_by, d.id, ${kind}::text,
        'Hồ sơ ' || coalesce(d.code, d.submission_number) || ${text}::text, ${ctx.now()}::timestamptz
      from dossiers.dossier d where d.id = ${dossierId} and d.channel = 'online' and d.parent_id is null`)
}

/**
 * Tells a moved date to whoever filed each dossier and to the officers who hold its steps.
 * @param moved `text` follows the dossier's number
 */
export function noticeMoved(ctx: Ctx, moved: readonly { subjectId: string; text: string }[]): void {
  ctx.later(sql`insert into dossiers.notice (id, account_id, dossier_id, kind, text, at)
    select gen_random_uuid(), a.id, d.id, 'dueMoved', 'Hồ sơ ' || coalesce(d.code, d.submission_number) || m.text,
        ${ctx.now()}::timestamptz
      from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) as m("subjectId" uuid, text text)
      join dossiers.dossier d on d.id = m."subjectId"
      cross join lateral (
        select d.submitted_by as id where d.channel = 'online' and d.parent_id is null
        union select e.assignee_id from dossiers.queue_entry e
               where e.dossier_id = d.id and e.assignee_id is not null) a`)
}

export type NoticeRow = {
  id: string
  dossierId: string
  kind: string
  text: string
  at: Date
  readAt: Date | null
}

/** Marks one of the actor's own notices as read; null when there is none. Reading again changes nothing. */
export async function markNoticeRead(ctx: Ctx, id: string): Promise<NoticeRow | null> {
  const { rows } = await sql<NoticeRow>`update dossiers.notice set read_at = coalesce(read_at, ${ctx.now()})
    where id = ${id} and account_id = ${ctx.actor.id}
    returning id, dossier_id as "dossierId", kind, text, at, read_at as "readAt"`.execute(ctx.db)
  return rows[0] ?? null
}
