import type { Ctx } from '../../../../platform/ctx.ts'
import { STATUS } from '../../domain.ts'
import { type OpenChild, openChildren } from '../../store/children.ts'
import { lockDossier } from '../../store/dossier.ts'
import { endEarly } from '../supplement.ts'
import { isOver } from './parent.ts'

/** Ends the open sub-dossiers of a parent with a reason. @param which picks those that end */
export async function endChildren(
  ctx: Ctx,
  parentId: string,
  reason: string,
  which: (child: OpenChild) => boolean,
): Promise<void> {
  for (const { id } of (await openChildren(ctx, parentId)).filter(which)) {
    const child = (await lockDossier(ctx, id))?.dossier
    if (child && !isOver(child)) await endEarly(ctx, child, { kind: 'stopped', to: STATUS.stopped, reason })
  }
  ctx.about(parentId)
}
