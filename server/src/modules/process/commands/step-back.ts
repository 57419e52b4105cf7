import type { Ctx } from '../../../platform/ctx.ts'
import { conflict, forbidden } from '../../../platform/errors.ts'
import { isOpen, type Task } from '../domain/task.ts'
import { decideTask, mayEverDo } from '../policy.ts'
import { lockTask } from '../store/runs.ts'
import {
  lockForStepBack,
  type Mark,
  newTimers,
  readMark,
  readVars,
  restoreAssignee,
  restoreMark,
} from '../store/step-back.ts'
import { type ProcessPorts, timerKey } from './advance.ts'
import { assertOpen, taskNotFound } from './run.ts'

/** What is kept of a completion so that it can be taken back while nobody has gone on from it. */
export type CompletionMark = Mark & { vars: { before: Record<string, unknown>; added: string[] } }

/**
 * Does a completion and keeps where the process stood before it.
 * @param complete completes the task, in this command
 * @throws 404 `task.not_found`; what `complete` throws
 */
export async function markCompletion<T>(
  ctx: Ctx,
  taskId: string,
  complete: () => Promise<T>,
): Promise<{ result: T; mark: CompletionMark }> {
  const mark = await readMark(ctx, taskId)
  if (!mark) throw taskNotFound()
  const before = await readVars(ctx, mark.instanceId)
  const result = await complete()
  const after = await readVars(ctx, mark.instanceId)
  const same = (key: string) => JSON.stringify(before[key]) === JSON.stringify(after[key])
  const replaced = Object.entries(before).filter(([key]) => !same(key))
  const added = Object.keys(after).filter((key) => !Object.hasOwn(before, key))
  return { result, mark: { ...mark, vars: { before: Object.fromEntries(replaced), added } } }
}

/**
 * Takes a completion back: the task is open again as it was, the steps it opened are taken away.
 * @throws 403 unless the actor completed it and may still do it; 409 `task.gone_on` when somebody has gone on from it
 */
export async function undoCompletion(
  ctx: Ctx,
  taskId: string,
  mark: CompletionMark,
  ports: ProcessPorts,
): Promise<{ interrupted: Task[]; opened: Task[]; open: Task[] }> {
  const locked = await lockForStepBack(ctx, mark)
  const task = locked.tasks.find((other) => other.id === taskId)
  if (!task) throw taskNotFound()
  if (!mayEverDo(ctx.actor, 'complete', task) || task.completedBy !== ctx.actor.id) {
    throw forbidden('Chỉ người đã làm việc này, còn giữ vai trò đó, được lấy lại.', 'task.forbidden')
  }
  const later = locked.tasks.filter((other) => other.seq >= mark.nextSeq)
  if (locked.version !== mark.version + 1) {
    throw conflict('task.gone_on', 'Quy trình đã đi tiếp từ bước này nên không lấy lại được nữa.')
  }
  if (later.some((other) => isOpen(other) && other.assigneeId !== null)) {
    throw conflict('task.gone_on', 'Bước tiếp theo đã có người nhận nên không lấy lại được nữa.')
  }
  for (const timerId of await newTimers(ctx, mark)) ctx.unschedule(timerKey(timerId))
  restoreMark(ctx, taskId, mark, mark.vars)
  for (const { id, dueAt } of locked.timers) {
    const payload = { subjectId: locked.subjectId, timerId: id }
    ctx.schedule({ name: ports.timerJob, payload, at: dueAt, key: timerKey(id) })
  }
  const reopened: Task = {
    ...task,
    assigneeId: mark.assigneeId,
    claimedAt: mark.claimedAt === null ? null : new Date(mark.claimedAt),
    ...{ completedAt: null, completedBy: null, outcome: null, note: null },
  }
  const back = locked.tasks
    .filter((other) => mark.tasks.includes(other.id) && other.id !== taskId)
    .map((other) => ({ ...other, cancelledAt: null }))
  return {
    interrupted: later.filter(isOpen).map((other) => ({ ...other, cancelledAt: ctx.now() })),
    opened: [reopened, ...back.filter(({ id }) => locked.tasks.some((t) => t.id === id && t.cancelledAt))],
    open: [reopened, ...back].sort((a, b) => a.seq - b.seq),
  }
}

/**
 * Lets go of a task: whoever holds it, or a head of its unit.
 * @throws 404 `task.not_found`; 403 `task.forbidden`; 409 `task.completed`; 409 `task.free` when nobody holds it
 */
export async function releaseTask(ctx: Ctx, taskId: string): Promise<Task> {
  const task = await lockTask(ctx, taskId)
  if (!task) throw taskNotFound()
  const { verdict, reason } = decideTask(ctx.actor, 'release', task)
  if (verdict === 'never') {
    throw forbidden(
      'Chỉ lãnh đạo của đơn vị hoặc người đang giữ việc được trả lại việc này.',
      'task.forbidden',
    )
  }
  assertOpen(task)
  if (task.assigneeId === null) throw conflict('task.free', 'Việc này chưa có ai nhận.')
  ctx.about(task.subjectId, { grant: reason })
  restoreAssignee(ctx, taskId, { assigneeId: null, claimedAt: null })
  return { ...task, assigneeId: null, claimedAt: null }
}

/**
 * Takes an assignment back, so that the task is held as it was before.
 * @param given what the assignment made of it; @param before how it was held
 * @throws as `releaseTask`, and 409 `task.gone_on` when it has changed hands since
 */
export async function undoAssignment(
  ctx: Ctx,
  taskId: string,
  given: { assigneeId: string; claimedAt: Date },
  before: { assigneeId: string | null; claimedAt: Date | null },
): Promise<Task> {
  const task = await lockTask(ctx, taskId)
  if (!task) throw taskNotFound()
  if (!mayEverDo(ctx.actor, 'assign', task)) {
    throw forbidden('Bạn không còn được phân công việc ở đơn vị đang xử lý.', 'task.forbidden')
  }
  assertOpen(task)
  if (task.assigneeId !== given.assigneeId || task.claimedAt?.getTime() !== given.claimedAt.getTime()) {
    throw conflict('task.gone_on', 'Việc đã được giao lại cho người khác nên không lấy lại được nữa.')
  }
  restoreAssignee(ctx, taskId, before)
  return { ...task, ...before }
}
