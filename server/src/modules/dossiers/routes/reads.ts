import { Type } from 'typebox'
import { readsOf } from '../../../platform/audit.ts'
import { type Root, readCtx } from '../../../platform/ctx.ts'
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
        response: { 200: Type.Object({ items: Type.Array(ReadView) }) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { dossier, papers, results } = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, dossier, 'reads')
      const files = [...papers, ...results].flatMap(({ fileId }) => fileId ?? [])
      return { items: await presentReads(ctx, await readsOf(ctx.db, [dossier.id, ...files])) }
    },
  )
}
