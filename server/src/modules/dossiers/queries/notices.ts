import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { fromTimeCursor, toCursor } from '../../../platform/http/cursor.ts'
import type { NoticeRow } from '../store/notices.ts'

/** The actor's own notices, newest first, and how many are unread. */
export async function noticesOf(
  ctx: Ctx,
  page: { limit: number; after?: string },
): Promise<{ items: NoticeRow[]; next: string | null; unread: number }> {
  const after = fromTimeCursor(page.after)
  const [{ rows }, unread] = await Promise.all([
    sql<NoticeRow>`select id, dossier_id as "dossierId", kind, text, at, read_at as "readAt"
      from dossiers.notice where account_id = ${ctx.actor.id}
        and (${after?.at ?? null}::timestamptz is null
          or (at, id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
      order by at desc, id desc limit ${page.limit + 1}`.execute(ctx.db),
    sql<{ n: number }>`select count(*)::int as n from dossiers.notice
      where account_id = ${ctx.actor.id} and read_at is null`.execute(ctx.db),
  ])
  const items = rows.slice(0, page.limit)
  const last = items.at(-1)
  const next = last && rows.length > page.limit ? toCursor([last.at.toISOString(), last.id]) : null
  return { items, next, unread: unread.rows[0]!.n }
}

/** What was told about a dossier to whoever filed it online, newest first. */
export async function messagesOf(ctx: Ctx, dossierId: string): Promise<NoticeRow[]> {
  const { rows } = await sql<NoticeRow>`
    select n.id, n.dossier_id as "dossierId", n.kind, n.text, n.at, n.read_at as "readAt"
      from dossiers.notice n join dossiers.dossier d on d.id = n.dossier_id
     where n.dossier_id = ${dossierId} and n.account_id = d.submitted_by and d.channel = 'online'
     order by n.at desc, n.id desc`.execute(ctx.db)
  return rows
}
