import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { vietnamDate } from '@motcua/rules'
import { type Root, readCtx } from '../../platform/ctx.ts'
import { runCommand } from '../../platform/http/command.ts'
import { mayPublish } from './authorise.ts'
import {
  announcementNotFound,
  changeAnnouncement,
  publishAnnouncement,
  withdrawAnnouncement,
} from './commands.ts'
import * as contract from './contract.ts'
import { stateOn } from './domain.ts'
import { listAnnouncements, shownAnnouncement } from './queries.ts'
import type { AnnouncementRow } from './store.ts'

const tags = ['Thông báo chung']
const publish = { allow: 'announcements.publish' }

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/announcements',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'listAnnouncements',
          tags,
          summary: 'Thông báo của tỉnh đang hiện trên cổng, mới nhất trước',
          querystring: contract.AnnouncementQuery,
          response: { 200: contract.AnnouncementPage },
        },
      },
      async (req) => {
        const { items, next } = await listAnnouncements(readCtx(root, req.actor), 'shown', req.query)
        return { items: items.map(present), next }
      },
    )

    app.get(
      '/announcements/all',
      {
        config: publish,
        schema: {
          operationId: 'listAllAnnouncements',
          tags,
          summary: 'Mọi thông báo, kể cả chưa đến ngày, đã hết ngày và đã gỡ, cho người quản trị',
          querystring: contract.AnnouncementQuery,
          response: { 200: contract.ManagedAnnouncements },
        },
      },
      async (req) => {
        const ctx = readCtx(root, req.actor)
        const may = await mayPublish(ctx)
        const { items, next } = await listAnnouncements(ctx, 'all', req.query)
        return { items: items.map((row) => manage(row, ctx.now(), may)), next, can: may ? ['publish'] : [] }
      },
    )

    app.get(
      '/announcements/:id',
      {
        config: { allow: 'public' },
        schema: {
          operationId: 'getAnnouncement',
          tags,
          summary: 'Một thông báo đang hiện trên cổng',
          params: contract.AnnouncementParams,
          response: { 200: contract.Announcement },
        },
      },
      async (req) => {
        const row = await shownAnnouncement(readCtx(root, req.actor), req.params.id)
        if (!row) throw announcementNotFound()
        return present(row)
      },
    )

    app.post(
      '/announcements',
      {
        config: publish,
        schema: {
          operationId: 'publishAnnouncement',
          tags,
          summary: 'Đăng thông báo của tỉnh trên cổng',
          body: contract.NewAnnouncement,
          response: { 201: contract.ManagedAnnouncement },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 201, async (ctx) =>
          manage(await publishAnnouncement(ctx, req.body), ctx.now()),
        ),
    )

    app.patch(
      '/announcements/:id',
      {
        config: publish,
        schema: {
          operationId: 'changeAnnouncement',
          tags,
          summary: 'Sửa lời hoặc ngày hiện của một thông báo',
          params: contract.AnnouncementParams,
          body: contract.AnnouncementChanges,
          response: { 200: contract.ManagedAnnouncement },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) =>
          manage(await changeAnnouncement(ctx, req.params.id, req.body), ctx.now()),
        ),
    )

    app.post(
      '/announcements/:id/withdrawal',
      {
        config: publish,
        schema: {
          operationId: 'withdrawAnnouncement',
          tags,
          summary: 'Gỡ một thông báo khỏi cổng',
          params: contract.AnnouncementParams,
          response: { 200: contract.ManagedAnnouncement },
        },
      },
      async (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) =>
          manage(await withdrawAnnouncement(ctx, req.params.id), ctx.now()),
        ),
    )
  }

const present = ({ changedAt: _, withdrawnAt: __, ...words }: AnnouncementRow): contract.Announcement => words

/** As an administrator sees it. @param may whether he may write */
function manage(row: AnnouncementRow, now: Date, may = true): contract.ManagedAnnouncement {
  const state = stateOn(vietnamDate(now), row)
  return {
    ...present(row),
    state,
    changedAt: row.changedAt.toISOString(),
    can: may && state !== 'withdrawn' ? ['change', 'withdraw'] : [],
  }
}
