import type { Ctx } from '../../../platform/ctx.ts'
import {
  addWorkingMinutes,
  calendarOf,
  unwatchStep,
  watchStep,
  workingMinutesBetween,
} from '../../deadlines/index.ts'
import { type Advance, openTasks, postponeTask, type Task } from '../../process/index.ts'

/** Sets the alarms of steps that opened and takes away those of steps that closed. */
export function watchAdvance(ctx: Ctx, advance: Pick<Advance, 'completed' | 'interrupted' | 'opened'>): void {
  for (const task of [...(advance.completed ? [advance.completed] : []), ...advance.interrupted]) {
    unwatchStep(ctx, task.id)
  }
  for (const task of advance.opened) watchTask(ctx, task, task.dueAt)
}

/** Tells subscribers what the process asks of services: an event for each service task on the way. */
export function callServices(ctx: Ctx, dossierId: string, advance: Pick<Advance, 'services'>): void {
  for (const { node, action } of advance.services) {
    ctx.emit({ type: 'dossier.serviceCalled', subject: dossierId, data: { step: node, action } })
  }
}

/** While the applicant is waited for, no step can be late. */
export async function silenceSteps(ctx: Ctx, dossierId: string): Promise<void> {
  for (const task of await openTasks(ctx, [dossierId])) unwatchStep(ctx, task.id)
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

function watchTask(ctx: Ctx, task: Task, dueAt: Date | null): void {
  if (!dueAt || task.clock === 'pause') return
  watchStep(ctx, { stepId: task.id, subjectId: task.subjectId, unitId: task.unitId, dueAt })
}
