import { dayNumber } from '@motcua/rules'
import { dateOfDay, dayOf, instantOf, MINUTES_PER_DAY, minuteOf, weekdayOf } from './moment.ts'

/** Working time from one minute after midnight to another, the end not included: `[450, 690]` is 07:30-11:30. */
export type Shift = readonly [start: number, end: number]

/** Shifts of Monday (0) to Sunday (6); an empty list is a weekly day off. */
export type Week = readonly (readonly Shift[])[]

export const DAY_KINDS = ['HOLIDAY', 'COMPENSATION', 'SWAPPED_OFF', 'WORKING_SWAP', 'LOCAL_OFF'] as const
export type DayKind = (typeof DAY_KINDS)[number]

/** A date that does not follow the week. */
export type SpecialDay = {
  /** `YYYY-MM-DD` */
  date: string
  kind: DayKind
  /** Why, for reading: "Tết Nguyên đán". */
  name: string
  legalBasis: string
  /** Of a swap: the other date. A working Saturday has the shifts of the day that is off instead. */
  swappedWith?: string | null
  /** Hours of this very day, e.g. half a day off; default none, and for a working day those of `swappedWith`. */
  shifts?: readonly Shift[] | null
  /** Expected, but not yet announced by the State. */
  provisional?: boolean
}

/** The week that holds from one date to another, both included; null is without bound. `season` is for reading. */
export type WeekPeriod = { from: string | null; to: string | null; week: Week; season?: string }

/** Working time of one unit on every date; made by `createCalendar`, never changed. */
export type WorkCalendar = {
  /** The first period that covers a date gives its week. */
  periods: readonly WeekPeriod[]
  /** By day number, in order of date. */
  special: ReadonlyMap<number, SpecialDay>
  /** Remembered by civil year, worked out at first use. */
  years: Map<number, Year>
}

const MORNING: Shift = [450, 690]
const AFTERNOON: Shift = [810, 1050]
const FULL_DAY = [MORNING, AFTERNOON]

/** Monday to Friday, 07:30-11:30 and 13:30-17:30: 8 hours a day, 40 hours a week (QĐ 188/1999/QĐ-TTg). */
export const STANDARD_WEEK: Week = [FULL_DAY, FULL_DAY, FULL_DAY, FULL_DAY, FULL_DAY, [], []]

/** One working day of a legal limit, whatever the shifts of the unit. */
export const MINUTES_PER_WORKING_DAY = 480

/**
 * A calendar from weeks and special days; of two special days on one date the later in the list holds.
 * @throws RangeError when a week is not 7 lists of ordered shifts, or there is never working time
 */
export function createCalendar(
  periods: readonly WeekPeriod[],
  specialDays: readonly SpecialDay[] = [],
): WorkCalendar {
  const always = [...periods, { from: null, to: null, week: STANDARD_WEEK }]
  for (const { week } of always) checkWeek(week)
  const byDay = new Map<number, SpecialDay>()
  for (const special of specialDays) {
    const day = dayNumber(special.date)
    if (day === undefined) throw new RangeError(`Không có ngày ${special.date}.`)
    checkShifts(special.shifts ?? [])
    byDay.set(day, special)
  }
  return { periods: always, special: new Map([...byDay].sort(([a], [b]) => a - b)), years: new Map() }
}

/**
 * The minute at which so many working minutes are used up, counted from `from`. Used up exactly at the end of a
 * shift means that end, not the next opening. With a negative number it counts backwards, to the latest such
 * minute; with 0 it stays.
 */
export function addWorkingMinutes(calendar: WorkCalendar, from: Date, minutes: number): Date {
  if (minutes === 0) return instantOf(minuteOf(from))
  const { year, used } = positionOf(calendar, minuteOf(from))
  return instantOf(
    minutes > 0 ? earliest(calendar, year, used + minutes) : latest(calendar, year, used + minutes),
  )
}

