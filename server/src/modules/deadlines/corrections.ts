import type { Ctx } from '../../platform/ctx.ts'
import { conflict, notFound } from '../../platform/errors.ts'
import { scheduleAlarm, stopAlarm } from './alarms.ts'
import { calendarOf } from './calendars.ts'
import type { ClockMode } from './domain/clock-state.ts'
import { correct } from './domain/correct.ts'
import { checkLimit, type Limit } from './domain/limit.ts'
import { type ClockView, ledgersOf, lockClock } from './queries.ts'
import { replaceClock } from './store.ts'

export type CorrectClock = {
  subjectId: string
  /** When the dossier was truly received; not after now. */
  from: Date
  unitId: string
  limit: Limit
  mode: ClockMode
  /** What was wrong, in words. */
  cause: string
}

/**
 * Puts a clock right that was started from wrong facts: all that happened to it happens again under the right ones, and
 * a line of the ledger tells both dates and why. When only the moment moved, to an earlier one, no date becomes later.
 * @throws 404 `clock.not_found`; 409 `clock.ended`; 400 of `checkLimit`
 */
export async function correctClock(ctx: Ctx, input: CorrectClock): Promise<ClockView> {
  const { subjectId, from, unitId, mode, cause } = input
  const limit = checkLimit(input.limit)
  const before = await lockClock(ctx, subjectId)
  if (!before) throw notFound('clock.not_found', 'Hồ sơ này chưa bắt đầu tính thời hạn.')
  if (before.state === 'ended') {
    throw conflict('clock.ended', 'Thời hạn của hồ sơ đã kết thúc, không sửa được nữa.')
  }
  const [calendar, ledgers] = await Promise.all([calendarOf(ctx, unitId), ledgersOf(ctx, [subjectId])])
  const keepsPromise =
    from <= before.startedAt &&
    unitId === before.unitId &&
    mode === before.mode &&
    limit.unit === before.limit.unit &&
    limit.value === before.limit.value
  const at = new Date(Math.max(ctx.now().getTime(), before.lastAt.getTime()))
  const { clock, entry } = correct({ limit, calendar, mode }, before, ledgers.get(subjectId)!, {
    at,
    from,
    cause,
    keepsPromise,
  })
  const version = before.version + 1
  const view: ClockView = { subjectId, unitId, limit, mode, startedAt: from, version, ...clock }
  replaceClock(ctx, view, entry)
  if (view.state === 'running') scheduleAlarm(ctx, calendar, view)
  else stopAlarm(ctx, subjectId)
  return view
}
