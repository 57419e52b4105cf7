import { Type } from 'typebox'
import type { Root } from '../../../platform/ctx.ts'
import { LiveQuery } from '../contract.ts'
import { openLive } from '../live.ts'
import type { App } from './app.ts'

export function registerLive(app: App, root: Root): void {
  const live = openLive(root)
  // Streams never end by themselves; a server that stops would wait for them.
  app.addHook('preClose', async () => live.close())

  app.get(
    '/live',
    {
      config: { allow: 'workplace.live' },
      schema: {
        operationId: 'followQueues',
        tags: ['Bàn làm việc'],
        summary:
          'Luồng sự kiện (SSE): hồ sơ của các đơn vị mình vừa thay đổi, để đọc lại hàng đợi; không có dữ liệu cá nhân',
        querystring: LiveQuery,
        response: { 200: Type.Unknown({ description: 'text/event-stream: ready, queues {dossiers, more}' }) },
      },
    },
    async (req, reply) => {
      const stream = live.open(req.actor, req.query.seconds ?? 600)
      reply.header('content-type', 'text/event-stream; charset=utf-8')
      reply.header('cache-control', 'no-store')
      // Proxies such as nginx would collect the events.
      reply.header('x-accel-buffering', 'no')
      return reply.send(stream)
    },
  )
}
