import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slowAdd, slowBetween } from '../testing/slow-oracle.ts'
import {
  addWorkingMinutes,
  closingOf,
  createCalendar,
  isOpen,
  nextOpening,
  openingOfNextDay,
  type Shift,
  type SpecialDay,
  STANDARD_WEEK,
  shiftsOn,
  specialDaysBetween,
  type Week,
  type WorkCalendar,
  workingDateFrom,
  workingMinutesBetween,
} from './calendar.ts'
import { NATIONAL_DAYS, STANDARD_CALENDAR } from './holidays.ts'
import { parseMoment, vietnamIso } from './moment.ts'

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date | null) => moment && vietnamIso(moment).slice(0, 16)

const SATURDAY_MORNINGS: Week = STANDARD_WEEK.map((shifts, i) => (i === 5 ? [[450, 690]] : shifts))
const saturdays = createCalendar([{ from: null, to: null, week: SATURDAY_MORNINGS }], NATIONAL_DAYS)

describe('addWorkingMinutes', () => {
  it.each([
    // Within a shift, over lunch, over night, over a weekend.
    ['2026-03-02T08:00', 60, '2026-03-02T09:00'],
    ['2026-03-02T11:00', 60, '2026-03-02T14:00'],
    ['2026-03-02T17:00', 60, '2026-03-03T08:00'],
    ['2026-03-06T17:00', 60, '2026-03-09T08:00'],
    // Used up exactly at the end of a shift: that end, not the next opening.
    ['2026-03-02T07:30', 240, '2026-03-02T11:30'],
    ['2026-03-02T07:30', 480, '2026-03-02T17:30'],
    ['2026-03-06T13:30', 240, '2026-03-06T17:30'],
    ['2026-03-06T17:30', 1, '2026-03-09T07:31'],
    // Out of hours.
    ['2026-03-02T12:00', 30, '2026-03-02T14:00'],
    ['2026-03-02T05:00', 30, '2026-03-02T08:00'],
    ['2026-03-07T10:00', 480, '2026-03-09T17:30'],
    // Tết 2026 (16-20/2 and two weekends).
    ['2026-02-13T16:30', 5 * 480, '2026-02-27T16:30'],
    // Working Saturdays and the days off they are swapped with.
    ['2026-08-21T16:30', 480, '2026-08-22T16:30'],
    ['2026-08-28T16:30', 480, '2026-09-03T16:30'],
    ['2026-01-09T16:30', 480, '2026-01-10T16:30'],
    ['2024-05-03T17:30', 480, '2024-05-04T17:30'],
    // Over the end of a year.
    ['2025-12-31T16:30', 120, '2026-01-05T08:30'],
    ['2027-12-31T17:00', 60, '2028-01-03T08:00'],
    // Backwards and not at all.
    ['2026-03-09T08:00', -60, '2026-03-06T17:00'],
    ['2026-03-09T07:30', -60, '2026-03-06T16:30'],
    ['2026-03-02T17:30', -480, '2026-03-02T07:30'],
    ['2026-01-05T08:30', -120, '2025-12-31T16:30'],
    ['2026-03-07T10:00', 0, '2026-03-07T10:00'],
    // Seconds do not count.
    ['2026-03-02T08:00:59', 60, '2026-03-02T09:00'],
  ])('%s + %d minutes is %s', (from, minutes, expected) => {
    expect(iso(addWorkingMinutes(STANDARD_CALENDAR, at(from), minutes))).toBe(expected)
  })

  it.each([
    ['2026-03-06T17:00', 60, '2026-03-07T08:00'],
    ['2026-03-07T11:00', 60, '2026-03-09T08:00'],
    // The working Saturday 22/8 is a whole day, as the Monday it stands for.
    ['2026-08-22T07:30', 480, '2026-08-22T17:30'],
  ])('with Saturday mornings, %s + %d minutes is %s', (from, minutes, expected) => {
    expect(iso(addWorkingMinutes(saturdays, at(from), minutes))).toBe(expected)
  })
})

