import { vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { unitByRef, unitRef } from '../organisations/index.ts'
import { calendarOf } from './calendars.ts'
import type { CalendarYear } from './contract.ts'
import { type Shift, shiftsOn } from './domain/calendar.ts'
import { timeOfDay } from './domain/moment.ts'

/**
 * The working time of a unit in a year, for printing: weeks, holidays, swapped days.
 * @param ref id, code or short name of the unit; undefined is the whole country
 * @param year default this year
 * @throws 404 `unit.not_found`
 */
export async function calendarYear(
  ctx: Ctx,
  ref?: string,
  year: number = Number(vietnamDate(ctx.now()).slice(0, 4)),
): Promise<CalendarYear> {
  const unit = ref === undefined ? null : await unitByRef(ctx, ref)
  const calendar = await calendarOf(ctx, unit?.id ?? null)
  const [first, last] = [`${year}-01-01`, `${year}-12-31`]
  const weeks = calendar.periods.filter((p) => (p.from ?? first) <= last && (p.to ?? last) >= first)
  // What stands behind a week without bounds never comes to hold.
  const endless = weeks.findIndex((p) => p.from === null && p.to === null)
  return {
    unit: unit && { id: unit.id, code: unitRef(unit), name: unit.name },
    year,
    weeks: weeks.slice(0, endless + 1).map(({ season = 'Cả năm', from, to, week }) => ({
      season,
      from,
      to,
      days: week.map((shifts, i) => ({ weekday: i + 1, shifts: shifts.map(printShift) })),
    })),
    days: [...calendar.special.values()]
      .filter(({ date }) => date >= first && date <= last)
      .map((day) => {
        const shifts = shiftsOn(calendar, day.date)
        return {
          date: day.date,
          kind: day.kind,
          name: day.name,
          works: shifts.length > 0,
          shifts: shifts.map(printShift),
          swappedWith: day.swappedWith ?? null,
          legalBasis: day.legalBasis,
          provisional: day.provisional ?? false,
        }
      }),
  }
}

export const printShift = ([start, end]: Shift) => ({ from: timeOfDay(start), to: timeOfDay(end) })
