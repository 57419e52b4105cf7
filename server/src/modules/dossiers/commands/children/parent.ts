import type { Ctx } from '../../../../platform/ctx.ts'
import { STATUS } from '../../domain.ts'
import { insertAct } from '../../store/acts.ts'
import type { Dossier } from '../../store/dossier.ts'

const OVER: readonly Dossier['status'][] = [
  STATUS.refused,
  STATUS.withdrawn,
  STATUS.stopped,
  STATUS.finished,
  STATUS.handedOver,
]
/** Whether a dossier has come to its end, one way or the other. */
export const isOver = (d: Dossier): boolean => OVER.includes(d.status)

/** Leaves a row in the history of the parent. @param unitId the unit that was asked or has answered */
export function noteOnParent(
  ctx: Ctx,
  parent: Dossier,
  kind: string,
  data: Record<string, unknown>,
  unitId: string,
): void {
  insertAct(ctx, {
    dossierId: parent.id,
    key: parent.key,
    kind,
    unitId,
    data,
    statusBefore: parent.status,
    statusAfter: parent.status,
  })
}
