import type { TObject } from 'typebox'
import type { Ctx, Root } from '../../../platform/ctx.ts'
import { runCommand } from '../../../platform/http/command.ts'
import { correctDossier } from '../commands/correct.ts'
import {
  apologise,
  handOver,
  recordResult,
  stopDossier,
  transferPapers,
  withdrawDossier,
} from '../commands/endings.ts'
import { collectFee } from '../commands/fees.ts'
import { inOrder } from '../commands/move.ts'
import { acceptDossier, refuseDossier } from '../commands/reception.ts'
import { confirmPayment } from '../commands/steps.ts'
import { requestSupplement, supplementDossier } from '../commands/supplement.ts'
import * as contract from '../contract/acts.ts'
import { Correction } from '../contract/corrections.ts'
import { DossierView } from '../contract/dossier.ts'
import type { Act } from '../policy.ts'
import { presentDossier } from '../present.ts'
import { partsOf, type WholeDossier, wholeDossier, withParts } from '../queries/dossiers.ts'
import { type Dossier, idOfDossier } from '../store/dossier.ts'
import { type App, Id } from './app.ts'

type ActRoute = {
  act: Act
  permission: string
  operationId: string
  summary: string
  body: TObject
  run: (ctx: Ctx, id: string, body: never) => Promise<Dossier>
}

/** Every act on a dossier is `POST /dossiers/{id}/{act}` and answers the dossier as it then is. */
const ROUTES: readonly ActRoute[] = [
  {
    act: 'acceptance',
    permission: 'dossiers.accept',
    operationId: 'acceptDossier',
    summary: 'Tiếp nhận: cấp mã hồ sơ, tính ngày hẹn trả',
    body: contract.Acceptance,
    run: acceptDossier,
  },
  {
    act: 'refusal',
    permission: 'dossiers.refuse',
    operationId: 'refuseDossier',
    summary: 'Từ chối tiếp nhận, nêu lý do',
    body: contract.Refusal,
    run: refuseDossier,
  },
  {
    act: 'supplement-requests',
    permission: 'dossiers.request_supplement',
    operationId: 'requestSupplement',
    summary: 'Yêu cầu bổ sung, chỉ một lần',
    body: contract.SupplementRequest,
    run: requestSupplement,
  },
  {
    act: 'supplements',
    permission: 'dossiers.supplement',
    operationId: 'supplementDossier',
    summary: 'Bổ sung giấy tờ, thông tin',
    body: contract.Supplement,
    run: supplementDossier,
  },
  {
    act: 'withdrawal',
    permission: 'dossiers.withdraw',
    operationId: 'withdrawDossier',
    summary: 'Rút hồ sơ theo yêu cầu của người nộp',
    body: contract.Withdrawal,
    run: withdrawDossier,
  },
  {
    act: 'stop',
    permission: 'dossiers.stop',
    operationId: 'stopDossier',
    summary: 'Dừng giải quyết, nêu lý do',
    body: contract.Stop,
    run: stopDossier,
  },
  {
    act: 'apologies',
    permission: 'dossiers.apologise',
    operationId: 'apologise',
    summary: 'Xin lỗi và hẹn lại ngày trả kết quả, chỉ một lần',
    body: contract.Apology,
    run: apologise,
  },
  {
    act: 'payment-confirmations',
    permission: 'dossiers.confirm_payment',
    operationId: 'confirmPayment',
    summary: 'Ghi nhận đã thực hiện nghĩa vụ tài chính',
    body: contract.PaymentConfirmation,
    run: confirmPayment,
  },
  {
    act: 'fee-collections',
    permission: 'dossiers.collect_fee',
    operationId: 'collectFee',
    summary: 'Ghi nhận đã thu phí, lệ phí tại quầy',
    body: contract.FeeCollection,
    run: collectFee,
  },
  {
    act: 'transfers',
    permission: 'dossiers.transfer',
    operationId: 'transferPapers',
    summary: 'Ghi nhận luân chuyển hồ sơ giấy giữa các nơi',
    body: contract.Transfer,
    run: transferPapers,
  },
  {
    act: 'results',
    permission: 'dossiers.record_result',
    operationId: 'recordResult',
    summary: 'Ghi nhận kết quả giải quyết',
    body: contract.Result,
    run: recordResult,
  },
  {
    act: 'handover',
    permission: 'dossiers.hand_over',
    operationId: 'handOver',
    summary: 'Trả kết quả cho người nộp',
    body: contract.Handover,
    run: handOver,
  },
  {
    act: 'corrections',
    permission: 'dossiers.correct',
    operationId: 'correctDossier',
    summary: 'Sửa sai sót khi tiếp nhận, cấp lại giấy tiếp nhận',
    body: Correction,
    run: correctDossier,
  },
]

/** Acts that add to the papers, the request or the results. */
const ADDS_PARTS: readonly Act[] = ['supplement-requests', 'supplements', 'results', 'corrections']

/** Does an act and reads the dossier as it then is: parts that stay as they are come along with the lock. */
async function actAndRead(ctx: Ctx, { act, run }: ActRoute, id: string, body: never): Promise<WholeDossier> {
  if (ADDS_PARTS.includes(act)) {
    await run(ctx, id, body)
    return wholeDossier(ctx, id)
  }
  return withParts(...(await inOrder(run(ctx, id, body), partsOf(ctx, idOfDossier(id)))))
}

export function registerActs(app: App, root: Root): void {
  for (const route of ROUTES) {
    app.post(
      `/dossiers/:id/${route.act}`,
      {
        config: { allow: route.permission },
        schema: {
          operationId: route.operationId,
          tags: ['Việc với hồ sơ'],
          summary: route.summary,
          params: Id,
          body: route.body,
          response: { 200: DossierView },
        },
      },
      (req, reply) =>
        runCommand(root, req, reply, 200, async (ctx) => {
          const whole = await actAndRead(ctx, route, req.params.id, req.body as never)
          return presentDossier(ctx, whole)
        }),
    )
  }
}