/** Working minutes from `a` to `b`; negative when `b` is earlier. */
export function workingMinutesBetween(calendar: WorkCalendar, a: Date, b: Date): number {
  if (a > b) return -workingMinutesBetween(calendar, b, a) + 0
  const start = positionOf(calendar, minuteOf(a))
  const end = positionOf(calendar, minuteOf(b))
  let minutes = end.used - start.used
  for (let year = start.year; year < end.year; year++) minutes += yearOf(calendar, year).total
  return minutes
}

/** Whether the unit works at this minute; at the end of a shift it no longer does. */
export function isOpen(calendar: WorkCalendar, at: Date): boolean {
  const minute = minuteOf(at)
  const day = dayOf(minute)
  const time = minute - day * MINUTES_PER_DAY
  return shiftsOfDay(calendar, day).some(([start, end]) => start <= time && time < end)
}

/** The minute itself in working time, otherwise the next opening. */
export function nextOpening(calendar: WorkCalendar, at: Date): Date {
  const { year, used } = positionOf(calendar, minuteOf(at))
  return instantOf(latest(calendar, year, used))
}

/** Opening of the first working day after the civil date of `at`. */
export function openingOfNextDay(calendar: WorkCalendar, at: Date): Date {
  return nextOpening(calendar, instantOf((dayOf(minuteOf(at)) + 1) * MINUTES_PER_DAY))
}

/** Shifts of a civil date, in order; none on a day off. */
export function shiftsOn(calendar: WorkCalendar, date: string): readonly Shift[] {
  return shiftsOfDay(calendar, dayNumber(date)!)
}

/** The end of the last shift of a civil date, or null on a day off. */
export function closingOf(calendar: WorkCalendar, date: string): Date | null {
  const last = shiftsOn(calendar, date).at(-1)
  return last ? instantOf(dayNumber(date)! * MINUTES_PER_DAY + last[1]) : null
}

/** The date itself when it is worked on, otherwise the next one that is. */
export function workingDateFrom(calendar: WorkCalendar, date: string): string {
  const midnight = instantOf(dayNumber(date)! * MINUTES_PER_DAY)
  return dateOfDay(dayOf(minuteOf(nextOpening(calendar, midnight))))
}

/** The special days from the date of `a` to that of `b`, both included, in order. */
export function specialDaysBetween(calendar: WorkCalendar, a: Date, b: Date): SpecialDay[] {
  const found: SpecialDay[] = []
  const last = dayOf(minuteOf(b))
  for (let year = yearOfDay(dayOf(minuteOf(a))); year <= yearOfDay(last); year++) {
    for (const special of yearOf(calendar, year).special) {
      const day = dayNumber(special.date)!
      if (day >= dayOf(minuteOf(a)) && day <= last) found.push(special)
    }
  }
  return found
}

/** One civil year, worked out: shifts of each day, and the working minutes of the year before each day. */
type Year = {
  firstDay: number
  shifts: readonly (readonly Shift[])[]
  before: Int32Array
  total: number
  special: readonly SpecialDay[]
}

function yearOf(calendar: WorkCalendar, year: number): Year {
  let made = calendar.years.get(year)
  if (!made) {
    made = makeYear(calendar, year)
    calendar.years.set(year, made)
  }
  return made
}

function makeYear(calendar: WorkCalendar, year: number): Year {
  const firstDay = Date.UTC(year, 0, 1) / 86_400_000
  const length = Date.UTC(year + 1, 0, 1) / 86_400_000 - firstDay
  const before = new Int32Array(length)
  const shifts: (readonly Shift[])[] = []
  const special: SpecialDay[] = []
  let total = 0
  for (let i = 0; i < length; i++) {
    before[i] = total
    const override = calendar.special.get(firstDay + i)
    if (override) special.push(override)
    const today = override
      ? shiftsOfSpecial(calendar, override)
      : weekOf(calendar, firstDay + i)[weekdayOf(firstDay + i)]!
    shifts.push(today)
    for (const [start, end] of today) total += end - start
  }
  return { firstDay, shifts, before, total, special }
}

