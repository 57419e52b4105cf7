import { Type } from 'typebox'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { notFound } from '../../../platform/errors.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { noteAccess } from '../access-log.ts'
import { NoticePage, NoticeQuery, NoticeView } from '../contract/notices.ts'
import { wholeDossier } from '../queries/dossiers.ts'
import { messagesOf, noticesOf } from '../queries/notices.ts'
import { markNoticeRead, type NoticeRow } from '../store/notices.ts'
import { type App, Id } from './app.ts'

const tags = ['Thông báo']
const config = { allow: 'notices.read' }

export function registerNotices(app: App, root: Root): void {
  app.get(
    '/notices',
    {
      config,
      schema: {
        operationId: 'listNotices',
        tags,
        summary: 'Thông báo của tôi, mới nhất trước',
        querystring: NoticeQuery,
        response: { 200: NoticePage },
      },
    },
    async (req) => {
      const { limit = 20, after } = req.query
      const page = await noticesOf(readCtx(root, req.actor), { limit, after })
      return { ...page, items: page.items.map(present) }
    },
  )

  app.post(
    '/notices/:id/reading',
    {
      config,
      schema: {
        operationId: 'readNotice',
        tags,
        summary: 'Đánh dấu đã đọc',
        params: Id,
        response: { 200: NoticeView },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, async (ctx) => {
        const notice = await markNoticeRead(ctx, req.params.id)
        if (!notice) throw notFound('notice.not_found', 'Không có thông báo này.')
        ctx.about(notice.dossierId)
        return present(notice)
      }),
  )

  app.get(
    '/dossiers/:id/messages',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'listMessages',
        tags,
        summary: 'Những gì đã báo cho người nộp trực tuyến về hồ sơ này, đã đọc chưa; mới nhất trước',
        params: Id,
        response: { 200: Type.Object({ items: Type.Array(NoticeView) }) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { dossier } = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, dossier, 'messages')
      return { items: (await messagesOf(ctx, dossier.id)).map(present) }
    },
  )
}

const present = (n: NoticeRow) => ({
  ...n,
  at: n.at.toISOString(),
  readAt: n.readAt?.toISOString() ?? null,
})
