import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Finding } from '../../../platform/examine.ts'
import { wrappedKeyOf } from '../../../platform/keys/index.ts'
import { driftOfFigures } from '../store/figures.ts'

/** Whether the numbers are whole and every open dossier stands in a queue. */
export async function examineDossiers(ctx: Ctx): Promise<Finding[]> {
  const { rows } = await sql<{ dossiers: number; unevenDays: number; lost: number; keyless: number }>`select
      (select count(*)::int from dossiers.dossier) as dossiers,
      (select count(*)::int from (
        select c.day, sum(c.last) as drawn from dossiers.code_counter c group by c.day) days
        where days.drawn <> (select count(*) from dossiers.dossier d
          where (d.accepted_at at time zone 'Asia/Ho_Chi_Minh')::date = days.day)) as "unevenDays",
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
