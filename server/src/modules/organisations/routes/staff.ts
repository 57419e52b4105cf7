import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Ctx, Root } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { appoint, delegate, endAppointment, revokeDelegation } from '../commands/staff.ts'
import * as contract from '../contract.ts'
import { type Delegation, ROLE_NAMES, ROLES } from '../domain/staffing.ts'
import { unitRef } from '../domain/unit-tree.ts'
import { unitByRef } from '../lookup.ts'

const tags = ['Phân công và uỷ quyền']

/** Routes about roles: who is appointed to them, and who lends them. */
export const staffRoutes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/roles',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listRoles',
          tags,
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
          tags,
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
          tags,
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
          tags,
          summary: 'Uỷ quyền một vai trò của mình cho người khác trong một thời hạn',
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
          tags,
          summary: 'Thu hồi hoặc trả lại một uỷ quyền',
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
