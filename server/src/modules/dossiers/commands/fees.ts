import type { Ctx } from '../../../platform/ctx.ts'
import { unprocessable } from '../../../platform/errors.ts'
import type { Of } from '../../../platform/http/schema.ts'
import { drawReceipt } from '../../fees/index.ts'
import { unitsByIds } from '../../organisations/index.ts'
import type { FeeCollection } from '../contract/acts.ts'
import { collectingUnit } from '../policy.ts'
import type { Dossier } from '../store/dossier.ts'
import { lockFor, moveDossier } from './move.ts'

/**
 * The desk has taken the fees of a dossier. The receipt has the next number of the desk's book, unless the desk names
 * the one that was written by hand.
 * @throws 422 `dossier.fee_differs` when the amount is not what the dossier costs; 409 `fees.no_book`
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
  const unitId = collectingUnit(ctx.actor, d)
  const receiptNumber = input.receiptNumber?.trim() || null
  const receipt = receiptNumber === null && amount > 0 ? await receiptOf(ctx, unitId) : null
  return moveDossier(ctx, d, {
    kind: 'feeCollected',
    unitId,
    reason: input.note ?? null,
    data: { amount, method: input.method ?? 'cash', receiptNumber, ...(receipt && { receipt }) },
    changes: { paymentState: 'paid' },
  })
}

async function receiptOf(ctx: Ctx, unitId: string) {
  const unit = (await unitsByIds(ctx, [unitId])).get(unitId)
  return drawReceipt(ctx, { id: unitId, name: unit?.name ?? 'Đơn vị thu' })
}
