import { addDays, vietnamDate } from '@motcua/rules'
import { type WorkCalendar, workingMinutesBetween } from '../../modules/deadlines/index.ts'

/**
 * A moment named as `-3 14:30`: so many working days after (or before) a civil date, at a Vietnamese wall time.
 * Day 0 is the date itself, or the next working day when it is a day off.
 * @param date `YYYY-MM-DD`
 * @throws when the text is none
 */
export function momentOf(calendar: WorkCalendar, date: string, text: string): Date {
  const match = /^([+-]?\d+) (\d{2}:\d{2})$/.exec(text)
  if (!match) throw new Error(`no moment: ${text}`)
  return new Date(`${workingDay(calendar, date, Number(match[1]))}T${match[2]}:00+07:00`)
}

/** The civil date so many working days from another; see `momentOf`. */
export function workingDay(calendar: WorkCalendar, date: string, days: number): string {
  let day = date
  while (!isWorkingDay(calendar, day)) day = addDays(day, 1)!
  for (let left = Math.abs(days); left > 0; ) {
    day = addDays(day, Math.sign(days))!
    if (isWorkingDay(calendar, day)) left -= 1
  }
  return day
}

/** The civil date in Việt Nam of the opening of today's work, or of the next when today is a day off. */
export const firstWorkingDay = (calendar: WorkCalendar, now: Date): string =>
  workingDay(calendar, vietnamDate(now), 0)

/** Whether anybody works on this civil date. */
export function isWorkingDay(calendar: WorkCalendar, date: string): boolean {
  const start = new Date(`${date}T00:00:00+07:00`)
  return workingMinutesBetween(calendar, start, new Date(start.getTime() + 86_400_000)) > 0
}
