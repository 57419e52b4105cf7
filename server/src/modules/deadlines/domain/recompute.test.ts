import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slowAdd, slowBetween } from '../testing/slow-oracle.ts'
import { stories } from '../testing/stories.ts'
import { createCalendar, type SpecialDay, type WorkCalendar } from './calendar.ts'
import type { ClockEvent, ClockState, LedgerEntry } from './clock-state.ts'
import { countLimit } from './count.ts'
import { NATIONAL_DAYS, STANDARD_CALENDAR } from './holidays.ts'
import { applyEvent, computeClock, startOf } from './ledger.ts'
import { parseLimit } from './limit.ts'
import { parseMoment, vietnamIso } from './moment.ts'
import { stateAfter } from './past.ts'
import { recompute } from './recompute.ts'

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date) => vietnamIso(moment).slice(0, 16)

const day = (date: string, kind: SpecialDay['kind']): SpecialDay => ({
  ...{ date, kind },
  name: 'thử',
  legalBasis: 'Quyết định thử',
})
const withDays = (...days: SpecialDay[]) => createCalendar([], [...NATIONAL_DAYS, ...days])
const SATURDAY = withDays(day('2026-03-07', 'WORKING_SWAP'))
const FRIDAY_OFF = withDays(day('2026-03-06', 'LOCAL_OFF'))

type Line = [ClockEvent['kind'], string, string?]
const story = (lines: readonly Line[], limit: string, calendar: WorkCalendar) =>
  computeClock({
    ...{ from: at('2026-03-02T10:00'), limit: parseLimit(limit), calendar, mode: 'RESUME' },
    events: lines.map(([kind, when, newDue]) => ({
      ...{ at: at(when), kind, reason: 'x', newDue: newDue ? at(newDue) : null },
    })),
  })

/** Due dates after each change of the calendar, the first as told. */
function dues(lines: readonly Line[], limit: string, now: string, calendars: readonly WorkCalendar[]) {
  const { ledger, ...told } = story(lines, limit, calendars[0]!)
  let clock: ClockState = told
  const change = { at: at(now), cause: 'thử', legalBasis: null }
  const dates = [iso(clock.dueAt)]
  for (const calendar of calendars.slice(1)) {
    const step = recompute({ limit: parseLimit(limit), calendar, mode: 'RESUME' }, clock, ledger, change)
    if (step) {
      clock = step.clock
      ledger.push(step.entry)
      expect(step.entry.due).toEqual(clock.dueAt)
    }
    dates.push(iso(clock.dueAt))
    expect(clock.firstDueAt).toEqual(told.firstDueAt)
  }
  return dates
}

