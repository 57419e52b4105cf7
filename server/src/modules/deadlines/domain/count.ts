import { addDays, addMonths, vietnamDate } from '@motcua/rules'
import {
  addWorkingMinutes,
  closingOf,
  isOpen,
  MINUTES_PER_WORKING_DAY,
  nextOpening,
  openingOfNextDay,
  type WorkCalendar,
  workingDateFrom,
  workingMinutesBetween,
} from './calendar.ts'
import { isWorkingTime, type Limit, workingMinutesOf } from './limit.ts'
import { dayOf, MINUTES_PER_DAY, minuteOf } from './moment.ts'

/** From when a limit counts and when it is used up. */
export type Counted = { from: Date; start: StartRule; due: Date; lastDay: LastDayRule }

/** In working time; out of hours, so from the next opening; after 15:00, so from the next working day. */
export type StartRule = 'in_hours' | 'out_of_hours' | 'after_cut_off'

/** Whether a limit by the calendar ended on a day off and so ends with the next working day. */
export type LastDayRule = { moved: boolean; date: string } | null

/** Results of the same day are given for what comes before 15:00 (e.g. thủ tục 1.001193). */
export const CUT_OFF_MINUTE = 15 * 60

/**
 * Counts a whole limit from a moment.
 * - Working days and hours: from the next opening when it is out of hours; a limit of at most one working day that
 *   starts at or after 15:00 counts from the opening of the next working day. Used up exactly at the end of a shift
 *   it is due at that minute.
 * - Days and months (BLDS 2015 art. 147, 148): the first day is not counted; due at the closing of the last day, or of
 *   the next working day when the last is a day off.
 */
export function countLimit(calendar: WorkCalendar, limit: Limit, at: Date): Counted {
  return isWorkingTime(limit) ? countWorkingTime(calendar, limit, at) : countDays(calendar, limit, at)
}

/** When an open supplement request closes the dossier by itself: 15 working days after the notice (NĐ 297/2025 art. 6.4a). */
export function autoCloseAt(calendar: WorkCalendar, noticeAt: Date, workingDays = 15): Date {
  return countLimit(calendar, { value: workingDays, unit: 'workingDays' }, noticeAt).due
}

/** When a step of a process is due: so many working hours from its opening, without the 15:00 rule. */
export function stepDueAt(calendar: WorkCalendar, openedAt: Date, hours: number): Date {
  return addWorkingMinutes(calendar, nextOpening(calendar, openedAt), Math.round(hours * 60))
}

/**
 * When to warn that a due date is near: when a fifth of the limit is left, and at least one working hour.
 * @param from the moment the limit was last counted from
 */
export function dueSoonAt(calendar: WorkCalendar, limit: Limit, from: Date, due: Date): Date {
  const total = isWorkingTime(limit)
    ? workingMinutesOf(limit)
    : workingMinutesBetween(calendar, from, countDays(calendar, limit, from).due)
  return addWorkingMinutes(calendar, due, -Math.max(60, Math.round(total * LEFT_WHEN_WARNED)))
}

const LEFT_WHEN_WARNED = 0.2

function countWorkingTime(calendar: WorkCalendar, limit: Limit, at: Date): Counted {
  const minutes = workingMinutesOf(limit)
  const minute = minuteOf(at)
  const isShort = minutes <= MINUTES_PER_WORKING_DAY
  const isLateInDay = minute - dayOf(minute) * MINUTES_PER_DAY >= CUT_OFF_MINUTE
  const { from, start } = opening(calendar, at)
  if (isShort && isLateInDay) {
    const next = openingOfNextDay(calendar, at)
    // In the evening both rules lead to the same opening; the plainer one is named.
    const rule = next.getTime() === from.getTime() ? start : 'after_cut_off'
    return { from: next, start: rule, due: addWorkingMinutes(calendar, next, minutes), lastDay: null }
  }
  return { from, start, due: addWorkingMinutes(calendar, from, minutes), lastDay: null }
}

function countDays(calendar: WorkCalendar, limit: Limit, at: Date): Counted {
  const { from, start } = opening(calendar, at)
  const firstDay = vietnamDate(from)
  const date = limit.unit === 'months' ? addMonths(firstDay, limit.value)! : addDays(firstDay, limit.value)!
  const worked = workingDateFrom(calendar, date)
  return {
    from,
    start,
    due: closingOf(calendar, worked)!,
    lastDay: { moved: worked !== date, date },
  }
}

function opening(calendar: WorkCalendar, at: Date): { from: Date; start: StartRule } {
  const from = nextOpening(calendar, at)
  return { from, start: isOpen(calendar, at) ? 'in_hours' : 'out_of_hours' }
}
