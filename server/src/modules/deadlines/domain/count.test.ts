import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slowAdd, slowIsOpen } from '../testing/slow-oracle.ts'
import { createCalendar, isOpen, STANDARD_WEEK } from './calendar.ts'
import { autoCloseAt, countLimit, dueSoonAt, stepDueAt } from './count.ts'
import { NATIONAL_DAYS, STANDARD_CALENDAR } from './holidays.ts'
import { type Limit, parseLimit, workingMinutesOf } from './limit.ts'
import { parseMoment, vietnamIso } from './moment.ts'

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date) => vietnamIso(moment).slice(0, 16)
const saturdays = createCalendar(
  [{ from: null, to: null, week: STANDARD_WEEK.map((s, i) => (i === 5 ? [[450, 690]] : s)) }],
  NATIONAL_DAYS,
)

describe('countLimit', () => {
  it.each([
    // The limit of the specification: 1 hour on the Friday, then five days with the last one hour short.
    ['2026-02-13T16:30', '5 ngày làm việc', '2026-02-27T16:30', 'in_hours'],
    ['2026-02-13T17:30', '5 ngày làm việc', '2026-02-27T17:30', 'out_of_hours'],
    ['2026-02-18T09:00', '1 ngày làm việc', '2026-02-23T17:30', 'out_of_hours'],
    // The working Saturday 22/8 and the Monday 31/8 it is swapped with.
    ['2026-08-21T10:00', '2 ngày làm việc', '2026-08-24T10:00', 'in_hours'],
    ['2026-08-22T10:00', '5 ngày làm việc', '2026-08-28T10:00', 'in_hours'],
    ['2026-08-28T10:00', '2 ngày làm việc', '2026-09-04T10:00', 'in_hours'],
    // End of a shift.
    ['2026-03-02T07:30', '1 ngày làm việc', '2026-03-02T17:30', 'in_hours'],
    ['2026-03-02T07:30', '4 giờ làm việc', '2026-03-02T11:30', 'in_hours'],
    ['2026-03-02T13:30', '0,5 ngày làm việc', '2026-03-02T17:30', 'in_hours'],
    ['2026-03-02T17:30', '2 ngày làm việc', '2026-03-04T17:30', 'out_of_hours'],
    ['2026-03-02T11:30', '2 ngày làm việc', '2026-03-04T11:30', 'out_of_hours'],
    // Out of hours: before, at noon, in the evening, at the weekend.
    ['2026-03-02T06:00', '2 giờ làm việc', '2026-03-02T09:30', 'out_of_hours'],
    ['2026-03-02T12:00', '2 giờ làm việc', '2026-03-02T15:30', 'out_of_hours'],
    ['2026-03-02T20:00', '2 giờ làm việc', '2026-03-03T09:30', 'out_of_hours'],
    ['2026-03-07T09:00', '2 giờ làm việc', '2026-03-09T09:30', 'out_of_hours'],
    // 15:00 rule: at most one working day, in working units only.
    ['2026-03-02T14:59', '1 ngày làm việc', '2026-03-03T14:59', 'in_hours'],
    ['2026-03-02T15:00', '1 ngày làm việc', '2026-03-03T17:30', 'after_cut_off'],
    ['2026-03-02T15:00', '8 giờ làm việc', '2026-03-03T17:30', 'after_cut_off'],
    ['2026-03-02T16:00', '4 giờ làm việc', '2026-03-03T11:30', 'after_cut_off'],
    ['2026-03-06T15:00', '1 giờ làm việc', '2026-03-09T08:30', 'after_cut_off'],
    ['2026-02-13T15:00', '1 ngày làm việc', '2026-02-23T17:30', 'after_cut_off'],
    ['2026-08-21T15:30', '1 ngày làm việc', '2026-08-22T17:30', 'after_cut_off'],
    ['2026-03-02T15:00', '9 giờ làm việc', '2026-03-03T16:00', 'in_hours'],
    ['2026-03-02T15:00', '1,25 ngày làm việc', '2026-03-03T17:00', 'in_hours'],
    ['2026-03-02T15:00', '2 ngày làm việc', '2026-03-04T15:00', 'in_hours'],
    ['2026-03-01T15:00', '1 ngày làm việc', '2026-03-02T17:30', 'out_of_hours'],
    // Calendar days: the first day is not counted, the last one ends at closing time.
    ['2026-03-02T10:00', '1 ngày', '2026-03-03T17:30', 'in_hours'],
    ['2026-03-02T16:00', '1 ngày', '2026-03-03T17:30', 'in_hours'],
    ['2026-03-02T10:00', '10 ngày', '2026-03-12T17:30', 'in_hours'],
    ['2026-03-02T10:00', '5 ngày', '2026-03-09T17:30', 'in_hours'],
    ['2026-02-06T10:00', '10 ngày', '2026-02-23T17:30', 'in_hours'],
    ['2026-08-12T10:00', '10 ngày', '2026-08-22T17:30', 'in_hours'],
    ['2026-03-07T10:00', '3 ngày', '2026-03-12T17:30', 'out_of_hours'],
    ['2026-03-06T17:30', '3 ngày', '2026-03-12T17:30', 'out_of_hours'],
    // Months: same day, or the last of a shorter month.
    ['2026-03-02T10:00', '1 tháng', '2026-04-02T17:30', 'in_hours'],
    ['2026-01-30T10:00', '1 tháng', '2026-03-02T17:30', 'in_hours'],
    ['2024-01-31T10:00', '1 tháng', '2024-02-29T17:30', 'in_hours'],
    ['2026-01-16T10:00', '1 tháng', '2026-02-23T17:30', 'in_hours'],
    ['2026-11-24T10:00', '1 tháng', '2026-12-25T17:30', 'out_of_hours'],
  ])('%s + %s is due %s (%s)', (from, limit, due, start) => {
    const counted = countLimit(STANDARD_CALENDAR, parseLimit(limit), at(from))
    expect([iso(counted.due), counted.start]).toEqual([due, start])
  })

  it.each([
    ['2026-03-06T16:30', '1 ngày làm việc', '2026-03-09T11:30'],
    ['2026-03-06T14:30', '1 ngày làm việc', '2026-03-09T08:30'],
    ['2026-03-07T09:30', '2 ngày làm việc', '2026-03-10T15:30'],
    ['2026-03-04T10:00', '3 ngày', '2026-03-07T11:30'],
  ])('with Saturday mornings, %s + %s is due %s', (from, limit, due) => {
    expect(iso(countLimit(saturdays, parseLimit(limit), at(from)).due)).toBe(due)
  })

  it('says that the last day was moved', () => {
    const counted = countLimit(STANDARD_CALENDAR, parseLimit('5 ngày'), at('2026-03-02T10:00'))
    expect(counted.lastDay).toEqual({ moved: true, date: '2026-03-07' })
  })
})

