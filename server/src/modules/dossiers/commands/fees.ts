import type { Ctx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import type { Of } from '../../../platform/http/schema.ts'
import type { FeeCollection } from '../contract/acts.ts'
import type { Dossier } from '../store/dossier.ts'
import { lockFor, moveDossier } from './move.ts'

/**
 * The desk has taken the fees of a dossier.
 * @throws 422 `dossier.fee_differs` when the amount is not what the dossier costs
 */
export async function collectFee(ctx: Ctx, id: string, input: Of<typeof FeeCollection>): Promise<Dossier> {
  const d = await lockFor(ctx, id, 'fee-collections')
  const known = d.fees.reduce((sum, fee) => sum + (fee.amount ?? 0), 0)
  const isOpen = d.fees.some((fee) => fee.amount === null)
  const amount = input.amount ?? known
  if (isOpen ? amount <= 0 || amount < known : amount !== known) {
    const dong = known.toLocaleString('vi-VN')
    const message = isOpen
      ? `Hãy nhập số tiền đã thu, ít nhất ${dong} đồng đã biết; phần còn lại do cán bộ xác định.`
      : `Hồ sơ này phải thu đúng ${dong} đồng.`
    throw unprocessable('dossier.fee_differs', message, [{ pointer: '/amount', code: 'invalid', message }])
  }
  return moveDossier(ctx, d, {
    kind: 'feeCollected',
    reason: input.note ?? null,
    data: { amount, method: input.method ?? 'cash', receiptNumber: input.receiptNumber ?? null },
    changes: { paymentState: 'paid' },
  })
}
