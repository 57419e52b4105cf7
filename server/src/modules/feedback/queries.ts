import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { badRequest } from '../../platform/errors.ts'
import { fromCursor, toCursor } from '../../platform/http/cursor.ts'
import { wrappedKeyOf } from '../../platform/keys/index.ts'
import { CORRECTION_DAYS, GROUP, type UnitSums } from './domain.ts'
import { openRemark } from './store.ts'

const YEAR = sql`date_trunc('year', given_at at time zone 'Asia/Ho_Chi_Minh')`

/**
 * In full groups of an agency and year, in the order they were given, of ratings that can no longer be corrected: the
 * last ones wait for company, and what is out never changes by one person.
 */
function shownAt(now: Date) {
  const until = new Date(now.getTime() - CORRECTION_DAYS * 86_400_000)
  const isFinal = sql`given_at < ${until}::timestamptz`
  const group = sql`partition by unit_id, ${YEAR}, ${isFinal}`
  return sql`${isFinal} and row_number() over (${group} order by given_at, dossier_id)
    <= count(*) over (${group}) / ${sql.lit(GROUP)} * ${sql.lit(GROUP)}`
}

const total = sql`information + simplicity + attitude + punctuality + result`

/** Sums by agency over the ratings given in a calendar year of Việt Nam. */
export async function sumsByUnit(ctx: Ctx, year: number): Promise<UnitSums[]> {
  const sum = (column: string) =>
    sql`coalesce(sum(${sql.ref(column)}) filter (where shown), 0)::int as ${sql.ref(column)}`
  const { rows } = await sql<UnitSums>`with given as (
      select r.*, ${total} as total, ${shownAt(ctx.now())} as shown from feedback.rating r
       where given_at >= make_timestamptz(${year}::int, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh')
         and given_at < make_timestamptz(${year}::int + 1, 1, 1, 0, 0, 0, 'Asia/Ho_Chi_Minh'))
    select unit_id as "unitId", count(*)::int as count, (count(*) filter (where shown))::int as published,
      ${sum('information')}, ${sum('simplicity')}, ${sum('attitude')}, ${sum('punctuality')}, ${sum('result')},
      (count(*) filter (where shown and total >= 20))::int as satisfied,
      (count(*) filter (where shown and asked_beyond))::int as "askedBeyond"
    from given group by unit_id`.execute(ctx.db)
  return rows
}

export type RemarkRow = {
  unitId: string
  month: string
  average: number
  askedBeyond: boolean
  remark: string
}

/**
 * Remarks about these agencies, newest month first and mixed by chance within a month, so that neither day nor order
 * tells whose they are. `unitIds` are whole: a grant limited to procedures opens nothing here.
 */
export async function remarksAbout(
  ctx: Ctx,
  unitIds: readonly string[],
  page: { limit: number; after?: string | undefined },
): Promise<{ items: RemarkRow[]; next: string | null }> {
  const [month, mixed] = cursorOf(page.after)
  type Row = Omit<RemarkRow, 'remark'> & Parameters<typeof openRemark>[1] & { mixed: string }
  const { rows } = await sql<Row>`with given as (
      select r.*, ${total} as total, ${shownAt(ctx.now())} as shown,
        to_char(given_at at time zone 'Asia/Ho_Chi_Minh', 'YYYY-MM') as month
      from feedback.rating r where unit_id = any(${unitIds}::uuid[]))
    select unit_id as "unitId", month, mixed, (total / 5.0)::float as average, asked_beyond as "askedBeyond",
      dossier_id as "dossierId", remark as sealed, ${wrappedKeyOf(sql`dossier_id`)} as "wrappedKey"
    from given where shown and remark is not null
      and (${month}::text is null or (month, mixed) < (${month}::text, ${mixed}::uuid))
    order by month desc, mixed desc limit ${page.limit + 1}`.execute(ctx.db)
  const shown = rows.slice(0, page.limit)
  const items = await Promise.all(
    shown.map(async ({ mixed: _, dossierId, sealed, wrappedKey, ...row }) => {
      const remark = await openRemark(ctx, { dossierId, sealed, wrappedKey })
      return remark === null ? [] : [{ ...row, remark }]
    }),
  )
  const last = shown.at(-1)
  return {
    items: items.flat(),
    next: last && rows.length > page.limit ? toCursor([last.month, last.mixed]) : null,
  }
}

function cursorOf(after: string | undefined): [string | null, string | null] {
  const values = fromCursor(after, 2)?.map(String)
  if (!values) return [null, null]
  const [month, mixed] = values as [string, string]
  if (/^\d{4}-\d\d$/.test(month) && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(mixed))
    return [month, mixed]
  throw badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
}