function shiftsOfSpecial(calendar: WorkCalendar, special: SpecialDay): readonly Shift[] {
  if (special.shifts) return special.shifts
  if (special.kind !== 'WORKING_SWAP') return []
  const week = weekOf(calendar, dayNumber(special.date)!)
  const swapped = special.swappedWith ? week[weekdayOf(dayNumber(special.swappedWith)!)]! : []
  return swapped.length > 0 ? swapped : week.find((shifts) => shifts.length > 0)!
}

function weekOf(calendar: WorkCalendar, day: number): Week {
  const date = dateOfDay(day)
  return calendar.periods.find((p) => (p.from ?? date) <= date && date <= (p.to ?? date))!.week
}

const yearOfDay = (day: number): number => new Date(day * 86_400_000).getUTCFullYear()

function shiftsOfDay(calendar: WorkCalendar, day: number): readonly Shift[] {
  const year = yearOf(calendar, yearOfDay(day))
  return year.shifts[day - year.firstDay]!
}

/** The civil year of a minute, and the working minutes of that year up to it. */
function positionOf(calendar: WorkCalendar, minute: number): { year: number; used: number } {
  const day = dayOf(minute)
  const number = yearOfDay(day)
  const year = yearOf(calendar, number)
  const time = minute - day * MINUTES_PER_DAY
  let used = year.before[day - year.firstDay]!
  for (const [start, end] of year.shifts[day - year.firstDay]!) {
    if (time > start) used += Math.min(time, end) - start
  }
  return { year: number, used }
}

/** The first minute with `used` (more than 0) working minutes of the year before it. */
function earliest(calendar: WorkCalendar, number: number, used: number): number {
  let year = yearOf(calendar, number)
  while (used > year.total) {
    used -= year.total
    year = yearOf(calendar, ++number)
  }
  const index = lastIndex(year.before, (before) => before < used)
  let rest = used - year.before[index]!
  for (const [start, end] of year.shifts[index]!) {
    if (rest <= end - start) return (year.firstDay + index) * MINUTES_PER_DAY + start + rest
    rest -= end - start
  }
  throw new Error('a day is shorter than its sum')
}

/** The last minute with `used` working minutes of the year before it: one at which work goes on. */
function latest(calendar: WorkCalendar, number: number, used: number): number {
  let year = yearOf(calendar, number)
  while (used < 0) {
    year = yearOf(calendar, --number)
    used += year.total
  }
  while (used >= year.total) {
    used -= year.total
    year = yearOf(calendar, ++number)
  }
  const index = lastIndex(year.before, (before) => before <= used)
  let rest = used - year.before[index]!
  for (const [start, end] of year.shifts[index]!) {
    if (rest < end - start) return (year.firstDay + index) * MINUTES_PER_DAY + start + rest
    rest -= end - start
  }
  throw new Error('a day is shorter than its sum')
}

/** Index of the last number that fulfils a condition which the first ones fulfil and the others do not. */
function lastIndex(numbers: Int32Array, fulfils: (n: number) => boolean): number {
  let low = 0
  let high = numbers.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (fulfils(numbers[middle]!)) low = middle
    else high = middle - 1
  }
  return low
}

function checkWeek(week: Week): void {
  if (week.length !== 7) throw new RangeError('Một tuần làm việc phải có đủ 7 ngày.')
  for (const shifts of week) checkShifts(shifts)
  if (week.every((shifts) => shifts.length === 0)) {
    throw new RangeError('Một tuần làm việc phải có ít nhất một ca.')
  }
}

function checkShifts(shifts: readonly Shift[]): void {
  let free = 0
  for (const [start, end] of shifts) {
    if (!Number.isInteger(start) || !Number.isInteger(end) || start < free || end <= start || end > 1440) {
      throw new RangeError('Các ca trong ngày phải theo thứ tự, không chồng nhau và nằm trong 00:00-24:00.')
    }
    free = end
  }
}
