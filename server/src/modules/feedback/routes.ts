import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { compareText, vietnamDate } from '@motcua/rules'
import { type Actor, SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, type Root, readCtx, reportCtx } from '../../platform/ctx.ts'
import { Closed, Uuid } from '../../platform/http/schema.ts'
import { dossierByReceipt } from '../dossiers/index.ts'
import { unitRef, unitsByIds } from '../organisations/index.ts'
import { ownDossier, ownRating, rate, rateOwn } from './commands.ts'
import * as contract from './contract.ts'
import { figuresOf } from './domain.ts'
import { READERS } from './permissions.ts'
import { remarksAbout, sumsByUnit } from './queries.ts'

const tags = ['Đánh giá']

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    const params = Closed({ id: Uuid() })

    app.put(
      '/dossiers/:id/rating',
      {
        config: { allow: 'feedback.rate' },
        schema: {
          operationId: 'rateDossier',
          tags,
          summary: 'Đánh giá việc giải quyết hồ sơ của mình khi đã có kết quả; sửa được trong 10 ngày',
          params,
          body: contract.NewRating,
          response: { 200: contract.RatingView },
        },
      },
      // Without a key of repetition: the row of that would name who rated, and sent twice it changes nothing.
      async (req) => inTx(root, req.actor, 'feedback.rate', (ctx) => rateOwn(ctx, req.params.id, req.body)),
    )

    app.get(
      '/dossiers/:id/rating',
      {
        config: { allow: 'feedback.rate' },
        schema: {
          operationId: 'getRating',
          tags,
          summary: 'Đánh giá của mình về hồ sơ, và có đánh giá được lúc này không',
          params,
          response: { 200: contract.RatingView },
        },
      },
      async (req) => {
        const own = await ownDossier(readCtx(root, req.actor), req.params.id)
        return ownRating(readCtx(root, SYSTEM), own)
      },
    )

    app.post(
      '/ratings',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'rateByReceipt',
          tags,
          summary: 'Đánh giá không cần tài khoản, bằng mã hồ sơ và mã tra cứu trên giấy tiếp nhận',
          body: contract.RatingByReceipt,
          response: { 200: contract.RatingView },
        },
      },
      async (req) => {
        const { code, secret, ...input } = req.body
        const dossier = await dossierByReceipt(root, req.actor, code, secret)
        // Sent twice it changes nothing, so no key of repetition is needed.
        return inTx(root, req.actor, 'feedback.rate', (ctx) => rate(ctx, dossier, input))
      },
    )

    app.get(
      '/ratings/summary',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'getRatingSummary',
          tags,
          summary: 'Mức độ hài lòng của người dân theo cơ quan giải quyết, trong một năm',
          querystring: contract.YearQuery,
          response: { 200: contract.RatingSummary },
        },
      },
      async (req) => {
        // Numbers about all, whoever asks.
        const ctx = reportCtx(root, SYSTEM)
        const { year = Number(vietnamDate(ctx.now()).slice(0, 4)) } = req.query
        return summary(ctx, year)
      },
    )

    app.get(
      '/ratings/remarks',
      {
        config: { allow: 'feedback.read' },
        schema: {
          operationId: 'listRemarks',
          tags,
          summary: 'Ý kiến của người dân về cơ quan của mình, không cho biết của ai',
          querystring: contract.RemarkQuery,
          response: { 200: contract.RemarkPage },
        },
      },
      async (req) => {
        const ctx = readCtx(root, req.actor)
        const { limit = 20, after } = req.query
        const unitIds = unitsRead(req.actor)
        const [{ items, next }, units] = await Promise.all([
          remarksAbout(ctx, unitIds, { limit, after }),
          unitsByIds(ctx, unitIds),
        ])
        const shown = items.map(({ unitId, ...said }) => {
          const unit = units.get(unitId)
          return { unit: unit ? unitRef(unit) : unitId, unitName: unit?.name ?? '', ...said }
        })
        return { items: shown, next }
      },
    )
  }

async function summary(ctx: Ctx, year: number): Promise<contract.RatingSummary> {
  const sums = await sumsByUnit(ctx, year)
  const units = await unitsByIds(
    ctx,
    sums.map((s) => s.unitId),
  )
  const shown = sums.flatMap(({ unitId, ...s }) => {
    const unit = units.get(unitId)
    return unit ? [{ unit: unitRef(unit), unitName: unit.name, ...figuresOf(s) }] : []
  })
  return { year, units: shown.sort((a, b) => compareText(a.unitName, b.unitName)) }
}

/** Agencies whose remarks the actor reads: he holds a reading role in them that is limited to no procedure or step. */
function unitsRead({ roles }: Actor): string[] {
  const readers: readonly string[] = READERS
  const whole = roles.filter((g) => readers.includes(g.role) && g.procedures == null && g.steps == null)
  return [...new Set(whole.map((g) => g.unitId))]
}
