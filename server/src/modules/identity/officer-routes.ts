import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { runCommand } from '../../platform/http/command.ts'
import * as contract from './contract.ts'
import { createOfficer, lockOfficer, renameOfficer, resetPassword, unlockOfficer } from './officers.ts'
import { officerView, pageOfOfficers } from './present-officers.ts'

const tags = ['Tài khoản cán bộ']
const manage = { allow: 'accounts.manage' }

/** Accounts of officers, for the administrators of their units. */
export const officerRoutes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/officers',
      {
        config: manage,
        schema: {
          operationId: 'listOfficers',
          tags,
          summary: 'Cán bộ của các đơn vị mình quản trị, với vai trò đang và sẽ giữ',
          querystring: contract.OfficersQuery,
          response: { 200: contract.OfficerPage },
        },
      },
      async (req) => pageOfOfficers(readCtx(root, req.actor), req.query),
    )

    app.post(
      '/officers',
      {
        config: manage,
        schema: {
          operationId: 'createOfficer',
          tags,
          summary: 'Mở tài khoản cho một cán bộ; mật khẩu được cấp chỉ hiện một lần',
          body: contract.NewOfficer,
          response: { 201: contract.OfficerWithPassword },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => {
          const { id, password } = await createOfficer(ctx, req.body)
          return { ...(await officerView(ctx, id)), password }
        }),
    )

    app.patch(
      '/officers/:id',
      {
        config: manage,
        schema: {
          operationId: 'renameOfficer',
          tags,
          summary: 'Sửa họ tên của một cán bộ',
          params: contract.OfficerParams,
          body: contract.OfficerName,
          response: { 200: contract.OfficerView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await renameOfficer(ctx, req.params.id, req.body.name)
          return officerView(ctx, req.params.id)
        }),
    )

    app.post(
      '/officers/:id/lock',
      {
        config: manage,
        schema: {
          operationId: 'lockOfficer',
          tags,
          summary: 'Khoá tài khoản của một cán bộ; phiên đang mở kết thúc',
          params: contract.OfficerParams,
          response: { 200: contract.OfficerView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await lockOfficer(ctx, req.params.id)
          return officerView(ctx, req.params.id)
        }),
    )

    app.delete(
      '/officers/:id/lock',
      {
        config: manage,
        schema: {
          operationId: 'unlockOfficer',
          tags,
          summary: 'Mở lại tài khoản đã khoá',
          params: contract.OfficerParams,
          response: { 200: contract.OfficerView },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          await unlockOfficer(ctx, req.params.id)
          return officerView(ctx, req.params.id)
        }),
    )

    app.post(
      '/officers/:id/password',
      {
        config: manage,
        schema: {
          operationId: 'resetOfficerPassword',
          tags,
          summary: 'Cấp lại mật khẩu; mật khẩu mới chỉ hiện một lần, phiên đang mở kết thúc',
          params: contract.OfficerParams,
          response: { 201: contract.OfficerWithPassword },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => {
          const password = await resetPassword(ctx, req.params.id)
          return { ...(await officerView(ctx, req.params.id)), password }
        }),
    )
  }