describe('days', () => {
  it.each([
    ['2026-03-02T08:00', true, '2026-03-02T08:00', '2026-03-03T07:30'],
    ['2026-03-02T07:29', false, '2026-03-02T07:30', '2026-03-03T07:30'],
    ['2026-03-02T11:30', false, '2026-03-02T13:30', '2026-03-03T07:30'],
    ['2026-03-06T17:30', false, '2026-03-09T07:30', '2026-03-09T07:30'],
    ['2026-02-14T09:00', false, '2026-02-23T07:30', '2026-02-23T07:30'],
    ['2026-08-22T09:00', true, '2026-08-22T09:00', '2026-08-24T07:30'],
    ['2026-12-31T23:59', false, '2027-01-04T07:30', '2027-01-04T07:30'],
  ])('%s: open %s, next opening %s, of the next day %s', (moment, open, opening, tomorrow) => {
    expect(isOpen(STANDARD_CALENDAR, at(moment))).toBe(open)
    expect(iso(nextOpening(STANDARD_CALENDAR, at(moment)))).toBe(opening)
    expect(iso(openingOfNextDay(STANDARD_CALENDAR, at(moment)))).toBe(tomorrow)
  })

  it('closing and the next working date', () => {
    expect(iso(closingOf(STANDARD_CALENDAR, '2026-03-02'))).toBe('2026-03-02T17:30')
    expect(closingOf(STANDARD_CALENDAR, '2026-03-01')).toBe(null)
    expect(iso(closingOf(saturdays, '2026-03-07'))).toBe('2026-03-07T11:30')
    expect(workingDateFrom(STANDARD_CALENDAR, '2026-02-14')).toBe('2026-02-23')
    expect(workingDateFrom(STANDARD_CALENDAR, '2026-02-23')).toBe('2026-02-23')
  })

  it('lists the special days of a stretch', () => {
    const dates = specialDaysBetween(STANDARD_CALENDAR, at('2025-12-20T08:00'), at('2026-02-17T08:00')).map(
      (d) => d.date,
    )
    expect(dates).toEqual(['2026-01-01', '2026-01-02', '2026-01-10', '2026-02-16', '2026-02-17'])
  })

  it('the first period that covers a date gives its week; special hours replace it', () => {
    const early: Shift[] = [[420, 660]]
    const summer: Week = [early, early, early, early, early, [], []]
    const calendar = createCalendar(
      [
        { from: '2026-04-16', to: '2026-10-15', week: summer },
        { from: '2026-01-01', to: null, week: SATURDAY_MORNINGS },
      ],
      [special('2026-05-04', 'LOCAL_OFF', { shifts: [[450, 600]] }), special('2026-05-05', 'LOCAL_OFF')],
    )
    expect(shiftsOn(calendar, '2026-04-15')).toEqual(STANDARD_WEEK[0])
    expect(shiftsOn(calendar, '2026-04-16')).toEqual(early)
    expect(shiftsOn(calendar, '2026-04-18')).toEqual([])
    expect(shiftsOn(calendar, '2026-10-17')).toEqual([[450, 690]])
    expect(shiftsOn(calendar, '2025-12-27')).toEqual([])
    expect(shiftsOn(calendar, '2026-05-04')).toEqual([[450, 600]])
    expect(shiftsOn(calendar, '2026-05-05')).toEqual([])
  })

  it('a working day without a known counterpart has the hours of the first working day', () => {
    const calendar = createCalendar([], [special('2026-03-07', 'WORKING_SWAP')])
    expect(shiftsOn(calendar, '2026-03-07')).toEqual(STANDARD_WEEK[0])
  })

  it.each([
    ['six days', STANDARD_WEEK.slice(1)],
    ['no work', [[], [], [], [], [], [], []]],
    [
      'overlap',
      [
        [
          [450, 700],
          [690, 800],
        ],
        [],
        [],
        [],
        [],
        [],
        [],
      ],
    ],
    ['nothing long', [[[450, 450]], [], [], [], [], [], []]],
    ['past midnight', [[[450, 1441]], [], [], [], [], [], []]],
    ['half minutes', [[[450, 600.5]], [], [], [], [], [], []]],
  ] as [string, Week][])('refuses a week with %s', (_, week) => {
    expect(() => createCalendar([{ from: null, to: null, week }])).toThrow(RangeError)
  })

  it('refuses a date that does not exist', () => {
    expect(() => createCalendar([], [special('2026-02-30', 'HOLIDAY')])).toThrow(RangeError)
  })
})

