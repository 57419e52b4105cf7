import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Ctx, type Root, readCtx } from '../../../platform/ctx.ts'
import { toCursor } from '../../../platform/http/cursor.ts'
import * as contract from '../contract.ts'
import type { Unit } from '../domain/unit-tree.ts'
import { searchUnits, unitByRef, unitsByIds } from '../lookup.ts'
import { detailOf, present } from '../present.ts'
import { findAreaPage } from './areas.ts'
import { checkDay, readCursor } from './questions.ts'

const tags = ['Đơn vị']

/** Routes that show units to everybody. */
export const unitRoutes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/units',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listUnits',
          tags,
          summary: 'Danh sách cơ quan, hoặc đơn vị hành chính với type=admin',
          querystring: contract.UnitsQuery,
          response: { 200: contract.UnitPage },
        },
      },
      async (req) => {
        const ctx = readCtx(root, req.actor)
        return req.query.type === 'admin' ? pageOfAreas(ctx, req.query) : pageOfUnits(ctx, req.query)
      },
    )

    app.get(
      '/units/:ref',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'getUnit',
          tags,
          summary: 'Một cơ quan theo id, mã định danh hoặc tên ngắn',
          params: contract.UnitParams,
          response: { 200: contract.UnitDetail },
        },
      },
      async (req) => {
        const ctx = readCtx(root, req.actor)
        return detailOf(ctx, await unitByRef(ctx, req.params.ref))
      },
    )
  }

async function pageOfUnits(ctx: Ctx, query: contract.UnitsQuery) {
  const { q, kind, limit, at } = query
  const [rank, sort, id] = readCursor(query.after, ['number', 'string', 'string']) ?? []
  const after =
    id === undefined ? undefined : { rank: rank as number, sort: sort as string, id: id as string }
  const { items, next } = await searchUnits(ctx, { q, kind, limit, after, at: checkDay('at', at) })
  const parents = await parentsOf(ctx, items)
  return {
    items: items.map((unit) => present(unit, parents)),
    next: next && toCursor([next.rank, next.sort, next.id]),
  }
}

async function pageOfAreas(ctx: Ctx, query: contract.UnitsQuery) {
  const { items, next } = await findAreaPage(ctx, query)
  const views = items.map(({ id, code, fullName: name, kind, parentCode: parent, validFrom, validTo }) => ({
    id,
    ref: code,
    code,
    name,
    kind,
    parent,
    validFrom,
    validTo,
  }))
  return { items: views, next }
}

const parentsOf = (ctx: Ctx, units: readonly Unit[]) =>
  unitsByIds(
    ctx,
    units.flatMap((unit) => unit.parentId ?? []),
  )
