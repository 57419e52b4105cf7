import type { Ctx } from '../../../platform/ctx.ts'
import {
  addWorkingMinutes,
  calendarOf,
  unwatchStep,
  watchStep,
  workingMinutesBetween,
} from '../../deadlines/index.ts'
import { type Advance, type Mapping, openTasks, postponeTask, type Task } from '../../process/index.ts'
import { openChildren } from '../store/children.ts'

/** Sets the alarms of steps that opened and takes away those of steps that closed. */
export function watchAdvance(ctx: Ctx, advance: Pick<Advance, 'completed' | 'interrupted' | 'opened'>): void {
  for (const task of [...(advance.completed ? [advance.completed] : []), ...advance.interrupted]) {
    unwatchStep(ctx, task.id)
  }
  for (const task of advance.opened) watchTask(ctx, task, task.dueAt)
}

/** What a step asks of another unit: a sub-dossier. `token` is the call that waits; null when nothing waits. */
export type UnitCall = {
  step: string
  name: string
  token: string | null
  /** Null: the unit that decides the procedure where the parent is decided. */
  unit: string | null
  /** Code of the procedure to run there; null asks for an opinion. */
  process: string | null
  /** Working hours for the answer; null: the limit of the procedure. */
  hours: number | null
  /** Whether silence is consent. */
  silence: boolean
  /** What the procedure there is told; null: what answers to the same names. */
  answers: Mapping[] | null
  /** The run of the process that asks; absent in events of earlier versions. */
  instanceId?: string
}

/**
 * Tells subscribers what the process asks of services and of other units, and which calls it takes back. Sub-dossiers
 * are opened in transactions of their own: the hot path does not wait for them.
 */
export function callServices(
  ctx: Ctx,
  dossierId: string,
  advance: Pick<Advance, 'instanceId' | 'services' | 'called' | 'sent' | 'uncalled'>,
): void {
  for (const { node, action } of advance.services) {
    ctx.emit({ type: 'dossier.serviceCalled', subject: dossierId, data: { step: node, action } })
  }
  for (const call of [...advance.called, ...advance.sent.map((sent) => ({ ...sent, token: null }))]) {
    // A message to no unit and no procedure goes to whoever subscribes to it.
    if (call.unit === null && call.process === null) {
      const { node, message } = call
      ctx.emit({ type: 'dossier.messageSent', subject: dossierId, data: { step: node, message } })
      continue
    }
    const { node: step, name, token, unit, process, hours, silence, answers } = call
    const { instanceId } = advance
    const data: UnitCall = { step, name, token, unit, process, hours, silence, answers, instanceId }
    ctx.emit({ type: 'dossier.unitCalled', subject: dossierId, data })
  }
  if (advance.uncalled.length > 0) {
    ctx.emit({ type: 'dossier.callsDropped', subject: dossierId, data: { tokens: advance.uncalled } })
  }
}

/** Takes back what a process that has failed or begins anew asked of other units without waiting for it. */
export async function dropMessages(ctx: Ctx, dossierId: string): Promise<void> {
  const asked = (await openChildren(ctx, dossierId)).filter((child) => child.parentToken === null)
  if (asked.length === 0) return
  ctx.emit({
    type: 'dossier.callsDropped',
    subject: dossierId,
    data: { children: asked.map(({ id }) => id) },
  })
}

/** While the applicant is waited for, no step can be late. */
export function silenceSteps(ctx: Ctx, open: readonly Task[]): void {
  for (const task of open) unwatchStep(ctx, task.id)
}

/** Moves the deadlines of the open steps by the working time waited, and watches them again. */
export async function resumeSteps(ctx: Ctx, dossierId: string, waitedSince: Date): Promise<void> {
  for (const task of await openTasks(ctx, [dossierId])) {
    if (!task.dueAt) continue
    const calendar = await calendarOf(ctx, task.unitId)
    const waited = workingMinutesBetween(calendar, waitedSince, ctx.now())
    const dueAt = addWorkingMinutes(calendar, task.dueAt, waited)
    postponeTask(ctx, task.id, dueAt)
    watchTask(ctx, task, dueAt)
  }
}

/** Watches open steps by the deadlines they have now. */
export function watchAgain(ctx: Ctx, open: readonly Task[]): void {
  for (const task of open) {
    unwatchStep(ctx, task.id)
    watchTask(ctx, task, task.dueAt)
  }
}

function watchTask(ctx: Ctx, task: Task, dueAt: Date | null): void {
  if (!dueAt || task.clock === 'pause') return
  watchStep(ctx, { stepId: task.id, subjectId: task.subjectId, unitId: task.unitId, dueAt })
}