function special(date: string, kind: SpecialDay['kind'], more: Partial<SpecialDay> = {}): SpecialDay {
  return { date, kind, name: 'thử', legalBasis: 'thử', ...more }
}

const shifts = fc
  .uniqueArray(fc.integer({ min: 0, max: 96 }), { minLength: 0, maxLength: 6 })
  .map((quarters) => {
    const times = quarters.sort((a, b) => a - b).map((q) => q * 15)
    return times.flatMap((start, i) => (i % 2 === 0 && times[i + 1] ? [[start, times[i + 1]!] as const] : []))
  })
const week = fc.array(shifts, { minLength: 7, maxLength: 7 }).filter((w) => w.some((day) => day.length > 0))
const dates = fc.nat({ max: 366 }).map((n) => new Date(Date.UTC(2025, 11, 1 + n)).toISOString().slice(0, 10))
const seasons = fc.tuple(dates, dates, week).map(([a, b, own]) => ({
  ...{ from: [a, b].sort()[0]!, to: [a, b].sort()[1]! },
  week: own,
}))
const localDays = fc.tuple(dates, fc.constantFrom('LOCAL_OFF' as const, 'WORKING_SWAP' as const), shifts)
const calendars: fc.Arbitrary<WorkCalendar> = fc.oneof(
  // Seasons that lie over each other, days off, half days and Saturdays of the unit's own.
  fc
    .tuple(fc.array(seasons, { maxLength: 3 }), week, fc.array(localDays, { maxLength: 8 }))
    .map(([over, all, days]) =>
      createCalendar(
        [...over, { from: null, to: null, week: all }],
        [
          ...NATIONAL_DAYS,
          ...days.map(([date, kind, own]) => special(date, kind, own.length > 0 ? { shifts: own } : {})),
        ],
      ),
    ),
  fc.constant(STANDARD_CALENDAR),
  fc.constant(saturdays),
  week.map((w) => createCalendar([{ from: null, to: null, week: w }], NATIONAL_DAYS)),
)
const moments = fc
  .integer({ min: 0, max: 366 * 1440 })
  .map((m) => new Date(at('2025-12-01T00:00').getTime() + m * 60_000))

describe('properties, against a slow walk minute by minute', () => {
  it('adds the same', () =>
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 1500 }), (calendar, from, minutes) => {
        const due = addWorkingMinutes(calendar, from, minutes)
        expect(iso(due)).toBe(iso(slowAdd(calendar, from, minutes)))
      }),
      { numRuns: 60 },
    ))

  it('measures the same, and adding is its inverse', () =>
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 0, max: 12_000 }), (calendar, from, later) => {
        const to = new Date(from.getTime() + later * 60_000)
        const minutes = workingMinutesBetween(calendar, from, to)
        expect(minutes).toBe(slowBetween(calendar, from, to))
        expect(workingMinutesBetween(calendar, to, from)).toBe(-minutes + 0)
      }),
      { numRuns: 60 },
    ))

  it('what was added can be measured and taken back', () =>
    fc.assert(
      fc.property(calendars, moments, fc.integer({ min: 1, max: 60_000 }), (calendar, from, minutes) => {
        const due = addWorkingMinutes(calendar, from, minutes)
        expect(workingMinutesBetween(calendar, from, due)).toBe(minutes)
        expect(isOpen(calendar, new Date(due.getTime() - 60_000))).toBe(true)
        const back = addWorkingMinutes(calendar, due, -minutes)
        expect(back).toEqual(nextOpening(calendar, from))
        expect(isOpen(calendar, back)).toBe(true)
      }),
    ))
})
