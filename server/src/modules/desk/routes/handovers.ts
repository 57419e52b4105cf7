import { inTx, type Root } from '../../../platform/ctx.ts'
import { AppError } from '../../../platform/errors.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { DossierView, presentDossier } from '../../dossiers/index.ts'
import { openEsms } from '../adapters/esms.ts'
import { checkReceiver, handOverProven, makeCode, tryCode } from '../commands/hand-over.ts'
import { CheckQuery, HandoverCheck, ProvenHandover, SentCode } from '../contract/handovers.ts'
import { type App, Id, tags } from './app.ts'

const config = { allow: 'desk.hand_over' }

export function registerHandovers(app: App, root: Root): void {
  const send = root.partners.messages && openEsms(root.partners.messages)

  app.post(
    '/dossiers/:id/handover-checks',
    {
      config,
      schema: {
        operationId: 'checkReceiver',
        tags,
        summary: 'Đối chiếu số trên thẻ của người đến nhận với chủ hồ sơ',
        params: Id,
        body: CheckQuery,
        response: { 200: HandoverCheck },
      },
    },
    (req, reply) =>
      runCommand(root, req, reply, 200, (ctx) => checkReceiver(ctx, req.params.id, req.body.idNumber)),
  )

  app.post(
    '/dossiers/:id/handover-codes',
    {
      config,
      schema: {
        operationId: 'sendHandoverCode',
        tags,
        summary: 'Gửi mã dùng một lần đến điện thoại của chủ hồ sơ để xác nhận đã nhận kết quả',
        params: Id,
        response: { 201: SentCode },
      },
    },
    async (req, reply) => {
      if (!send) {
        throw new AppError(
          'handover.no_messages',
          503,
          'Hệ thống chưa nối với tổng đài tin nhắn; hãy xác nhận bằng chữ ký.',
        )
      }
      const { phone, text, answer } = await inTx(root, req.actor, 'desk.hand_over', (ctx) =>
        makeCode(ctx, req.params.id),
      )
      // Outside the transaction: the gateway may take its time.
      await send({ phone, text, id: req.id }).catch((error: Error) => {
        root.log.warn({ message: error.message }, 'message not sent')
        throw new AppError(
          'handover.not_sent',
          502,
          'Chưa gửi được tin nhắn; hãy thử lại sau 30 giây hoặc xác nhận bằng chữ ký.',
        )
      })
      reply.code(201)
      return answer
    },
  )

  app.post(
    '/dossiers/:id/proven-handover',
    {
      config,
      schema: {
        operationId: 'handOverProven',
        tags,
        summary: 'Trả kết quả sau khi đối chiếu người nhận, giữ chữ ký hoặc mã làm chứng cứ',
        params: Id,
        body: ProvenHandover,
        response: { 200: DossierView },
      },
    },
    async (req, reply) => {
      const { proof } = req.body
      if (proof.kind === 'code') {
        const refusal = await inTx(root, req.actor, 'desk.try_code', (ctx) =>
          tryCode(ctx, req.params.id, proof.code),
        ).catch(unlessDone)
        if (refusal) throw refusal
      }
      return runCommand(root, req, reply, 200, async (ctx) =>
        presentDossier(ctx, await handOverProven(ctx, req.params.id, req.body)),
      )
    },
  )
}

/** Sent again after it was done: the command below answers what it answered. */
function unlessDone(error: unknown): null {
  if (error instanceof AppError && error.code === 'handover.not_ready') return null
  throw error
}