describe('a calendar that changes while a clock runs', () => {
  const NOW = '2026-03-05T08:00'
  const PLAIN = STANDARD_CALENDAR
  it.each<[string, Line[], string, string, WorkCalendar[], string[]]>([
    [
      'a Saturday that is worked brings the date forward, and back when it is taken back',
      [],
      '5 ngày làm việc',
      NOW,
      [PLAIN, SATURDAY, PLAIN],
      ['2026-03-09T10:00', '2026-03-07T10:00', '2026-03-09T10:00'],
    ],
    [
      'a day off that comes late moves nothing',
      [],
      '5 ngày làm việc',
      NOW,
      [PLAIN, FRIDAY_OFF, PLAIN],
      ['2026-03-09T10:00', '2026-03-09T10:00', '2026-03-09T10:00'],
    ],
    [
      'a day off that is taken away does, up to the promise when it comes back',
      [],
      '5 ngày làm việc',
      NOW,
      [FRIDAY_OFF, PLAIN, FRIDAY_OFF],
      ['2026-03-10T10:00', '2026-03-09T10:00', '2026-03-10T10:00'],
    ],
    [
      'a limit in days whose last day is worked now',
      [],
      '5 ngày',
      NOW,
      [PLAIN, SATURDAY],
      ['2026-03-09T17:30', '2026-03-07T17:30'],
    ],
    [
      'a pause over the new working day takes it out again',
      [
        ['PAUSE', '2026-03-06T10:00'],
        ['RESUME', '2026-03-10T10:00'],
      ],
      '5 ngày làm việc',
      '2026-03-10T11:00',
      [PLAIN, SATURDAY],
      ['2026-03-11T10:00', '2026-03-11T10:00'],
    ],
    [
      'a clock that stands is moved too',
      [['PAUSE', '2026-03-04T10:00']],
      '5 ngày làm việc',
      NOW,
      [PLAIN, SATURDAY],
      ['2026-03-09T10:00', '2026-03-07T10:00'],
    ],
    [
      'a date that has passed is not told',
      [],
      '5 ngày làm việc',
      '2026-03-07T10:00',
      [PLAIN, SATURDAY],
      ['2026-03-09T10:00', '2026-03-09T10:00'],
    ],
    [
      'a date set by an apology stays',
      [['APOLOGY', '2026-03-05T07:30', '2026-03-12T17:00']],
      '5 ngày làm việc',
      NOW,
      [PLAIN, SATURDAY],
      ['2026-03-12T17:00', '2026-03-12T17:00'],
    ],
    [
      'unless the limit was counted again after it',
      [
        ['APOLOGY', '2026-03-03T07:30', '2026-03-12T17:00'],
        ['RESTART', '2026-03-04T10:00'],
      ],
      '5 ngày làm việc',
      NOW,
      [PLAIN, SATURDAY],
      ['2026-03-11T10:00', '2026-03-10T10:00'],
    ],
    [
      'an end is an end',
      [['END', '2026-03-05T07:45']],
      '5 ngày làm việc',
      NOW,
      [PLAIN, SATURDAY],
      ['2026-03-09T10:00', '2026-03-09T10:00'],
    ],
  ])('%s', (_, lines, limit, now, calendars, expected) => {
    expect(dues(lines, limit, now, calendars)).toEqual(expected)
  })

  it('says why in the ledger', () => {
    const { ledger, ...clock } = story([], '5 ngày làm việc', STANDARD_CALENDAR)
    const rules = { limit: parseLimit('5 ngày làm việc'), mode: 'RESUME' as const }
    const change = {
      at: at('2026-03-05T08:00'),
      cause: 'thứ Bảy 07/03/2026 là ngày làm việc (làm bù)',
      legalBasis: 'Công văn thử',
    }
    const earlier = recompute({ ...rules, calendar: SATURDAY }, clock, ledger, change)!
    expect(earlier.entry).toMatchObject({
      kind: 'RECOMPUTED',
      reason: 'CALENDAR_CHANGED',
      legalBasis: 'Công văn thử',
      note: 'Lịch làm việc thay đổi: thứ Bảy 07/03/2026 là ngày làm việc (làm bù). Hạn trả được tính lại có lợi cho người nộp, từ 10:00 thứ Hai 09/03/2026 thành 10:00 thứ Bảy 07/03/2026; đúng hạn hay quá hạn vẫn tính theo hạn đã hẹn 10:00 thứ Hai 09/03/2026.',
    })
    const back = recompute({ ...rules, calendar: STANDARD_CALENDAR }, earlier.clock, ledger, {
      ...change,
      cause: 'thứ Bảy 07/03/2026 không còn là ngày làm việc',
    })!
    expect(back.entry.note).toBe(
      'Lịch làm việc thay đổi: thứ Bảy 07/03/2026 không còn là ngày làm việc. Hạn trả được tính lại, từ 10:00 thứ Bảy 07/03/2026 thành 10:00 thứ Hai 09/03/2026, không muộn hơn hạn đã hẹn 10:00 thứ Hai 09/03/2026.',
    )
  })
})

