import type { Ctx } from '../../../platform/ctx.ts'
import { conflict, forbidden } from '../../../platform/errors.ts'
import { mayUse } from '../../../platform/http/auth.ts'
import {
  type Advance,
  type CompletionMark,
  markCompletion,
  releaseTask,
  taskById,
  undoAssignment,
  undoCompletion,
} from '../../process/index.ts'
import { BATCH_PERMISSIONS, type BatchAct } from '../domain/batches.ts'
import { STATUS } from '../domain.ts'
import { PERMISSIONS } from '../permissions.ts'
import { insertAct } from '../store/acts.ts'
import type { BatchInput, NextItem } from '../store/batches.ts'
import type { Dossier } from '../store/dossier.ts'
import { type MoveMark, moveToVersion, undoMove } from './migrate.ts'
import { inOrder, moveDossier, placeInQueues } from './move.ts'
import { acceptDossier } from './reception.ts'
import { assignStep, completeAndTell, lockTask, processPorts } from './steps.ts'
import { watchAdvance } from './watch.ts'

/** What is kept of an item so that it can be taken back; `why`: why it cannot. */
export type Undo =
  | { kind: 'none'; why: string }
  | { kind: 'assign'; given: string; givenAt: string; before: string | null; beforeAt: string | null }
  | { kind: 'complete'; mark: CompletionMark }
  | ({ kind: 'migrate' } & MoveMark)

/** What came of an item; `sentence` where there is more to say than that it is done. */
export type Done = { undo: Undo; sentence?: string }

/**
 * Does one item of a batch as its officer, by the rules of the single act.
 * @throws what the single act throws
 */
export async function doItem(
  ctx: Ctx,
  act: BatchAct,
  input: BatchInput,
  { targetId: id, seen }: Pick<NextItem, 'targetId' | 'seen'>,
): Promise<Done> {
  if (!mayUse(ctx.actor, PERMISSIONS[BATCH_PERMISSIONS[act]])) throw forbidden()
  const { account, outcome } = input
  switch (act) {
    case 'accept':
      await acceptDossier(ctx, id, {})
      return { undo: { kind: 'none', why: 'Mã hồ sơ đã cấp thì không thu lại.' } }
    case 'assign': {
      const task = await taskById(ctx, id)
      await assignStep(ctx, id, account!)
      const beforeAt = task?.claimedAt?.toISOString() ?? null
      const given = { given: account!, givenAt: ctx.now().toISOString() }
      return { undo: { kind: 'assign', ...given, before: task?.assigneeId ?? null, beforeAt } }
    }
    case 'complete': {
      const { result, mark } = await markCompletion(ctx, id, () => completeAndTell(ctx, id, { outcome }))
      const why = whyFinal(result.dossier, result.advance)
      return { undo: why === null ? { kind: 'complete', mark } : { kind: 'none', why } }
    }
    case 'migrate': {
      const { toVersionId, reason, names } = input
      const choice = { toVersionId: toVersionId!, reason: reason ?? null, names }
      const { mark, sentence } = await moveToVersion(ctx, id, choice, seen)
      return { undo: { kind: 'migrate', ...mark }, sentence }
    }
  }
}

/** What has left the house cannot be called back. */
function whyFinal(d: Dossier, advance: Advance): string | null {
  if (d.status === STATUS.finished) return 'Hồ sơ đã có kết quả.'
  if (d.status === STATUS.payment) return 'Người nộp đã được yêu cầu thực hiện nghĩa vụ tài chính.'
  const spoke = advance.services.length + advance.sent.length + advance.called.length > 0
  return spoke ? 'Bước này đã gửi thông báo hoặc chuyển việc cho nơi khác.' : null
}

/**
 * Takes one item back as its officer.
 * @throws 403 and 409 with the reason when somebody has gone on from it, or it is final
 */
export async function undoItem(ctx: Ctx, id: string, undo: Undo): Promise<void> {
  if (undo.kind === 'none') throw conflict('batch.final', undo.why)
  if (undo.kind === 'migrate') return undoMove(ctx, id, undo)
  const { d, task } = await lockTask(ctx, id)
  const step = { step: task.node, name: task.name }
  const act = {
    key: d.key,
    dossierId: d.id,
    unitId: task.unitId,
    statusBefore: d.status,
    statusAfter: d.status,
  }
  if (undo.kind === 'assign') {
    await undoAssignment(
      ctx,
      id,
      { assigneeId: undo.given, claimedAt: new Date(undo.givenAt) },
      { assigneeId: undo.before, claimedAt: undo.beforeAt === null ? null : new Date(undo.beforeAt) },
    )
    insertAct(ctx, { ...act, kind: 'assignmentUndone', data: step })
    return placeInQueues(ctx, d)
  }
  if (d.status !== STATUS.processing || d.resultAt !== null) {
    throw conflict('task.gone_on', 'Hồ sơ đã chuyển sang việc khác nên không lấy lại bước này được nữa.')
  }
  const back = await undoCompletion(ctx, id, undo.mark, processPorts(ctx))
  watchAdvance(ctx, { completed: null, interrupted: back.interrupted, opened: back.opened })
  await moveDossier(
    ctx,
    d,
    { kind: 'stepReopened', unitId: task.unitId, data: step, changes: { processEnded: false } },
    back.open,
  )
}

/** Lets go of a task; it is free for everybody who may do it. @throws as `releaseTask` of `process` */
export async function releaseStep(ctx: Ctx, taskId: string): Promise<Dossier> {
  const [{ d, task }] = await inOrder(lockTask(ctx, taskId), releaseTask(ctx, taskId))
  const { status } = d
  const data = { step: task.node, name: task.name }
  insertAct(ctx, {
    ...{ key: d.key, dossierId: d.id, kind: 'released', unitId: task.unitId, data },
    ...{ statusBefore: status, statusAfter: status },
  })
  ctx.emit({ type: 'dossier.released', subject: d.id, data: { taskId } })
  await placeInQueues(ctx, d)
  return d
}
