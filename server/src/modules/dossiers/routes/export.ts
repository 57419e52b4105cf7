import { Type } from 'typebox'
import type { Root } from '../../../platform/ctx.ts'
import { Closed } from '../../../platform/http/schema.ts'
import { ListFilter } from '../contract/list.ts'
import { civilDay } from '../domain.ts'
import { exportDossiers } from '../export.ts'
import type { App } from './app.ts'

export function registerExport(app: App, root: Root): void {
  app.get(
    '/dossiers/export',
    {
      config: { allow: 'dossiers.export' },
      schema: {
        operationId: 'exportDossiers',
        tags: ['Hồ sơ'],
        summary: 'Xuất danh sách hồ sơ được xem ra tệp CSV, không có số giấy tờ và điện thoại',
        querystring: Closed(ListFilter),
        response: { 200: Type.Unknown({ description: 'CSV, UTF-8 có BOM' }) },
      },
    },
    async (req, reply) => {
      const rows = await exportDossiers(root, req.actor, req.query)
      const name = `ho-so-${civilDay(root.clock.now())}.csv`
      reply.header('content-type', 'text/csv; charset=utf-8')
      reply.header('content-disposition', `attachment; filename="${name}"`)
      reply.header('cache-control', 'no-store')
      return reply.send(rows)
    },
  )
}
