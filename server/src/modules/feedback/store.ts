import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { openDataKey, openJson, sealJson, wrappedKeyOf } from '../../platform/keys/index.ts'
import { CORRECTION_DAYS, type Scores } from './domain.ts'

export type Rating = Scores & { askedBeyond: boolean; remark: string | null; givenAt: Date }

/** The rating of a dossier; null when there is none. What it says is null when the dossier's data were erased. */
export async function findRating(ctx: Ctx, dossierId: string): Promise<Rating | null> {
  const { rows } = await sql<
    Omit<Rating, 'remark'> & Sealed
  >`select information, simplicity, attitude, punctuality,
      result, asked_beyond as "askedBeyond", given_at as "givenAt", dossier_id as "dossierId", remark as sealed,
      ${wrappedKeyOf(sql`dossier_id`)} as "wrappedKey"
    from feedback.rating where dossier_id = ${dossierId}`.execute(ctx.db)
  if (!rows[0]) return null
  const { dossierId: id, sealed, wrappedKey, ...rating } = rows[0]
  return { ...rating, remark: await openRemark(ctx, { dossierId: id, sealed, wrappedKey }) }
}

type Sealed = { dossierId: string; sealed: Buffer | null; wrappedKey: Buffer | null }

/** The words of a rating; null when there are none, or none any more. */
export async function openRemark(
  ctx: Ctx,
  { dossierId, sealed, wrappedKey }: Sealed,
): Promise<string | null> {
  if (sealed === null || wrappedKey === null) return null
  return openJson<string>(await openDataKey(ctx, dossierId, wrappedKey), 'feedback.rating', 'remark', sealed)
}

/**
 * Writes the rating of a dossier, or corrects the one that is there.
 * @returns when it was first given; null: too long ago to be corrected, nothing was written
 */
export async function saveRating(
  ctx: Ctx,
  { dossierId, unitId }: { dossierId: string; unitId: string },
  r: Omit<Rating, 'givenAt'>,
): Promise<Date | null> {
  const now = ctx.now()
  const remark = r.remark === null ? null : await sealRemark(ctx, dossierId, r.remark)
  const { rows } = await sql<{
    givenAt: Date
  }>`insert into feedback.rating as r (dossier_id, unit_id, information,
      simplicity, attitude, punctuality, result, asked_beyond, remark, given_at)
    values (${dossierId}, ${unitId}, ${r.information}, ${r.simplicity}, ${r.attitude}, ${r.punctuality}, ${r.result},
      ${r.askedBeyond}, ${remark}, ${now})
    on conflict (dossier_id) do update set information = excluded.information, simplicity = excluded.simplicity,
      attitude = excluded.attitude, punctuality = excluded.punctuality, result = excluded.result,
      asked_beyond = excluded.asked_beyond, remark = excluded.remark, changed_at = ${now}
    where r.given_at >= ${now}::timestamptz - make_interval(hours => ${CORRECTION_DAYS * 24})
    returning r.given_at as "givenAt"`.execute(ctx.db)
  return rows[0]?.givenAt ?? null
}

async function sealRemark(ctx: Ctx, dossierId: string, remark: string): Promise<Buffer> {
  const { rows } = await sql<{ wrapped: Buffer | null }>`select ${wrappedKeyOf(
    sql`${dossierId}::uuid`,
  )} as wrapped`.execute(ctx.db)
  const key = await openDataKey(ctx, dossierId, rows[0]?.wrapped ?? null)
  return sealJson(key, 'feedback.rating', 'remark', remark)
}
