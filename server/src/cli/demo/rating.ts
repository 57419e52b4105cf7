import { type Dossier, dossierByReceipt } from '../../modules/dossiers/index.ts'
import { type NewRating, rate, rateOwn } from '../../modules/feedback/index.ts'
import { ANONYMOUS } from '../../platform/actor.ts'
import type { Ctx, Root } from '../../platform/ctx.ts'

export type Saying = { isOwn: boolean; run: (ctx: Ctx) => Promise<unknown> }

/**
 * How people rate a dossier: whoever filed online with his own account, whoever came to a counter with the receipt and
 * no account.
 */
export async function ratingOf(root: Root, d: Dossier, said: NewRating): Promise<Saying> {
  if (d.channel === 'online') return { isOwn: true, run: (ctx) => rateOwn(ctx, d.id, said) }
  const code = d.code ?? d.submissionNumber
  const dossier = await dossierByReceipt(root, ANONYMOUS, code, d.trackingSecret)
  return { isOwn: false, run: (ctx) => rate(ctx, dossier, said) }
}
