import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Finding } from '../../../platform/examine.ts'
import { wrappedKeyOf } from '../../../platform/keys/index.ts'
import { driftOfFigures } from '../store/figures.ts'

/** Whether the numbers are whole and every open dossier stands in a queue. */
export async function examineDossiers(ctx: Ctx): Promise<Finding[]> {
  const { rows } = await sql<{ dossiers: number; unevenDays: number; lost: number; keyless: number }>`select
      (select count(*)::int from dossiers.dossier) as dossiers,
      (select count(*)::int
         from (select day, sum(last) as drawn from dossiers.code_counter group by day) c
         left join (select (accepted_at at time zone 'Asia/Ho_Chi_Minh')::date as day, count(*) as taken
                      from dossiers.dossier where accepted_at is not null group by 1) d using (day)
        where c.drawn <> coalesce(d.taken, 0)) as "unevenDays",
      (select count(*)::int from dossiers.dossier d where d.status not in (3, 7, 8, 10)
        and not exists (select 1 from dossiers.queue_entry e where e.dossier_id = d.id)) as lost,
      (select count(*)::int from dossiers.dossier d where ${wrappedKeyOf(sql`d.id`)} is null) as keyless`.execute(
    ctx.db,
  )
  const { dossiers, unevenDays, lost, keyless } = rows[0]!
  const drift = await driftOfFigures(ctx)
  return [
    {
      name: 'mã hồ sơ',
      ok: unevenDays === 0,
      detail: `${dossiers} hồ sơ, ${unevenDays} ngày có số thiếu hoặc trùng`,
    },
    { name: 'hàng đợi', ok: lost === 0, detail: `${lost} hồ sơ đang mở mà không nằm trong hàng đợi nào` },
    {
      name: 'số liệu',
      ok: drift === 0,
      detail: drift === 0 ? 'khớp với hồ sơ' : `${drift} số lệch với hồ sơ; chạy motcua figures recount`,
    },
    // Not a fault: a key may have been deleted on purpose.
    { name: 'khoá của hồ sơ', ok: true, detail: `${keyless} hồ sơ đã xoá dữ liệu cá nhân hoặc mất khoá` },
  ]
}
