import { vietnamDate } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { badRequest } from '../../platform/errors.ts'
import { fromCursor, toCursor } from '../../platform/http/cursor.ts'
import { isId } from '../../platform/id.ts'
import type { AnnouncementQuery } from './contract.ts'
import { type AnnouncementRow, COLUMNS } from './store.ts'

/** A page of announcements, the one that is shown latest first. @param only `shown`: those of today */
export async function listAnnouncements(
  ctx: Ctx,
  only: 'shown' | 'all',
  { limit = 20, after }: AnnouncementQuery,
): Promise<{ items: AnnouncementRow[]; next: string | null }> {
  const [day, id] = cursorOf(after)
  const today = vietnamDate(ctx.now())
  const { rows } = await sql<AnnouncementRow>`select ${COLUMNS} from announcements.announcement
     where (${only} = 'all' or ${shownOn(today)})
       and (${day}::date is null or (shown_from, id) < (${day}::date, ${id}::uuid))
     order by shown_from desc, id desc limit ${limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  return { items, next: last && rows.length > limit ? toCursor([last.from, last.id]) : null }
}

/** An announcement that is shown today; null when there is none. */
export async function shownAnnouncement(ctx: Ctx, id: string): Promise<AnnouncementRow | null> {
  const { rows } = await sql<AnnouncementRow>`select ${COLUMNS} from announcements.announcement
    where id = ${id} and ${shownOn(vietnamDate(ctx.now()))}`.execute(ctx.db)
  return rows[0] ?? null
}

const shownOn = (today: string) => sql`withdrawn_at is null and shown_from <= ${today}::date
  and (shown_to is null or shown_to >= ${today}::date)`

function cursorOf(after: string | undefined): [string | null, string | null] {
  const values = fromCursor(after, 2)?.map(String)
  if (!values) return [null, null]
  const [day, id] = values as [string, string]
  if (/^\d{4}-\d\d-\d\d$/.test(day) && isId(id)) return [day, id]
  throw badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
}
