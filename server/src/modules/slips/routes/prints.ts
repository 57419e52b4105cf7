import { type Root, readCtx } from '../../../platform/ctx.ts'
import { notFound } from '../../../platform/errors.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { Closed, Uuid } from '../../../platform/http/schema.ts'
import { hasRoleFor } from '../../dossiers/index.ts'
import { startPrint } from '../commands/print.ts'
import { PrintKinds, PrintOrder, PrintRunView } from '../contract.ts'
import { SHEETS } from '../domain/sheet.ts'
import { kindsFor } from '../policy.ts'
import { presentRun } from '../present.ts'
import { printRunOf } from '../queries.ts'
import { type App, Pdf, sendKept } from './app.ts'

const tags = ['Giấy tờ in']

export function registerPrints(app: App, root: Root): void {
  app.post(
    '/slips/prints',
    {
      config: { allow: 'slips.issue' },
      schema: {
        operationId: 'startPrint',
        tags,
        summary: 'In một loại giấy của nhiều hồ sơ (đến 500) thành một tệp; giấy chưa cấp thì cấp',
        body: PrintOrder,
        response: { 201: PrintRunView },
      },
    },
    async (req, reply) =>
      runCommand(root, req, reply, 201, async (ctx) => {
        const run = startPrint(ctx, req.body)
        const waiting = { state: 'waiting', slipId: null, code: null, sentence: null } as const
        return presentRun(
          run,
          req.body.dossiers.map((dossierId) => ({ dossierId, ...waiting })),
        )
      }),
  )

  app.get(
    '/slips/prints/kinds',
    {
      config: { allow: 'slips.issue' },
      schema: {
        operationId: 'listPrintKinds',
        tags,
        summary: 'Các loại giấy của hồ sơ mà vai trò của bạn được cấp, in',
        response: { 200: PrintKinds },
      },
    },
    async (req) => ({
      items: kindsFor((act) => hasRoleFor(req.actor, act)).map((kind) => ({ kind, name: SHEETS[kind].name })),
    }),
  )

  app.get(
    '/slips/prints/:id',
    {
      config: { allow: 'slips.issue' },
      schema: {
        operationId: 'showPrint',
        tags,
        summary: 'Một lần in nhiều hồ sơ: đã đến đâu, hồ sơ nào không in được và vì sao',
        params: Closed({ id: Uuid() }),
        response: { 200: PrintRunView },
      },
    },
    async (req) => {
      const found = await printRunOf(readCtx(root, req.actor), req.actor.id, req.params.id)
      if (!found) throw printNotFound()
      return presentRun(found.run, found.items)
    },
  )

  app.get(
    '/slips/prints/:id.pdf',
    {
      config: { allow: 'slips.issue' },
      schema: {
        operationId: 'downloadPrint',
        tags,
        summary: 'Tệp gộp của một lần in nhiều hồ sơ',
        params: Closed({ id: Uuid() }),
        response: { 200: Pdf },
      },
    },
    async (req, reply) => {
      const ctx = readCtx(root, req.actor)
      const found = await printRunOf(ctx, req.actor.id, req.params.id)
      if (!found?.run.fileId) throw printNotFound()
      return sendKept(ctx, reply, found.run.fileId, SHEETS[found.run.kind].name)
    },
  )
}

const printNotFound = () => notFound('print.not_found', 'Không có lần in này, hoặc tệp của nó chưa xong.')
