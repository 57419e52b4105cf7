import { addDays, dayNumber } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { notFound } from '../../platform/errors.ts'
import type { Of } from '../../platform/http/schema.ts'
import { unitByRef, unitSubtree } from '../organisations/index.ts'
import { authorise } from './authorise.ts'
import { calendarAsIf, type Plan } from './calendars.ts'
import { checkDay, checkWeek } from './commands.ts'
import type { DayConsequence, NewSpecialDay, NewWeek } from './contract.ts'
import type { SpecialDay, WeekPeriod } from './domain/calendar.ts'
import { instantOf, MINUTES_PER_DAY, minuteOfDay } from './domain/moment.ts'
import { recompute } from './domain/recompute.ts'
import { dayById, ledgersOf, openClocksOf, weekById } from './queries.ts'
import { weekOf } from './weeks.ts'

/**
 * What a special day would do to the open clocks of the unit and of those below it, were it set now. Changes nothing.
 * @throws those of `setSpecialDay`; 404 `unit.not_found`
 */
export async function previewSpecialDay(ctx: Ctx, body: Of<typeof NewSpecialDay>): Promise<DayConsequence> {
  const { unit: ref, shifts, ...rest } = body
  const { id: unitId } = await unitByRef(ctx, ref)
  await authorise(ctx, unitId)
  const hours = shifts?.map(({ from, to }) => [minuteOfDay(from), minuteOfDay(to)] as const)
  const day: SpecialDay = { ...rest, ...(hours && { shifts: hours }) }
  checkDay(day)
  return consequenceOf(ctx, unitId, { from: day.date, to: day.date }, withDay(day.date, day))
}

/** What taking a special day away would do. @throws 403 `calendar.forbidden`; 404 `calendar.no_such_day` */
export async function previewRemoval(ctx: Ctx, id: string): Promise<DayConsequence> {
  const row = await dayById(ctx, id)
  if (!row) {
    throw notFound('calendar.no_such_day', 'Không có ngày nghỉ hay ngày làm bù này; có thể đã bị xoá.')
  }
  await authorise(ctx, row.unitId)
  // Days of the country are set by the system alone: `authorise` lets nobody come here with one.
  return consequenceOf(ctx, row.unitId!, { from: row.date, to: row.date }, withDay(row.date, null))
}

/**
 * What a working week would do to the open clocks of the unit and of those below it, were it set now. Changes nothing.
 * @throws those of `addWeek`
 */
export async function previewWeek(ctx: Ctx, body: Of<typeof NewWeek>): Promise<DayConsequence> {
  const { from, to } = body
  const { id: unitId } = await unitByRef(ctx, body.unit)
  await authorise(ctx, unitId)
  const week = weekOf(body)
  checkWeek({ from, to, week })
  return consequenceOf(ctx, unitId, { from, to }, withWeek(from, { from, to, week }))
}

/** What taking a working week away would do. @throws 403 `calendar.forbidden`; 404 `calendar.no_such_week` */
export async function previewWeekRemoval(ctx: Ctx, id: string): Promise<DayConsequence> {
  const row = await weekById(ctx, id)
  if (!row) throw notFound('calendar.no_such_week', 'Không có tuần làm việc này; có thể đã được bỏ.')
  await authorise(ctx, row.unitId)
  return consequenceOf(ctx, row.unitId, row, withWeek(row.from, null))
}

const withDay =
  (date: string, day: SpecialDay | null) =>
  ({ weeks, days }: Plan): Plan => {
    const others = days.filter((other) => other.date !== date)
    return { weeks, days: day ? [...others, day] : others }
  }

/** A unit has one week that begins on a day; of two that hold, the one that began later does. */
const withWeek =
  (from: string | null, week: WeekPeriod | null) =>
  ({ weeks, days }: Plan): Plan => {
    const all = [...weeks.filter((other) => other.from !== from), ...(week ? [week] : [])]
    return { weeks: all.sort((a, b) => (b.from ?? '').localeCompare(a.from ?? '')), days }
  }

async function consequenceOf(
  ctx: Ctx,
  unitId: string,
  { from, to }: { from: string | null; to: string | null },
  change: (plan: Plan) => Plan,
): Promise<DayConsequence> {
  const counted = { clocks: 0, earlier: 0, later: 0 }
  const reason = { at: ctx.now(), cause: '', legalBasis: null }
  const of = {
    unitIds: await unitSubtree(ctx, unitId),
    since: from === null ? null : startOfDay(from),
    before: to === null ? null : startOfDay(addDays(to, 1)!),
    limit: BATCH,
  }
  for (let after: string | null = null; ; ) {
    const clocks = await openClocksOf(ctx, { ...of, after })
    const ledgers = await ledgersOf(
      ctx,
      clocks.map((clock) => clock.subjectId),
    )
    for (const clock of clocks) {
      const calendar = await calendarAsIf(ctx, clock.unitId, unitId, change)
      const step = recompute({ ...clock, calendar }, clock, ledgers.get(clock.subjectId)!, reason)
      if (step) counted[step.clock.dueAt < clock.dueAt ? 'earlier' : 'later']++
    }
    counted.clocks += clocks.length
    if (clocks.length < BATCH) return counted
    after = clocks.at(-1)!.subjectId
  }
}

const BATCH = 500

const startOfDay = (date: string): Date => instantOf(dayNumber(date)! * MINUTES_PER_DAY)
