import type { Ctx } from '../../platform/ctx.ts'
import type { JobHandler } from '../../platform/jobs.ts'
import { calendarOf } from './calendars.ts'
import { ALARM_ROLES, type Alarm, firstAlarm, kindNow, nextAlarm, sayAlarm } from './domain/alarm.ts'
import type { WorkCalendar } from './domain/calendar.ts'
import { sayMoment } from './domain/moment.ts'
import { type ClockView, lockClock } from './queries.ts'
import { insertAlert } from './store.ts'

const CLOCK_JOB = 'deadlines.ring'
const STEP_JOB = 'deadlines.ring_step'
const clockKey = (subjectId: string) => `deadlines.clock:${subjectId}`
const stepKey = (stepId: string) => `deadlines.step:${stepId}`

/** Plans the next alarm of a running clock in place of the one it had: a clock has one job at a time. */
export function scheduleAlarm(ctx: Ctx, calendar: WorkCalendar, clock: ClockView): void {
  plan(ctx, clock, firstAlarm(calendar, clock.limit, clock, ctx.now()))
}

/** Cancels the alarms of a clock that is paused or has ended. */
export function stopAlarm(ctx: Ctx, subjectId: string): void {
  ctx.unschedule(clockKey(subjectId))
}

export type WatchedStep = {
  stepId: string
  subjectId: string
  unitId: string
  dueAt: Date
  /** Who is told when it is late; default the head. */
  toRole?: string
}

/** Plans the alarm of a step of a process; watching it again replaces the plan. */
export function watchStep(ctx: Ctx, { dueAt, ...step }: WatchedStep): void {
  const toRole = step.toRole ?? ALARM_ROLES.late
  const payload: StepPayload = { ...step, toRole, dueAt: dueAt.toISOString() }
  ctx.schedule({
    name: STEP_JOB,
    payload,
    at: new Date(dueAt.getTime() + 60_000),
    key: stepKey(step.stepId),
  })
}

/** Cancels the alarm of a step that is done. */
export function unwatchStep(ctx: Ctx, stepId: string): void {
  ctx.unschedule(stepKey(stepId))
}

/** Handlers of the alarms. Each rings once for a due date, however often its job runs. */
export const alarmJobs: Record<string, JobHandler> = {
  [CLOCK_JOB]: (ctx, payload) => ringClock(ctx, payload as ClockPayload),
  [STEP_JOB]: (ctx, payload) => ringStep(ctx, payload as StepPayload),
}

type ClockPayload = { subjectId: string; kind: Alarm['kind']; dueAt: string }
type StepPayload = { stepId: string; subjectId: string; unitId: string; dueAt: string; toRole: string }

function plan(ctx: Ctx, { subjectId, dueAt }: ClockView, { kind, at }: Alarm): void {
  const payload: ClockPayload = { subjectId, kind, dueAt: dueAt.toISOString() }
  ctx.schedule({ name: CLOCK_JOB, payload, at, key: clockKey(subjectId) })
}

async function ringClock(ctx: Ctx, payload: ClockPayload): Promise<void> {
  const clock = await lockClock(ctx, payload.subjectId)
  ctx.about(payload.subjectId, { alarm: payload.kind })
  // A job that was already under way when the due date moved or the clock stopped has nothing to say.
  if (clock?.state !== 'running' || clock.dueAt.toISOString() !== payload.dueAt) return
  const { subjectId, unitId, dueAt } = clock
  const calendar = await calendarOf(ctx, unitId)
  const kind = kindNow(payload.kind, dueAt, ctx.now())
  const toRole = ALARM_ROLES[kind]
  const note = sayAlarm(calendar, kind, dueAt, ctx.now())
  const next = nextAlarm(calendar, kind, dueAt)
  if (next) plan(ctx, clock, next)
  const rings = await insertAlert(ctx, { subjectId, stepId: null, unitId, kind, dueAt, toRole, note })
  if (!rings) return
  const type = `deadlines.${kind === 'escalation' ? 'escalated' : kind}`
  ctx.emit({ type, subject: subjectId, data: { unitId, dueAt: dueAt.toISOString(), toRole } })
}

async function ringStep(ctx: Ctx, { stepId, subjectId, unitId, dueAt, toRole }: StepPayload): Promise<void> {
  ctx.about(subjectId, { alarm: 'step_late', stepId })
  const due = new Date(dueAt)
  const note = `Bước xử lý đã quá hạn ${sayMoment(due)} mà chưa xong.`
  const kind = 'step_late'
  const rings = await insertAlert(ctx, { subjectId, stepId, unitId, kind, dueAt: due, toRole, note })
  if (!rings) return
  ctx.emit({ type: 'deadlines.step_late', subject: subjectId, data: { stepId, unitId, dueAt, toRole } })
}
