import { timingSafeEqual } from 'node:crypto'
import type { Actor } from '../../platform/actor.ts'
import { type Ctx, type Root, readCtx } from '../../platform/ctx.ts'
import { forbidden, notFound } from '../../platform/errors.ts'
import { dossierByCode } from './queries/dossiers.ts'
import type { DossierSummary } from './store/dossier.ts'

/**
 * The dossier of a receipt, for whoever has the receipt in hand, without an account.
 * @throws 404 `dossier.not_found`, 403 `track.wrong_secret`
 */
export const dossierByReceipt = (root: Root, actor: Actor, typed: string, secret: string) => {
  const code = typed.trim().toUpperCase()
  return trackedDossier(readCtx(root, actor, code), code, secret)
}

/**
 * A dossier by its code or submission number; a secret that is given must be that of its receipt.
 * @throws 404 `dossier.not_found`, 403 `track.wrong_secret`
 */
export async function trackedDossier(
  ctx: Ctx,
  code: string,
  secret: string | undefined,
): Promise<DossierSummary> {
  const found = await dossierByCode(ctx, code)
  if (!found)
    throw notFound('dossier.not_found', 'Không có hồ sơ mang mã này; hãy xem lại mã trên giấy tiếp nhận.')
  if (secret !== undefined && !isSame(secret.trim().toUpperCase(), found.trackingSecret))
    throw forbidden('Mã tra cứu chưa đúng; hãy xem lại trên giấy tiếp nhận.', 'track.wrong_secret')
  return found
}

function isSame(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}