const dates = fc.nat({ max: 200 }).map((n) => new Date(Date.UTC(2026, 0, 5 + n)).toISOString().slice(0, 10))
const changedDays = fc
  .uniqueArray(
    fc.record({
      date: dates,
      kind: fc.constantFrom<SpecialDay['kind']>('WORKING_SWAP', 'LOCAL_OFF'),
      shifts: fc.constantFrom(undefined, [[450, 690] as const]),
    }),
    { selector: (d) => d.date, minLength: 1, maxLength: 6 },
  )
  .map((days) => days.map(({ date, kind, shifts }) => ({ ...day(date, kind), shifts })))

/** The clock after those events of a story that its state allows. */
function played({ from, limit, mode, events }: typeof stories extends fc.Arbitrary<infer S> ? S : never) {
  const rules = { limit: parseLimit(limit), calendar: STANDARD_CALENDAR, mode }
  let { clock, entry } = startOf(rules, from, 'ACCEPTED')
  const ledger: LedgerEntry[] = [entry]
  for (const event of events) {
    try {
      ;({ clock, entry } = applyEvent(rules, clock, event))
      ledger.push(entry)
    } catch {
      // This state refuses the event.
    }
  }
  return { rules, clock, ledger }
}

it('leaves a date carried over from another system alone', () => {
  const rules = { limit: parseLimit('5 ngày làm việc'), calendar: SATURDAY, mode: 'RESUME' as const }
  const { clock, entry } = startOf(rules, at('2026-03-02T10:00'), 'ACCEPTED', at('2026-03-20T10:00'))
  const change = { at: at('2026-03-05T08:00'), cause: 'thử', legalBasis: null }
  expect(recompute(rules, clock, [entry], change)).toBeNull()
})

describe('properties', () => {
  it('equals the plain rule told minute by minute, bounded by the promise', () =>
    fc.assert(
      fc.property(stories, changedDays, (told, days) => {
        const { rules, clock, ledger } = played(told)
        const calendar = withDays(...days)
        const step = recompute({ ...rules, calendar }, clock, ledger, {
          ...{ at: told.last, cause: 'thử', legalBasis: null },
        })
        const start = ledger.findLastIndex((e) => e.kind === 'START' || e.kind === 'RESTART')
        const isOpen = clock.state !== 'ended' && !ledger.slice(start).some((e) => e.kind === 'APOLOGY')
        let paused = 0
        for (const [i, line] of ledger.entries()) {
          const next = ledger[i + 1]
          if (i >= start && line.pauses.length > 0 && next) paused += slowBetween(calendar, line.at, next.at)
        }
        // What stands now is added when it goes on.
        if (clock.pausedAt) paused -= slowBetween(calendar, clock.pausedAt, ledger.at(-1)!.at)
        const whole = countLimit(calendar, rules.limit, ledger[start]!.at).due
        const plain = slowAdd(calendar, whole, paused)
        const best = new Date(Math.min(plain.getTime(), clock.firstDueAt.getTime()))
        const isPast = best < clock.dueAt && best <= (clock.pausedAt ?? told.last)
        expect(iso(step?.clock.dueAt ?? clock.dueAt)).toBe(iso(isOpen && !isPast ? best : clock.dueAt))
      }),
      { numRuns: 150 },
    ))

  it('never harms, keeps statistics, repeats to nothing, and is undone with the change', () =>
    fc.assert(
      fc.property(stories, changedDays, (told, days) => {
        const { rules, clock, ledger } = played(told)
        const change = { at: told.last, cause: 'thử', legalBasis: null }
        const changed = { ...rules, calendar: withDays(...days) }
        expect(recompute(rules, clock, ledger, change)).toBe(null)
        const step = recompute(changed, clock, ledger, change)
        if (!step) return
        expect(step.clock.dueAt < clock.dueAt).toBe(true)
        expect({ ...step.clock, dueAt: null, lastAt: null }).toEqual({ ...clock, dueAt: null, lastAt: null })
        const longer = [...ledger, step.entry]
        expect(stateAfter(longer)).toEqual(step.clock)
        expect(recompute(changed, step.clock, longer, change)).toBe(null)
        expect(recompute(rules, step.clock, longer, change)!.clock.dueAt).toEqual(clock.dueAt)
      }),
      { numRuns: 300 },
    ))
})