describe('other dates', () => {
  it.each([
    ['2026-03-02T10:00', 2, '2026-03-02T14:00'],
    ['2026-03-02T16:30', 4, '2026-03-03T10:30'],
    ['2026-03-07T16:30', 0.5, '2026-03-09T08:00'],
    ['2026-02-13T17:00', 112, '2026-03-12T17:00'],
  ])('a step opened %s with %d hours is due %s', (opened, hours, due) => {
    expect(iso(stepDueAt(STANDARD_CALENDAR, at(opened), hours))).toBe(due)
  })

  it('a supplement is awaited for 15 working days', () => {
    expect(iso(autoCloseAt(STANDARD_CALENDAR, at('2026-02-02T10:00')))).toBe('2026-03-02T10:00')
    expect(iso(autoCloseAt(STANDARD_CALENDAR, at('2026-02-02T10:00'), 5))).toBe('2026-02-09T10:00')
  })

  it.each([
    // A fifth of 5 days is one day; of one day 96 minutes; never less than an hour.
    ['2026-03-02T10:00', '5 ngày làm việc', '2026-03-06T10:00'],
    ['2026-03-02T07:30', '1 ngày làm việc', '2026-03-02T15:54'],
    ['2026-03-02T07:30', '2 giờ làm việc', '2026-03-02T08:30'],
    ['2026-03-02T07:30', '10 ngày', '2026-03-11T09:06'],
  ])('%s + %s warns at %s', (from, limit, expected) => {
    const { from: start, due } = countLimit(STANDARD_CALENDAR, parseLimit(limit), at(from))
    expect(iso(dueSoonAt(STANDARD_CALENDAR, parseLimit(limit), start, due))).toBe(expected)
  })
})

