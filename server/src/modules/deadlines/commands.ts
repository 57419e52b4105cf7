import { dayNumber } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { badRequest, notFound, unprocessable } from '../../platform/errors.ts'
import { scheduleAlarm, stopAlarm } from './alarms.ts'
import { authorise } from './authorise.ts'
import { calendarOf, forgetCalendars } from './calendars.ts'
import {
  createCalendar,
  type DayKind,
  type Shift,
  type SpecialDay,
  type Week,
  type WeekPeriod,
} from './domain/calendar.ts'
import type { ClockEvent, ClockMode } from './domain/clock-state.ts'
import { autoCloseAt as autoCloseIn, stepDueAt as stepDueIn } from './domain/count.ts'
import { applyEvent, startOf } from './domain/ledger.ts'
import { checkLimit, type Limit } from './domain/limit.ts'
import { sayDayRemoved, sayDaySet, sayWeekSet } from './domain/notes.ts'
import { type ClockView, hasOpenClocks, lockClock } from './queries.ts'
import { recomputeLater } from './recompute.ts'
import { deleteDay, deleteWeek, insertClock, putDay, putNationalDays, putWeek, updateClock } from './store.ts'

export type StartClock = {
  subjectId: string
  unitId: string
  limit: Limit
  mode: ClockMode
  reason: string
  /** From when it counts; now unless it is begun late. */
  from?: Date
  /** Promised already by the system that the dossier comes from; instead of counting the limit. */
  carriedDue?: Date
}

/**
 * Starts the legal clock of a subject in the working time of a unit. Nothing is waited for: the rows travel with
 * the command. A subject has one clock; a second start fails with the command.
 * @param input `reason` is one of the known codes (`ACCEPTED` …) or a few words for reading
 * @throws 400 of `checkLimit`
 */
export async function startClock(ctx: Ctx, input: StartClock): Promise<ClockView> {
  const { subjectId, unitId, mode } = input
  const limit = checkLimit(input.limit)
  const calendar = await calendarOf(ctx, unitId)
  const startedAt = input.from ?? ctx.now()
  const { clock, entry } = startOf({ limit, calendar, mode }, startedAt, input.reason, input.carriedDue)
  const view: ClockView = { subjectId, unitId, limit, mode, startedAt, version: 1, ...clock }
  insertClock(ctx, view, entry)
  scheduleAlarm(ctx, calendar, view)
  return view
}

/**
 * Records what happened to a clock now, and answers the clock after it. Its warnings move with the due date.
 * @throws 404 `clock.not_found`; 409 and 422 of `applyEvent`
 */
export async function applyClockEvent(
  ctx: Ctx,
  subjectId: string,
  event: Omit<ClockEvent, 'at'>,
): Promise<ClockView> {
  const before = await lockClock(ctx, subjectId)
  if (!before) throw notFound('clock.not_found', 'Hồ sơ này chưa bắt đầu tính thời hạn.')
  const calendar = await calendarOf(ctx, before.unitId)
  // A command that waited for this one's lock may have begun a moment earlier: the ledger stays in order.
  const at = new Date(Math.max(ctx.now().getTime(), before.lastAt.getTime()))
  const { clock, entry } = applyEvent({ ...before, calendar }, before, { ...event, at })
  const view: ClockView = { ...before, ...clock, version: before.version + 1 }
  updateClock(ctx, view, entry)
  if (view.state === 'running') scheduleAlarm(ctx, calendar, view)
  else stopAlarm(ctx, subjectId)
  return view
}

/** When a step that opens at `from` in a unit is due. @param hours working hours, may have a fraction */
export async function stepDueAt(ctx: Ctx, unitId: string, from: Date, hours: number): Promise<Date> {
  return stepDueIn(await calendarOf(ctx, unitId), from, hours)
}

/** When a supplement request of `noticeAt` closes the dossier by itself. @param workingDays default 15 */
export async function autoCloseAt(
  ctx: Ctx,
  unitId: string,
  noticeAt: Date,
  workingDays?: number,
): Promise<Date> {
  return autoCloseIn(await calendarOf(ctx, unitId), noticeAt, workingDays)
}

export type SetWeek = {
  unitId: string
  /** For reading: "Giờ mùa hè". */
  season: string
  /** First and last day, `YYYY-MM-DD`; null is without bound. */
  from: string | null
  to: string | null
  week: Week
  legalBasis: string
}

/**
 * Sets the working week of a unit and of those below it without one; where two hold, the one that began later does.
 * Open clocks are computed again.
 * @throws 403; 400 `calendar.bad_date`; 422 `calendar.bad_week`
 */
