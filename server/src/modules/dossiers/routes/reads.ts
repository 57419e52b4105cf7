import { readsOf } from '../../../platform/audit.ts'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { fromIdCursor, toCursor } from '../../../platform/http/cursor.ts'
import { Closed, Page, PageQuery } from '../../../platform/http/schema.ts'
import { noteAccess } from '../access-log.ts'
import { ReadView } from '../contract/reads.ts'
import { presentReads } from '../present-reads.ts'
import { wholeDossier } from '../queries/dossiers.ts'
import { type App, Id } from './app.ts'

export function registerReads(app: App, root: Root): void {
  app.get(
    '/dossiers/:id/reads',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'listReads',
        tags: ['Hồ sơ'],
        summary: 'Cán bộ nào đã xem hồ sơ này: vai trò, đơn vị, lúc nào, xem gì; mới nhất trước',
        params: Id,
        querystring: Closed(PageQuery),
        response: { 200: Page(ReadView) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { dossier, papers, results } = await wholeDossier(ctx, req.params.id)
      const { limit = 20, after } = req.query
      // The first page tells of itself; going on is the same read.
      if (after === undefined) await noteAccess(ctx, dossier, 'reads')
      const files = [...papers, ...results].flatMap(({ fileId }) => fileId ?? [])
      const page = { limit: limit + 1, after: fromIdCursor(after) }
      const rows = await readsOf(ctx.db, [dossier.id, ...files], page)
      const shown = rows.slice(0, limit)
      const next = rows.length > limit ? toCursor([shown.at(-1)!.lastId]) : null
      return { items: await presentReads(ctx, shown), next }
    },
  )
}
