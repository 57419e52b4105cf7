import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { inTx, type Root, readCtx } from '../../platform/ctx.ts'
import { Closed, Text } from '../../platform/http/schema.ts'
import { actorOf, presentActor } from './actor.ts'
import { colleaguesOf, ownDelegations } from './colleagues.ts'
import { signIn, signOut } from './commands.ts'
import { ActorView, ColleagueView, OwnDelegationView, SessionView, SignIn } from './contract.ts'
import { mandateRoutes } from './mandates/routes.ts'
import { nationalRoutes } from './national-routes.ts'
import { officerRoutes } from './officer-routes.ts'
import { accountsByIds } from './queries.ts'
import { clearSessionCookie, setSessionCookie } from './session-cookie.ts'

const tags = ['Tài khoản']

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(nationalRoutes(root))
    await app.register(mandateRoutes(root))
    await app.register(officerRoutes(root))

    app.post(
      '/session',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'signIn',
          tags,
          summary: 'Đăng nhập',
          body: SignIn,
          response: { 200: SessionView },
        },
      },
      async (req, reply) => {
        const outcome = await inTx(root, req.actor, 'session.open', (ctx) => signIn(ctx, req.body))
        if (!outcome.ok) throw outcome.error
        const { token, expiresAt, account } = outcome
        const ctx = readCtx(root, req.actor)
        setSessionCookie(root, req, reply, { token, expiresAt })
        const actor = await presentActor(ctx, account, await actorOf(ctx, account), root.modules)
        return { token, expiresAt: expiresAt.toISOString(), actor }
      },
    )

    app.get(
      '/session',
      {
        config: { allow: 'signed-in' },
        schema: {
          operationId: 'getSession',
          tags,
          summary: 'Người đang đăng nhập',
          response: { 200: ActorView },
        },
      },
      async (req) => {
        const ctx = readCtx(root, req.actor)
        const account = (await accountsByIds(ctx, [req.actor.id])).get(req.actor.id)
        return presentActor(ctx, account!, req.actor, root.modules)
      },
    )

    app.delete(
      '/session',
      {
        // Whoever leaves always gets out, also when the session has ended by itself.
        config: { allow: 'public' },
        schema: { operationId: 'signOut', tags, summary: 'Đăng xuất', response: { 204: Type.Null() } },
      },
      async (req, reply) => {
        const { token, actor } = req
        if (token && actor.kind !== 'anonymous')
          await inTx(root, actor, 'session.close', (ctx) => signOut(ctx, token))
        return clearSessionCookie(reply).code(204).send(null)
      },
    )

    app.get(
      '/units/:ref/colleagues',
      {
        config: { allow: 'units.colleagues' },
        schema: {
          operationId: 'listColleagues',
          tags,
          summary: 'Cán bộ của một đơn vị mà mình có vai trò, để phân công hoặc uỷ quyền',
          params: Closed({ ref: Text(100) }),
          response: { 200: Type.Array(ColleagueView) },
        },
      },
      (req) => colleaguesOf(readCtx(root, req.actor), req.params.ref),
    )

    app.get(
      '/delegations',
      {
        config: { allow: 'units.colleagues' },
        schema: {
          operationId: 'listOwnDelegations',
          tags,
          summary: 'Các uỷ quyền của mình: đã giao cho ai, đã nhận của ai, đang hoặc sẽ có hiệu lực',
          response: { 200: Type.Array(OwnDelegationView) },
        },
      },
      (req) => ownDelegations(readCtx(root, req.actor)),
    )
  }