const moments = fc
  .integer({ min: 0, max: 400 * 1440 })
  .map((m) => new Date(at('2025-12-01T00:00').getTime() + m * 60_000))
const workingLimits: fc.Arbitrary<Limit> = fc.oneof(
  fc.integer({ min: 1, max: 6 }).map((value) => ({ value, unit: 'workingDays' as const })),
  fc.integer({ min: 1, max: 40 }).map((quarters) => ({ value: quarters / 4, unit: 'workingHours' as const })),
)
const dayLimits: fc.Arbitrary<Limit> = fc.oneof(
  fc.integer({ min: 1, max: 60 }).map((value) => ({ value, unit: 'days' as const })),
  fc.integer({ min: 1, max: 6 }).map((value) => ({ value, unit: 'months' as const })),
)
const calendars = fc.constantFrom(STANDARD_CALENDAR, saturdays)

describe('properties', () => {
  it('working time equals the minute-by-minute oracle', () =>
    fc.assert(
      fc.property(calendars, moments, workingLimits, (calendar, from, limit) => {
        expect(iso(countLimit(calendar, limit, from).due)).toBe(iso(slowDue(calendar, from, limit)))
      }),
      { numRuns: 300 },
    ))

  it('is due in working time or exactly at its end', () =>
    fc.assert(
      fc.property(calendars, moments, fc.oneof(workingLimits, dayLimits), (calendar, from, limit) => {
        const { due } = countLimit(calendar, limit, from)
        expect(due > from).toBe(true)
        expect(isOpen(calendar, new Date(due.getTime() - 60_000))).toBe(true)
      }),
    ))

  it('grows with the limit and with the start', () =>
    fc.assert(
      fc.property(
        calendars,
        moments,
        fc.integer({ min: 0, max: 3000 }),
        fc.oneof(workingLimits, dayLimits),
        (calendar, from, later, limit) => {
          const due = (value: number, start = from) => countLimit(calendar, { ...limit, value }, start).due
          // The rule of 15:00 makes 8 hours end after 9: from the next day, while 9 hours count at once.
          const leavesRule = limit.unit === 'workingHours' && limit.value <= 8 && limit.value + 1 > 8
          if (!leavesRule) expect(due(limit.value + 1) >= due(limit.value)).toBe(true)
          expect(due(limit.value, new Date(from.getTime() + later * 60_000)) >= due(limit.value)).toBe(true)
        },
      ),
    ))

  it('calendar days end on the first working day from the last one on, at closing time', () =>
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 60 }), (calendar, from, value) => {
        const { due } = countLimit(calendar, { value, unit: 'days' }, from)
        let start = from
        while (!slowIsOpen(calendar, start)) start = new Date(start.getTime() + 60_000)
        // From 00:00 of the last day to the due minute, work is done on the due day only.
        const last = new Date(
          `${vietnamIso(new Date(start.getTime() + value * 86_400_000)).slice(0, 10)}T00:00+07:00`,
        )
        const dueDay = vietnamIso(due).slice(0, 10)
        for (let t = last.getTime(); t < due.getTime(); t += 900_000) {
          const moment = new Date(t)
          if (slowIsOpen(calendar, moment)) expect(vietnamIso(moment).slice(0, 10)).toBe(dueDay)
        }
        for (let t = due.getTime(); vietnamIso(new Date(t)).startsWith(dueDay); t += 60_000) {
          expect(slowIsOpen(calendar, new Date(t))).toBe(false)
        }
      }),
      { numRuns: 40 },
    ))
})

function slowDue(calendar: typeof saturdays, from: Date, limit: Limit): Date {
  const minutes = workingMinutesOf(limit)
  let start = from
  if (minutes <= 480 && Number(iso(from).slice(11, 13)) >= 15) {
    const date = iso(from).slice(0, 10)
    while (iso(start).startsWith(date)) start = new Date(start.getTime() + 60_000)
  }
  return slowAdd(calendar, start, minutes)
}
