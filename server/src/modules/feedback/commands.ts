import { SYSTEM } from '../../platform/actor.ts'
import type { Ctx } from '../../platform/ctx.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { isApplicant, STATUS, wholeDossier } from '../dossiers/index.ts'
import type { NewRating, RatingView } from './contract.ts'
import { CORRECTION_DAYS, cleanRemark, correctableUntil } from './domain.ts'
import { findRating, type Rating, saveRating } from './store.ts'

/** What a rating needs to know of its dossier. */
export type Rated = { id: string; status: number; competentUnitId: string }

/** When the agency has given its answer: the result is there, or it refused or stopped. Who withdrew got none. */
const ANSWERED: readonly number[] = [STATUS.refused, STATUS.stopped, STATUS.finished, STATUS.handedOver]

const isAnswered = (status: number): boolean => ANSWERED.includes(status)

/** @throws 409 `rating.too_early`, `rating.withdrawn` */
function assertAnswered(status: number): void {
  if (isAnswered(status)) return
  if (status === STATUS.withdrawn)
    throw conflict('rating.withdrawn', 'Hồ sơ này đã được rút nên không có kết quả để đánh giá.')
  throw conflict(
    'rating.too_early',
    'Hồ sơ này đang được giải quyết; bạn đánh giá được sau khi có kết quả hoặc có văn bản từ chối.',
  )
}

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
