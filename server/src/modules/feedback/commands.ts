import { SYSTEM } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { isApplicant, wholeDossier } from '../dossiers/index.ts'
import type { NewRating, RatingView } from './contract.ts'
import { assertAnswered, CORRECTION_DAYS, cleanRemark, correctableUntil, isAnswered } from './domain.ts'
import { findRating, type Rating, saveRating } from './store.ts'

/** What a rating needs to know of its dossier. */
export type Rated = { id: string; status: number; competentUnitId: string }

/** The applicant, or whoever filed for him, rates his dossier. @throws 404 `dossier.not_found`; as `rate` */
export async function rateOwn(ctx: Ctx, dossierId: string, input: NewRating): Promise<RatingView> {
  return rate(ctx, await ownDossier(ctx, dossierId), input)
}

/** What the applicant said of his dossier, and whether he may say it now. @throws 404 `dossier.not_found` */
export async function ownRating(ctx: Ctx, own: Rated): Promise<RatingView> {
  const rating = await findRating(ctx, own.id)
  return rating ? present(ctx, rating) : { rating: null, can: isAnswered(own.status) ? ['rate'] : [] }
}

/**
 * One rating of a dossier that was answered; sent again in time it takes the place of the earlier one. It is written
 * by the system: neither row nor journal says who was signed in.
 * @throws 409 `rating.too_early`, `rating.withdrawn`, `rating.closed`; 422 `rating.long_remark`
 */
export async function rate(ctx: Ctx, dossier: Rated, input: NewRating): Promise<RatingView> {
  assertAnswered(dossier.status)
  const { remark, askedBeyond = false, ...scores } = input
  const said = { ...scores, askedBeyond, remark: cleanRemark(remark) }
  return ctx.as(SYSTEM, async (system) => {
    const about = { dossierId: dossier.id, unitId: dossier.competentUnitId }
    const givenAt = await saveRating(system, about, said)
    if (givenAt === null)
      throw conflict(
        'rating.closed',
        `Hồ sơ này đã được đánh giá cách đây hơn ${CORRECTION_DAYS} ngày nên không sửa được nữa.`,
      )
    system.emit({ type: 'rating.given', subject: dossier.id, data: { unitId: dossier.competentUnitId } })
    system.about(dossier.id)
    return present(system, { ...said, givenAt })
  })
}

/** A dossier of the actor himself. @throws 404 `dossier.not_found` */
export async function ownDossier(ctx: Ctx, id: string): Promise<Rated> {
  const { dossier } = await wholeDossier(ctx, id)
  if (isApplicant(ctx.actor, dossier)) return dossier
  throw notFound('dossier.not_found', 'Không có hồ sơ này hoặc bạn không được xem.')
}

function present(ctx: Ctx, { givenAt, ...said }: Rating): RatingView {
  const until = correctableUntil(givenAt)
  return {
    rating: { ...said, givenAt: givenAt.toISOString(), correctableUntil: until.toISOString() },
    can: ctx.now() <= until ? ['rate'] : [],
  }
}
