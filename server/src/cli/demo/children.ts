import { type Dossier, openSubDossiers, recordResult } from '../../modules/dossiers/index.ts'
import { openTasks, type Task } from '../../modules/process/index.ts'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import type { Stage } from './stage.ts'

/** What other units have to do for a dossier: open steps of its sub-dossiers, and those that lack only the result. */
export type ChildWork = { isOver: boolean; tasks: Task[]; toRecord: Dossier[] }

/** What is to be done in the sub-dossiers of a dossier. */
export async function childWork(stage: Stage, parent: Dossier): Promise<ChildWork> {
  const ctx = readCtx(stage.root, SYSTEM)
  const children = await openSubDossiers(ctx, parent.id)
  const ids = children.map((child) => child.id)
  return {
    isOver: children.length === 0,
    tasks: await openTasks(ctx, ids),
    toRecord: children.filter((child) => child.processEnded && !child.resultAt),
  }
}

/** The result of a sub-dossier, recorded in its unit. */
export async function recordChild(stage: Stage, child: Dossier): Promise<void> {
  const actor = await stage.actor(`vanthu.${await stage.unitKey(child.competentUnitId)}`)
  const input = { outcome: 'granted' } as const
  await inTx(stage.root, actor, 'dossiers.record_result', (ctx) => recordResult(ctx, child.id, input))
}
