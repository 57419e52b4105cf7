import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { newId } from '../../../platform/id.ts'

/** The days that count, and how many dossiers at most are looked at for them: the newest. */
const COUNTED_DAYS = 90
const LOOKED_AT = 20_000

/**
 * Codes of the procedures of which most dossiers were received in the last 90 days, the most first; dossiers inside
 * others do not count. Kept for ten minutes: a home page need not know of the dossier of this minute.
 */
export async function mostReceived(ctx: Ctx): Promise<string[]> {
  const now = ctx.now().getTime()
  const known = kept.get(ctx.files)
  if (known && Math.abs(now - known.readAt) < FRESH_MS) return known.codes
  const since = new Date(now - COUNTED_DAYS * 86_400_000)
  // Ids grow with time: the newest dossiers are one range of the primary key.
  const first = `${newId(since).slice(0, 13)}-0000-0000-000000000000`
  const { rows } = await sql<{ code: string }>`select procedure_code as code
      from (select procedure_code from dossiers.dossier
             where id >= ${first}::uuid and parent_id is null and accepted_at is not null
             order by id desc limit ${LOOKED_AT}) received
     group by 1 order by count(*) desc, 1 limit ${MOST_LISTED}`.execute(ctx.db)
  const codes = rows.map(({ code }) => code)
  kept.set(ctx.files, { codes, readAt: now })
  return codes
}

/** Longest list that is given. */
export const MOST_LISTED = 20
const FRESH_MS = 600_000

// Per process and database: the file store is what all contexts of a root share.
const kept = new WeakMap<Ctx['files'], { codes: string[]; readAt: number }>()
