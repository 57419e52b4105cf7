import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { isCivilDate, vietnamDate } from '@motcua/rules'
import type { FastifyReply } from 'fastify'
import { type Ctx, type Root, readCtx } from '../../platform/ctx.ts'
import { badRequest } from '../../platform/errors.ts'
import { runCommand } from '../../platform/http/command.ts'
import { fromCursor, toCursor } from '../../platform/http/cursor.ts'
import { currentOf } from './areas.ts'
import { appoint, delegate, endAppointment, revokeDelegation } from './commands/staff.ts'
import * as contract from './contract.ts'
import type { Delegation } from './domain/staffing.ts'
import { ROLE_NAMES, ROLES } from './domain/staffing.ts'
import type { Unit } from './domain/unit-tree.ts'
import { unitRef } from './domain/unit-tree.ts'
import { searchUnits, unitByRef, unitsByIds } from './lookup.ts'
import { detailOf, present } from './present.ts'
import { type AreaHit, type AreaQuery, findAreas } from './queries/areas.ts'
import { unitRoutes } from './unit-routes.ts'

const UNITS = ['Đơn vị']
const STAFF = ['Phân công và ủy quyền']

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(unitRoutes(root))

    app.get(
      '/units',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listUnits',
          tags: UNITS,
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
          tags: UNITS,
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

    app.get(
      '/areas',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listAreas',
          tags: UNITS,
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
          tags: UNITS,
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
          tags: UNITS,
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
          tags: UNITS,
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

    app.get(
      '/roles',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listRoles',
          tags: STAFF,
          summary: 'Các vai trò giao được cho cán bộ, theo thứ tự',
          response: { 200: contract.RoleList },
        },
      },
      async () => ({ items: ROLES.map((key) => ({ key, name: ROLE_NAMES[key].vi })) }),
    )

    app.post(
      '/units/:ref/appointments',
      {
        config: { allow: 'units.appoint' },
        schema: {
          operationId: 'appoint',
          tags: STAFF,
          summary: 'Giao một vai trò tại đơn vị cho một tài khoản',
          params: contract.UnitParams,
          body: contract.AppointmentBody,
          response: { 201: contract.AppointmentView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) =>
          copied(await named(ctx, await appoint(ctx, { ...req.body, unit: req.params.ref }))),
        ),
    )

    app.delete(
      '/appointments/:id',
      {
        config: { allow: 'units.appoint' },
        schema: {
          operationId: 'endAppointment',
          tags: STAFF,
          summary: 'Kết thúc một phân công, ngay hoặc sau một ngày',
          params: contract.IdParams,
          querystring: contract.EndQuery,
          response: { 200: contract.Done },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await endAppointment(ctx, { id: req.params.id, lastDay: req.query.lastDay })
          return { id: req.params.id }
        }),
    )

    app.post(
      '/delegations',
      {
        config: { allow: 'delegations.make' },
        schema: {
          operationId: 'delegate',
          tags: STAFF,
          summary: 'Ủy quyền một vai trò của mình cho người khác trong một thời hạn',
          body: contract.DelegationBody,
          response: { 201: contract.DelegationView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => {
          return copied(await named(ctx, await delegate(ctx, req.body)))
        }),
    )

    app.delete(
      '/delegations/:id',
      {
        config: { allow: 'delegations.make' },
        schema: {
          operationId: 'revokeDelegation',
          tags: STAFF,
          summary: 'Thu hồi hoặc trả lại một ủy quyền',
          params: contract.IdParams,
          response: { 200: contract.Done },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await revokeDelegation(ctx, req.params.id)
          return { id: req.params.id }
        }),
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

async function pageOfUnits(ctx: Ctx, query: contract.UnitsQuery) {
  const { q, kind, limit, at } = query
  const [rank, sort, id] = cursor(query.after, ['number', 'string', 'string']) ?? []
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

async function findAreaPage(
  ctx: Ctx,
  query: Omit<AreaQuery, 'at' | 'limit' | 'after'> & { at?: string; limit?: number; after?: string },
): Promise<{ items: AreaHit[]; next: string | null }> {
  const { limit = 20, q, parent, level } = query
  const at = checkDay('at', query.at) ?? vietnamDate(ctx.now())
  const [rank, code] = cursor(query.after, ['number', 'string']) ?? []
  const after = code === undefined ? undefined : { rank: rank as number, code: code as string }
  const found = await findAreas(ctx, { q, parent, level, at, after, limit: limit + 1 })
  const items = found.slice(0, limit)
  const last = found.length > limit ? items.at(-1) : undefined
  return { items, next: last ? toCursor([last.rank, last.code]) : null }
}

const parentsOf = (ctx: Ctx, units: readonly Unit[]) =>
  unitsByIds(
    ctx,
    units.flatMap((unit) => unit.parentId ?? []),
  )

/** The row with its unit named as the API names units. */
async function named<T extends { unitId: string }>(ctx: Ctx, row: T): Promise<T & { unit: string }> {
  return { ...row, unit: unitRef(await unitByRef(ctx, row.unitId)) }
}

/** With lists that may be written to, as answers are typed. */
const copied = <T extends Pick<Delegation, 'procedures' | 'steps'>>(row: T) => ({
  ...row,
  procedures: row.procedures && [...row.procedures],
  steps: row.steps && [...row.steps],
})

function checkDay(name: string, text: string | undefined): string | undefined {
  if (text === undefined || isCivilDate(text)) return text
  throw badRequest('date.invalid', `Tham số ${name} phải là một ngày có thật, dạng YYYY-MM-DD.`, [
    { pointer: `/${name}`, code: 'date', message: 'Phải là một ngày có thật, dạng YYYY-MM-DD.' },
  ])
}

function cursor(text: string | undefined, types: readonly string[]): unknown[] | null {
  const values = fromCursor(text, types.length)
  if (!values || values.every((value, i) => typeof value === types[i])) return values
  throw badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
}
