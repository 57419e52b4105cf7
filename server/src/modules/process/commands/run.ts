import { vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { conflict, forbidden, notFound, unprocessable } from '../../../platform/errors.ts'
import { NOT_STARTED, RESERVED, type Vars } from '../domain/interpreter.ts'
import { readStepAnswers } from '../domain/step-form.ts'
import { isOpen, type ProcessUnits, type Task } from '../domain/task.ts'
import { decideTask } from '../policy.ts'
import { type Instance, insertInstance, lockBySubject, lockByTask, lockByTimer } from '../store/runs.ts'
import { type Advance, advance, type ProcessPorts } from './advance.ts'

export type Start = {
  versionId: string
  subjectId: string
  /** Ids of the units behind the symbolic names of the file. */
  units: ProcessUnits
  /** Code of the procedure: lets in those whose grants are limited to it. */
  procedure?: string
  vars?: Vars
}

/**
 * Starts a process for a subject.
 * @throws 409 `process.running` when the subject has one already; 404 `process.not_found`; 422 `process.no_path`
 */
export async function startProcess(ctx: Ctx, start: Start, ports: ProcessPorts): Promise<Advance> {
  const { versionId, subjectId, units, procedure = null, vars = {} } = start
  if (await lockBySubject(ctx, subjectId)) {
    throw conflict('process.running', 'Hồ sơ này đã có một quy trình đang chạy.')
  }
  const instance: Instance = {
    id: ctx.newId(),
    versionId,
    subjectId,
    procedure,
    units,
    vars: {},
    nextSeq: 0,
    endedAt: null,
  }
  insertInstance(ctx, instance)
  return advance(ctx, { instance, state: NOT_STARTED, tasks: [] }, { kind: 'start', vars }, ports)
}

/** @property answers to what the step asks, as typed */
export type Completion = { outcome?: string; answers?: Vars; data?: Vars; note?: string }

/**
 * Completes a task and lets the process go on to its next rest. Without an outcome the usual one is meant.
 * @throws 404 `task.not_found`; 403 without a role of the task in its unit; 409 `task.completed` when it is not
 *   open any more; 409 `task.held` when somebody else holds it; 422 `task.unknown_outcome` with `{allowed}`;
 *   422 `task.form_invalid`; 422 `task.reserved_name`; 422 `process.no_path`
 */
export async function completeTask(
  ctx: Ctx,
  taskId: string,
  completion: Completion,
  ports: ProcessPorts,
): Promise<Advance & { completed: Task }> {
  const locked = await lockByTask(ctx, taskId)
  const task = locked?.tasks.find((other) => other.id === taskId)
  if (!locked || !task) throw taskNotFound()
  authoriseWork(ctx, 'complete', task)
  const { outcome, note = null } = completion
  const data = {
    ...completion.data,
    ...readStepAnswers(task.form, completion.answers, vietnamDate(ctx.now())),
  }
  refuseReserved(data)
  const event = { kind: 'complete', token: taskId, outcome, data } as const
  const result = await advance(ctx, locked, event, ports, note)
  return { ...result, completed: result.completed! }
}

/**
 * Brings a message to the running process of a subject.
 * @throws 409 `process.unexpected_message` when no open step waits for it
 */
export async function deliverMessage(
  ctx: Ctx,
  subjectId: string,
  name: string,
  data: Vars,
  ports: ProcessPorts,
): Promise<Advance> {
  const locked = await lockBySubject(ctx, subjectId)
  if (!locked)
    throw conflict('process.unexpected_message', 'Hồ sơ này không có quy trình nào đang chạy để nhận tin.')
  refuseReserved(data)
  return advance(ctx, locked, { kind: 'message', name, data }, ports)
}

/**
 * Tells the running process of a subject that a task or a call has failed: the nearest error event takes over.
 * @param token id of the task, or of the call as in `Advance.called`
 * @throws 409 `process.not_open`; 422 `process.uncaught_error` when no event waits for this error
 */
export async function failTask(
  ctx: Ctx,
  subjectId: string,
  failure: { token: string; error: string; data?: Vars },
  ports: ProcessPorts,
): Promise<Advance> {
  const { token, error, data = {} } = failure
  const locked = await lockBySubject(ctx, subjectId)
  if (!locked) throw conflict('process.not_open', 'Hồ sơ này không có quy trình nào đang chạy.')
  refuseReserved(data)
  return advance(ctx, locked, { kind: 'error', token, error, data }, ports)
}

/** Lets a timer go off; null when it does not run any more, so that a job may come twice. */
export async function fireTimer(ctx: Ctx, timerId: string, ports: ProcessPorts): Promise<Advance | null> {
  const locked = await lockByTimer(ctx, timerId)
  if (!locked?.state.tokens.some((token) => token.kind === 'timer' && token.id === timerId)) return null
  return advance(ctx, locked, { kind: 'timer', token: timerId }, ports)
}

/** Ends the process of a subject before its end: open tasks and timers are taken away; null when none runs. */
export async function cancelProcess(ctx: Ctx, subjectId: string): Promise<Advance | null> {
  const locked = await lockBySubject(ctx, subjectId)
  return locked && advance(ctx, locked, { kind: 'cancel' }, null)
}

/**
 * Lets the actor work on the task; the path by which he may is kept with the command.
 * @throws unless the task is open, the actor may work on it, and nobody else holds it
 */
export function authoriseWork(ctx: Ctx, act: 'claim' | 'complete', task: Task): void {
  const { verdict, reason } = decideTask(ctx.actor, act, task)
  if (verdict === 'never') {
    throw forbidden('Bạn không giữ vai trò được làm việc này ở đơn vị đang xử lý.', 'task.forbidden')
  }
  assertOpen(task)
  if (verdict === 'not-now') {
    throw conflict('task.held', 'Việc này đang do người khác giữ; hãy nhờ lãnh đạo phòng chuyển việc.')
  }
  ctx.about(task.subjectId, { grant: reason })
}

/** @throws 409 `task.completed` */
export function assertOpen(task: Task): void {
  if (isOpen(task)) return
  const why = task.completedAt ? 'đã được làm xong' : 'không còn phải làm vì quy trình đã đi hướng khác'
  throw conflict('task.completed', `Việc “${task.name}” ${why}; hãy tải lại danh sách.`)
}

export const taskNotFound = () => notFound('task.not_found', 'Không có việc này hoặc bạn không được xem.')

function refuseReserved(data: Vars): void {
  const name = RESERVED.find((reserved) => Object.hasOwn(data, reserved))
  if (!name) return
  throw unprocessable(
    'task.reserved_name',
    `Dữ liệu không được dùng tên “${name}”, là tên dành riêng của quy trình.`,
  )
}