export async function setUnitWeek(ctx: Ctx, input: SetWeek): Promise<void> {
  await authorise(ctx, input.unitId)
  checkWeek(input)
  const { from: validFrom, to: validTo, ...rest } = input
  await putWeek(ctx, { ...rest, validFrom, validTo })
  forgetCalendars(ctx)
  const { unitId, from, to, legalBasis } = input
  recomputeLater(ctx, { unitId, from, to, legalBasis, cause: sayWeekSet(input) })
  ctx.about(input.unitId, { season: input.season, from: input.from })
}

/** @throws 400 `calendar.bad_date`; 422 `calendar.bad_week` when its hours are none */
export function checkWeek(period: WeekPeriod): void {
  const { from, to } = period
  for (const date of [from, to]) if (date !== null) checkDate(date)
  if (from !== null && to !== null && to < from) {
    throw badRequest('calendar.bad_date', 'Ngày cuối phải bằng hoặc sau ngày đầu.')
  }
  refuseBadHours(() => createCalendar([period]))
}

/**
 * Takes a working week away: what holds without it holds again. Open clocks are computed again.
 * @throws 403; 404 `calendar.no_such_week`
 */
export async function removeUnitWeek(
  ctx: Ctx,
  row: {
    id: string
    unitId: string
    season: string
    from: string | null
    to: string | null
    legalBasis: string
  },
): Promise<void> {
  const { id, unitId, season, from, to, legalBasis } = row
  await authorise(ctx, unitId)
  if (!(await deleteWeek(ctx, id))) {
    throw notFound('calendar.no_such_week', 'Không có tuần làm việc này; có thể đã được bỏ.')
  }
  forgetCalendars(ctx)
  recomputeLater(ctx, { unitId, from, to, legalBasis, cause: `thôi áp dụng giờ làm việc riêng (${season})` })
  ctx.about(unitId, { season, from })
}

export type SetDay = {
  /** Null for the whole country. */
  unitId: string | null
  date: string
  kind: DayKind
  name: string
  legalBasis: string
  swappedWith?: string
  shifts?: readonly Shift[]
}

/**
 * Sets a day off or a working day of a unit and those below it, or of the whole country. Open clocks are computed again,
 * never beyond the date that was promised.
 * @throws 403; 400 `calendar.bad_date`; 422 `calendar.bad_week`
 */
export async function setSpecialDay(ctx: Ctx, input: SetDay): Promise<void> {
  const above = await authorise(ctx, input.unitId)
  checkDay(input as SpecialDay)
  const scope = input.unitId === null ? 'national' : above.length === 0 ? 'province' : 'unit'
  await putDay(ctx, { ...input, scope })
  changedDay(ctx, input, sayDaySet(input))
}

/** @throws 400 `calendar.bad_date`; 422 `calendar.bad_week` when its hours are none */
export function checkDay(day: SpecialDay): void {
  checkDate(day.date)
  if (day.swappedWith) checkDate(day.swappedWith)
  refuseBadHours(() => createCalendar([], [day]))
}

/**
 * Takes a special day away again. Dates that it brought forward go back, as far as they were promised.
 * @throws 403; 400 `calendar.bad_date`; 404 `calendar.no_such_day`
 */
export async function removeSpecialDay(
  ctx: Ctx,
  { unitId, date }: { unitId: string | null; date: string },
): Promise<void> {
  await authorise(ctx, unitId)
  checkDate(date)
  const day = await deleteDay(ctx, unitId, date)
  if (!day)
    throw notFound('calendar.no_such_day', 'Đơn vị không có ngày nghỉ hay ngày làm bù riêng vào ngày này.')
  changedDay(ctx, { ...day, unitId }, sayDayRemoved(day))
}

/** Brings the national days up to the list of `domain/holidays.ts`. */
export async function seedNationalDays(ctx: Ctx, days: readonly SpecialDay[]): Promise<void> {
  const changed = await putNationalDays(ctx, days)
  if (!changed) return
  forgetCalendars(ctx)
  if (!(await hasOpenClocks(ctx))) return
  recomputeLater(ctx, {
    unitId: null,
    ...changed,
    cause: 'ngày nghỉ lễ cả nước được cập nhật',
    legalBasis: null,
  })
}

function changedDay(
  ctx: Ctx,
  { unitId, date, kind, legalBasis }: Pick<SetDay, 'unitId' | 'date' | 'kind' | 'legalBasis'>,
  cause: string,
): void {
  forgetCalendars(ctx)
  recomputeLater(ctx, { unitId, from: date, to: date, cause, legalBasis })
  ctx.about(unitId ?? 'national', { date, kind })
}

function checkDate(date: string): void {
  if (dayNumber(date) === undefined) {
    throw badRequest('calendar.bad_date', `Không có ngày “${date.slice(0, 20)}”; hãy viết như 2026-08-22.`)
  }
}

function refuseBadHours(make: () => unknown): void {
  try {
    make()
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw unprocessable('calendar.bad_week', error.message)
  }
}
