import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { type Ctx, type Root, readCtx } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { Closed, Uuid } from '../../../platform/http/schema.ts'
import { presentActor } from '../actor.ts'
import { accountsByIds, personalOf } from '../queries.ts'
import { type Mandate, mandatesOf } from '../store/mandates.ts'
import { dropMandate, makeMandate, mayEnd, needsPaper } from './commands.ts'
import { MandateView, Me, NewMandate } from './contract.ts'
import { RELATIONS } from './domain.ts'

const tags = ['Tài khoản']

/** The own account, and who may act for whom. */
export const mandateRoutes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/me',
      {
        config: { allow: 'identity.mandates' },
        schema: {
          operationId: 'getMe',
          tags,
          summary: 'Thông tin của tôi, tôi được làm thay ai, ai được làm thay tôi',
          response: { 200: Me },
        },
      },
      async (req, reply) => {
        reply.header('cache-control', 'private, no-store')
        return meOf(readCtx(root, req.actor), root.modules)
      },
    )

    app.post(
      '/mandates',
      {
        config: { allow: 'identity.mandates' },
        schema: {
          operationId: 'makeMandate',
          tags,
          summary: 'Uỷ quyền cho người khác, hoặc khai được làm thay con hay người đã uỷ quyền',
          body: NewMandate,
          response: { 201: MandateView },
        },
      },
      (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) => present(ctx, await makeMandate(ctx, req.body))),
    )

    app.delete(
      '/mandates/:id',
      {
        config: { allow: 'identity.mandates' },
        schema: {
          operationId: 'endMandate',
          tags,
          summary: 'Chấm dứt một uỷ quyền từ lúc này',
          params: Closed({ id: Uuid() }),
          response: { 204: Type.Null() },
        },
      },
      (req, reply) =>
        runCommand(root, req, reply, 204, async (ctx) => {
          await dropMandate(ctx, req.params.id)
          return null
        }),
    )
  }

async function meOf(ctx: Ctx, modules: Root['modules']): Promise<Me> {
  const { actor } = ctx
  const account = (await accountsByIds(ctx, [actor.id])).get(actor.id)!
  const [view, personal, mandates] = await Promise.all([
    presentActor(ctx, account, actor, modules),
    personalOf(ctx, actor.id),
    actor.idNumberIndex ? mandatesOf(ctx, actor.idNumberIndex) : [],
  ])
  const { idNumber = null, phone = null, email = null, address = null } = personal ?? {}
  const [actFor, given] = [
    mandates.filter((m) => m.agentIndex === actor.idNumberIndex),
    mandates.filter((m) => m.principalIndex === actor.idNumberIndex),
  ].map((some) => some.map((m) => present(ctx, m)))
  return { ...view, idNumber, phone, email, address, actFor: actFor!, given: given! }
}

const present = (ctx: Ctx, m: Mandate): MandateView => ({
  id: m.id,
  kind: m.kind,
  kindName: RELATIONS[m.kind],
  proof: m.proof,
  principal: m.principal,
  agent: { name: m.agent.name, idNumber: m.agent.idNumber },
  procedures: m.procedures && [...m.procedures],
  validFrom: m.validFrom,
  validTo: m.validTo,
  paperNeeded: needsPaper(m),
  can: mayEnd(ctx, m) ? ['end'] : [],
})
