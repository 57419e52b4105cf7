import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Finding } from '../../../platform/examine.ts'

/** Whether the numbers are whole and every open dossier stands in a queue. */
export async function examineDossiers(ctx: Ctx): Promise<Finding[]> {
  const { rows } = await sql<{ dossiers: number; unevenDays: number; lost: number }>`select
      (select count(*)::int from dossiers.dossier) as dossiers,
      (select count(*)::int from (
        select c.day, sum(c.last) as drawn from dossiers.code_counter c group by c.day) days
        where days.drawn <> (select count(*) from dossiers.dossier d
          where (d.accepted_at at time zone 'Asia/Ho_Chi_Minh')::date = days.day)) as "unevenDays",
      (select count(*)::int from dossiers.dossier d where d.status not in (3, 7, 8, 10)
        and not exists (select 1 from dossiers.queue_entry e where e.dossier_id = d.id)) as lost`.execute(
    ctx.db,
  )
  const { dossiers, unevenDays, lost } = rows[0]!
  return [
    {
      name: 'mã hồ sơ',
      ok: unevenDays === 0,
      detail: `${dossiers} hồ sơ, ${unevenDays} ngày có số thiếu hoặc trùng`,
    },
    { name: 'hàng đợi', ok: lost === 0, detail: `${lost} hồ sơ đang mở mà không nằm trong hàng đợi nào` },
  ]
}
