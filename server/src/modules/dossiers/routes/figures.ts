import { isCivilDate } from '@motcua/rules'
import { Type } from 'typebox'
import { SYSTEM } from '../../../platform/actor.ts'
import { type Root, reportCtx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import { Closed } from '../../../platform/http/schema.ts'
import { sharedReads } from '../../../platform/shared-reads.ts'
import { unitByRef } from '../../organisations/index.ts'
import { FiguresView, MostUsedProcedures } from '../contract/figures.ts'
import { civilDay } from '../domain.ts'
import { presentFigures } from '../present-figures.ts'
import { readFigures } from '../queries/figures.ts'
import { MOST_LISTED, mostReceived } from '../queries/most-used.ts'
import type { App } from './app.ts'

export function registerFigures(app: App, root: Root): void {
  const share = sharedReads<FiguresView>()
  app.get(
    '/figures',
    {
      config: { allow: 'public' },
      schema: {
        operationId: 'getFigures',
        tags: ['Số liệu'],
        summary:
          'Số liệu tiếp nhận, giải quyết hồ sơ của toàn tỉnh và từng cơ quan giải quyết, theo kỳ và theo tháng',
        querystring: Closed({
          from: Type.Optional(
            Type.String({
              format: 'date',
              description: 'Ngày đầu kỳ; mặc định ngày đầu năm của ngày cuối kỳ',
            }),
          ),
          to: Type.Optional(Type.String({ format: 'date', description: 'Ngày cuối kỳ; mặc định hôm nay' })),
          unit: Type.Optional(
            Type.String({ maxLength: 60, description: 'Chỉ một cơ quan giải quyết: id, mã hoặc tên ngắn' }),
          ),
        }),
        response: { 200: FiguresView },
      },
    },
    async (req) => {
      // Numbers about all, whoever asks.
      const ctx = reportCtx(root, SYSTEM)
      const { to = civilDay(ctx.now()), from = `${to.slice(0, 4)}-01-01`, unit } = req.query
      const period = { from, to }
      if (!isCivilDate(from) || !isCivilDate(to) || from > to) {
        throw unprocessable('figures.bad_period', 'Ngày đầu kỳ phải có thật và không sau ngày cuối kỳ.')
      }
      const unitId = unit === undefined ? null : (await unitByRef(ctx, unit)).id
      // Many look at the same figures at the same time: the page is public.
      return share(`${from} ${to} ${unitId}`, async () => {
        const now = reportCtx(root, SYSTEM)
        return presentFigures(now, period, await readFigures(now, period, unitId))
      })
    },
  )

  app.get(
    '/figures/procedures',
    {
      config: { allow: 'public' },
      schema: {
        operationId: 'listMostUsedProcedures',
        tags: ['Số liệu'],
        summary: 'Thủ tục có nhiều hồ sơ được tiếp nhận nhất trong 90 ngày qua; số liệu mới mỗi 10 phút',
        querystring: Closed({
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: MOST_LISTED, default: 6 })),
        }),
        response: { 200: MostUsedProcedures },
      },
    },
    async (req) => {
      const codes = await mostReceived(reportCtx(root, SYSTEM))
      return { codes: codes.slice(0, req.query.limit ?? 6) }
    },
  )
}
