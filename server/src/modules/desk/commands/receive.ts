import type { Actor } from '../../../platform/actor.ts'
import { type Ctx, inTx, type Root, readCtx } from '../../../platform/ctx.ts'
import { AppError } from '../../../platform/errors.ts'
import type { Of } from '../../../platform/http/schema.ts'
import {
  acceptDossier,
  collectFee,
  submitDossier,
  type WholeDossier,
  wholeDossier,
} from '../../dossiers/index.ts'
import { issueSlip, lastSlip, presentSlip, type SlipView } from '../../slips/index.ts'
import type { Intake } from '../contract/intake.ts'

/**
 * Receives a walk-in dossier in one act: filed, accepted, paid. All of it or nothing.
 * @throws what filing, accepting and collecting throw
 */
export async function receiveAtDesk(ctx: Ctx, input: Intake): Promise<WholeDossier> {
  const { unit, channel = 'desk', fee, note, paper: _, ...body } = input
  const { dossier } = await submitDossier(ctx, { ...body, channel, receivingUnit: unit })
  const { paymentState } = await acceptDossier(ctx, dossier.id, { note })
  // Whoever ticks how it is paid need not know whether it costs anything.
  if (fee && paymentState === 'unpaid') await collectFee(ctx, dossier.id, fee)
  ctx.about(dossier.id, { at: 'desk' })
  return wholeDossier(ctx, dossier.id)
}

/**
 * The receipt of a dossier that was just accepted. In a transaction of its own: drawing takes longer than the counter
 * of codes may stay locked. Asked again, the same receipt.
 */
export async function receiptOf(
  root: Root,
  actor: Actor,
  dossierId: string,
  paper: 'A4' | 'A5',
): Promise<{ receipt: Of<typeof SlipView> | null; receiptProblem: string | null }> {
  try {
    const ctx = readCtx(root, actor)
    const slip =
      (await lastSlip(ctx, dossierId, 'receipt')) ??
      (await inTx(root, actor, 'slips.issue', (tx) => issueSlip(tx, dossierId, 'receipt', { paper })))
    return { receipt: await presentSlip(ctx, slip), receiptProblem: null }
  } catch (error) {
    const isRefusal = error instanceof AppError && error.status < 500
    if (!isRefusal) root.log.error({ message: (error as Error).message }, 'receipt not drawn')
    const why = isRefusal ? error.message : 'Máy in giấy tờ đang bận.'
    return { receipt: null, receiptProblem: `${why} Hồ sơ đã nhận; hãy in lại từ hồ sơ.` }
  }
}
