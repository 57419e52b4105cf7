import { type Root, readCtx } from '../../../platform/ctx.ts'
import { Prefill, PrefillParams } from '../contract/prefill.ts'
import { prefillFor } from '../queries/prefill.ts'
import type { App } from './app.ts'

export function registerPrefill(app: App, root: Root): void {
  app.get(
    '/procedures/:code/prefill',
    {
      config: { allow: 'dossiers.submit' },
      schema: {
        operationId: 'getPrefill',
        tags: ['Hồ sơ'],
        summary: 'Câu trả lời đề nghị điền sẵn cho chính mình, kèm nguồn: tài khoản hoặc hồ sơ trước',
        params: PrefillParams,
        response: { 200: Prefill },
      },
    },
    async (req, reply) => {
      reply.header('cache-control', 'private, no-store')
      return { items: await prefillFor(readCtx(root, req.actor), req.params.code) }
    },
  )
}
