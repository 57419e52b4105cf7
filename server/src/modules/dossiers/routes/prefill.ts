import { type Root, readCtx } from '../../../platform/ctx.ts'
import { openRegistries } from '../../registries/index.ts'
import { Prefill, PrefillParams, PrefillQuery, RegisterPrefill } from '../contract/prefill.ts'
import { prefillFromRegisters } from '../prefill-registers.ts'
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

  const registries = openRegistries(root.partners.sharedData)
  app.post(
    '/procedures/:code/prefill',
    {
      config: { allow: 'dossiers.submit' },
      schema: {
        operationId: 'askRegisters',
        tags: ['Hồ sơ'],
        summary:
          'Câu trả lời đề nghị điền sẵn từ cơ sở dữ liệu quốc gia, thẻ căn cước và hồ sơ trước: tại quầy, hoặc cho chính mình',
        params: PrefillParams,
        body: PrefillQuery,
        response: { 200: RegisterPrefill },
      },
    },
    async (req, reply) => {
      reply.header('cache-control', 'private, no-store')
      return prefillFromRegisters(root, registries, req.actor, req.params.code, req.body)
    },
  )
}
