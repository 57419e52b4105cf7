import { Type } from 'typebox'
import { type Root, readCtx } from '../../../platform/ctx.ts'
import { noteAccess } from '../access-log.ts'
import { ReceiptView } from '../contract/corrections.ts'
import { presentReceipts } from '../present-receipts.ts'
import { wholeDossier } from '../queries/dossiers.ts'
import { receiptsOf } from '../queries/receipts.ts'
import { type App, Id } from './app.ts'

export function registerReceipts(app: App, root: Root): void {
  app.get(
    '/dossiers/:id/receipts',
    {
      config: { allow: 'dossiers.read' },
      schema: {
        operationId: 'listReceipts',
        tags: ['Hồ sơ'],
        summary: 'Các lần cấp giấy tiếp nhận: nội dung, lý do cấp lại, thay đổi gì',
        params: Id,
        response: { 200: Type.Object({ items: Type.Array(ReceiptView) }) },
      },
    },
    async (req) => {
      const ctx = readCtx(root, req.actor)
      const { dossier } = await wholeDossier(ctx, req.params.id)
      await noteAccess(ctx, dossier, 'receipts')
      return { items: await presentReceipts(ctx, await receiptsOf(ctx, dossier)) }
    },
  )
}
