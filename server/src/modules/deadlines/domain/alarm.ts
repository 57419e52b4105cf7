import {
  addWorkingMinutes,
  MINUTES_PER_WORKING_DAY,
  type WorkCalendar,
  workingMinutesBetween,
} from './calendar.ts'
import { dueSoonAt } from './count.ts'
import type { Limit } from './limit.ts'
import { sayMoment } from './moment.ts'
import { sayDuration } from './notes.ts'

export type AlarmKind = 'due_soon' | 'late' | 'escalation'

/** What rings next for a running clock. */
export type Alarm = { kind: AlarmKind; at: Date }

/** The first alarm of a due date: a warning before it. Never in the past. */
export function firstAlarm(
  calendar: WorkCalendar,
  limit: Limit,
  clock: { countedFrom: Date; dueAt: Date },
  now: Date,
): Alarm {
  const at = dueSoonAt(calendar, limit, clock.countedFrom, clock.dueAt)
  return { kind: 'due_soon', at: at < now ? now : at }
}

/** What follows an alarm while nothing happens: at the due date late, one working day later the leader is told. */
export function nextAlarm(calendar: WorkCalendar, kind: AlarmKind, dueAt: Date): Alarm | null {
  if (kind === 'due_soon') return { kind: 'late', at: new Date(dueAt.getTime() + MINUTE_MS) }
  if (kind === 'late') {
    return { kind: 'escalation', at: addWorkingMinutes(calendar, dueAt, MINUTES_PER_WORKING_DAY) }
  }
  return null
}

// The due minute itself is still on time.
const MINUTE_MS = 60_000

/** A warning that rings after the due date (the worker stood still) is no warning any more. */
export function kindNow(kind: AlarmKind, dueAt: Date, now: Date): AlarmKind {
  return kind === 'due_soon' && now.getTime() >= dueAt.getTime() + MINUTE_MS ? 'late' : kind
}

/** Who is told: the officer before, the head at the due date, the leader afterwards. */
export const ALARM_ROLES: Record<AlarmKind, string> = {
  due_soon: 'chuyenvien',
  late: 'truongphong',
  escalation: 'lanhdao',
}

export function sayAlarm(calendar: WorkCalendar, kind: AlarmKind, dueAt: Date, now: Date): string {
  if (kind === 'due_soon') {
    return `Còn ${sayDuration(workingMinutesBetween(calendar, now, dueAt))} đến hạn trả ${sayMoment(dueAt)}.`
  }
  const late = sayDuration(Math.max(1, workingMinutesBetween(calendar, dueAt, now)))
  return kind === 'late'
    ? `Đã quá hạn trả ${sayMoment(dueAt)} mà chưa có kết quả.`
    : `Đã quá hạn trả ${sayMoment(dueAt)} được ${late} mà chưa có kết quả; đề nghị lãnh đạo chỉ đạo.`
}
