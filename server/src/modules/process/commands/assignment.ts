import type { Ctx } from '../../../platform/ctx.ts'
import { forbidden, unprocessable } from '../../../platform/errors.ts'
import { grantsOfAccount } from '../../organisations/index.ts'
import type { Task } from '../domain/task.ts'
import { decideTask, mayEverDo } from '../policy.ts'
import { assignTaskRow, lockTask, updateTaskDue } from '../store/runs.ts'
import { assertOpen, authoriseWork, taskNotFound } from './run.ts'

/**
 * Takes a task on oneself; taking it again changes nothing.
 * @throws 404 `task.not_found`; 403 `task.forbidden`; 409 `task.completed`; 409 `task.held`
 */
export async function claimTask(ctx: Ctx, taskId: string): Promise<Task> {
  const task = await lockTask(ctx, taskId)
  if (!task) throw taskNotFound()
  authoriseWork(ctx, 'claim', task)
  return task.assigneeId === ctx.actor.id ? task : give(ctx, task, ctx.actor.id)
}

/**
 * Gives a task to somebody who may do it.
 * @throws as `claimTask`, and 422 `task.not_eligible` when the account holds no role of the task in its unit
 */
export async function assignTask(ctx: Ctx, taskId: string, accountId: string): Promise<Task> {
  const [task, roles] = await Promise.all([lockTask(ctx, taskId), grantsOfAccount(ctx, accountId, ctx.now())])
  if (!task) throw taskNotFound()
  const { verdict, reason } = decideTask(ctx.actor, 'assign', task)
  if (verdict === 'never') {
    throw forbidden('Chỉ lãnh đạo của đơn vị hoặc người đang giữ việc được giao việc này.', 'task.forbidden')
  }
  assertOpen(task)
  if (!mayEverDo({ kind: 'officer', id: accountId, name: '', roles }, 'complete', task)) {
    throw unprocessable(
      'task.not_eligible',
      'Người được giao không giữ vai trò làm được việc này ở đơn vị đang xử lý.',
    )
  }
  ctx.about(task.subjectId, { grant: reason })
  return give(ctx, task, accountId)
}

function give(ctx: Ctx, task: Task, accountId: string): Task {
  assignTaskRow(ctx, task.id, accountId)
  return { ...task, assigneeId: accountId, claimedAt: ctx.now() }
}

/** Gives an open task a new deadline, because the dossier waited for somebody else. */
export function postponeTask(ctx: Ctx, taskId: string, dueAt: Date): void {
  updateTaskDue(ctx, taskId, dueAt)
}
