import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { Words } from './domain.ts'

export type AnnouncementRow = Words & { id: string; changedAt: Date; withdrawnAt: Date | null }

export function insertAnnouncement(ctx: Ctx, id: string, w: Words): void {
  ctx.later(sql`insert into announcements.announcement (id, title, body, title_en, body_en, shown_from, shown_to,
      written_by, written_at, changed_at)
    values (${id}, ${w.title}, ${w.text}, ${w.titleEn}, ${w.textEn}, ${w.from}, ${w.to}, ${ctx.actor.id},
      ${ctx.now()}, ${ctx.now()})`)
}

/** One announcement, held until the transaction ends; null when there is none. */
export async function lockAnnouncement(ctx: Ctx, id: string): Promise<AnnouncementRow | null> {
  const { rows } = await sql<AnnouncementRow>`select ${COLUMNS} from announcements.announcement
    where id = ${id} for update`.execute(ctx.db)
  return rows[0] ?? null
}

export function saveAnnouncement(ctx: Ctx, id: string, w: Words): void {
  ctx.later(sql`update announcements.announcement set title = ${w.title}, body = ${w.text}, title_en = ${w.titleEn},
      body_en = ${w.textEn}, shown_from = ${w.from}, shown_to = ${w.to}, changed_at = ${ctx.now()}
    where id = ${id}`)
}

export function markWithdrawn(ctx: Ctx, id: string): void {
  ctx.later(sql`update announcements.announcement set withdrawn_at = ${ctx.now()}, changed_at = ${ctx.now()}
    where id = ${id}`)
}

export const COLUMNS = sql`id, title, body as text, title_en as "titleEn", body_en as "textEn",
  shown_from::text as "from", shown_to::text as "to", changed_at as "changedAt", withdrawn_at as "withdrawnAt"`
