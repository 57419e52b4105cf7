import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { vietnamDate } from '@motcua/rules'
import type { FastifyReply } from 'fastify'
import { type Ctx, type Root, readCtx } from '../../../platform/ctx.ts'
import { toCursor } from '../../../platform/http/cursor.ts'
import { currentOf } from '../areas.ts'
import * as contract from '../contract.ts'
import { type AreaHit, type AreaQuery, findAreas } from '../queries/areas.ts'
import { checkDay, readCursor } from './questions.ts'

const tags = ['Đơn vị']

/** Routes that show administrative units, of today and of other days. */
export const areaRoutes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/areas',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listAreas',
          tags,
          summary: 'Đơn vị hành chính: các tỉnh, rồi các xã của một tỉnh',
          querystring: contract.AreasQuery,
          response: { 200: contract.AreaPage },
        },
      },
      async (req) => {
        const { parent, q } = req.query
        const level = parent === undefined && !q ? 1 : undefined
        return findAreaPage(readCtx(root, req.actor), { ...req.query, level })
      },
    )

    app.get(
      '/areas/provinces',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listProvinces',
          tags,
          summary: 'Mọi tỉnh, thành phố vào một ngày, cho ô chọn địa chỉ',
          querystring: contract.DayQuery,
          response: { 200: contract.AreaOptions },
        },
      },
      async (req, reply) => optionsOf(readCtx(root, req.actor), reply, { level: 1 }, req.query.at),
    )

    app.get(
      '/areas/provinces/:code/communes',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listCommunes',
          tags,
          summary: 'Mọi xã, phường, đặc khu của một tỉnh vào một ngày, cho ô chọn địa chỉ',
          params: contract.ProvinceParams,
          querystring: contract.DayQuery,
          response: { 200: contract.AreaOptions },
        },
      },
      async (req, reply) => {
        const query = { level: 3 as const, parent: req.params.code }
        return optionsOf(readCtx(root, req.actor), reply, query, req.query.at)
      },
    )

    app.get(
      '/areas/:code/today',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'getAreaToday',
          tags,
          summary: 'Đơn vị hành chính cũ nay là đơn vị nào; nhiều kết quả nếu đã bị chia',
          params: contract.TodayParams,
          querystring: contract.TodayQuery,
          response: { 200: contract.TodayAnswer },
        },
      },
      async (req) => {
        const options = { at: checkDay('at', req.query.at), on: checkDay('on', req.query.on) }
        return { items: await currentOf(readCtx(root, req.actor), req.params.code, options) }
      },
    )
  }

/** The whole list for a choice; public and the same for everybody, so that browsers and proxies may keep it. */
async function optionsOf(
  ctx: Ctx,
  reply: FastifyReply,
  query: Pick<AreaQuery, 'level' | 'parent'>,
  day: string | undefined,
) {
  const at = checkDay('at', day) ?? vietnamDate(ctx.now())
  const found = await findAreas(ctx, { ...query, at, limit: 5000 })
  reply.header('cache-control', 'public, max-age=3600')
  return { items: found.map(({ code, name, fullName, kind }) => ({ code, name, fullName, kind })) }
}

/** A page of administrative units, as `GET /areas` and `GET /units?type=admin` give it. */
export async function findAreaPage(
  ctx: Ctx,
  query: Omit<AreaQuery, 'at' | 'limit' | 'after'> & { at?: string; limit?: number; after?: string },
): Promise<{ items: AreaHit[]; next: string | null }> {
  const { limit = 20, q, parent, level } = query
  const at = checkDay('at', query.at) ?? vietnamDate(ctx.now())
  const [rank, code] = readCursor(query.after, ['number', 'string']) ?? []
  const after = code === undefined ? undefined : { rank: rank as number, code: code as string }
  const found = await findAreas(ctx, { q, parent, level, at, after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const last = found.length > limit ? items.at(-1) : undefined
  return { items, next: last ? toCursor([last.rank, last.code]) : null }
}
