import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slowAdd, slowBetween } from '../testing/slow-oracle.ts'
import { isOpen, workingMinutesBetween } from './calendar.ts'
import type { ClockEvent, ClockEventKind, ClockMode } from './clock-state.ts'
import { countLimit } from './count.ts'
import { STANDARD_CALENDAR } from './holidays.ts'
import { computeClock } from './ledger.ts'
import { parseLimit } from './limit.ts'
import { parseMoment, vietnamIso } from './moment.ts'

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date) => vietnamIso(moment).slice(0, 16)

type Line = [ClockEventKind, string, (string | null)?, string?]

/** Events as `[kind, moment, new date, reason]`. */
function clockOf(from: string, limit: string, lines: readonly Line[], mode: ClockMode = 'RESUME') {
  const events = lines.map(
    ([kind, when, newDue, reason = 'lý do thử']): ClockEvent => ({
      at: at(when),
      kind,
      reason,
      newDue: newDue ? at(newDue) : null,
    }),
  )
  return computeClock({
    from: at(from),
    limit: parseLimit(limit),
    calendar: STANDARD_CALENDAR,
    mode,
    events,
  })
}

describe('pauses and restarts', () => {
  it.each<[string, string, string, Line[], string]>([
    // A pause of 2 working days, of lunch only, over a weekend, over Tết, of some minutes at the end of a shift.
    [
      '2 days',
      '2026-03-02T10:00',
      '5 ngày làm việc',
      [
        ['PAUSE', '2026-03-03T09:00'],
        ['RESUME', '2026-03-05T09:00'],
      ],
      '2026-03-11T10:00',
    ],
    [
      'lunch',
      '2026-03-02T10:00',
      '5 ngày làm việc',
      [
        ['PAUSE', '2026-03-03T11:30'],
        ['RESUME', '2026-03-03T13:30'],
      ],
      '2026-03-09T10:00',
    ],
    [
      'weekend',
      '2026-03-02T10:00',
      '5 ngày làm việc',
      [
        ['PAUSE', '2026-03-06T17:00'],
        ['RESUME', '2026-03-09T08:00'],
      ],
      '2026-03-09T11:00',
    ],
    [
      'Tết',
      '2026-02-12T10:00',
      '2 ngày làm việc',
      [
        ['PAUSE', '2026-02-13T16:30'],
        ['RESUME', '2026-02-23T08:30'],
      ],
      '2026-02-23T14:00',
    ],
    [
      'end of shift',
      '2026-03-02T07:30',
      '2 ngày làm việc',
      [
        ['PAUSE', '2026-03-02T17:20'],
        ['RESUME', '2026-03-02T17:30'],
      ],
      '2026-03-04T07:40',
    ],
    [
      'two pauses',
      '2026-03-02T10:00',
      '2 ngày làm việc',
      [
        ['PAUSE', '2026-03-02T10:00'],
        ['RESUME', '2026-03-02T11:00'],
        ['PAUSE', '2026-03-03T08:00'],
        ['RESUME', '2026-03-03T09:30'],
      ],
      '2026-03-04T14:30',
    ],
    // A pause moves a limit of calendar days by the working time paused too.
    [
      'calendar days',
      '2026-03-02T10:00',
      '10 ngày',
      [
        ['PAUSE', '2026-03-04T10:00'],
        ['RESUME', '2026-03-05T10:00'],
      ],
      '2026-03-13T17:30',
    ],
    [
      'calendar days, minutes',
      '2026-03-02T10:00',
      '10 ngày',
      [
        ['PAUSE', '2026-03-04T10:00'],
        ['RESUME', '2026-03-04T10:20'],
      ],
      '2026-03-13T07:50',
    ],
    // Restarts: while running, out of a pause, out of hours, after 15:00.
    ['restart', '2026-03-02T10:00', '5 ngày làm việc', [['RESTART', '2026-03-04T14:00']], '2026-03-11T14:00'],
    [
      'restart from pause',
      '2026-03-02T10:00',
      '5 ngày làm việc',
      [
        ['PAUSE', '2026-03-03T10:00'],
        ['RESTART', '2026-03-04T14:00'],
      ],
      '2026-03-11T14:00',
    ],
    [
      'restart at night',
      '2026-03-02T10:00',
      '5 ngày làm việc',
      [['RESTART', '2026-03-04T20:00']],
      '2026-03-11T17:30',
    ],
    [
      'restart after 15:00',
      '2026-03-02T10:00',
      '1 ngày làm việc',
      [['RESTART', '2026-03-02T15:00']],
      '2026-03-03T17:30',
    ],
    ['restart of days', '2026-03-02T10:00', '10 ngày', [['RESTART', '2026-03-04T14:00']], '2026-03-16T17:30'],
    [
      'pause before a restart is forgotten',
      '2026-03-02T10:00',
      '2 ngày làm việc',
      [
        ['PAUSE', '2026-03-02T14:00'],
        ['RESUME', '2026-03-03T14:00'],
        ['RESTART', '2026-03-03T16:00'],
      ],
      '2026-03-05T16:00',
    ],
    [
      'pause after a restart counts',
      '2026-03-02T10:00',
      '2 ngày làm việc',
      [
        ['RESTART', '2026-03-02T14:00'],
        ['PAUSE', '2026-03-03T08:00'],
        ['RESUME', '2026-03-03T09:00'],
      ],
      '2026-03-04T15:00',
    ],
  ])('%s', (_, from, limit, lines, due) => {
    const clock = clockOf(from, limit, lines)
    expect([iso(clock.dueAt), iso(clock.firstDueAt), clock.state]).toEqual([due, due, 'running'])
    expect(iso(clock.ledger.at(-1)!.due)).toBe(due)
    expect(clock.ledger.length).toBe(lines.length + 1)
  })

  it('keeps the due date while it is paused', () => {
    const clock = clockOf('2026-03-02T10:00', '5 ngày làm việc', [['PAUSE', '2026-03-03T09:00']])
    expect([clock.state, iso(clock.dueAt)]).toEqual(['paused', '2026-03-09T10:00'])
  })

  it.each<[ClockMode, string | undefined, string, string]>([
    ['RESTART', 'SUPPLEMENT', 'RESTART', '2026-03-11T09:00'],
    ['RESUME', 'SUPPLEMENT', 'RESUME', '2026-03-10T10:00'],
    ['RESTART', 'FINANCIAL', 'RESUME', '2026-03-10T10:00'],
  ])('with mode %s a pause for %s ends with a %s', (mode, reason, kind, due) => {
    const lines: Line[] = [
      ['PAUSE', '2026-03-03T09:00', null, reason],
      ['RESUME', '2026-03-04T09:00'],
    ]
    const clock = clockOf('2026-03-02T10:00', '5 ngày làm việc', lines, mode)
    expect([clock.ledger.at(-1)!.kind, iso(clock.dueAt)]).toEqual([kind, due])
  })
})

describe('apology', () => {
  it('promises a new date and leaves the one that statistics use', () => {
    const clock = clockOf('2026-03-02T10:00', '5 ngày làm việc', [
      ['APOLOGY', '2026-03-06T09:00', '2026-03-12T17:00'],
    ])
    expect([iso(clock.dueAt), iso(clock.firstDueAt)]).toEqual(['2026-03-12T17:00', '2026-03-09T10:00'])
  })

  it('is moved by a later pause, as the first date is', () => {
    const clock = clockOf('2026-03-02T10:00', '5 ngày làm việc', [
      ['APOLOGY', '2026-03-06T09:00', '2026-03-12T17:00'],
      ['PAUSE', '2026-03-06T10:00'],
      ['RESUME', '2026-03-06T11:00'],
    ])
    expect([iso(clock.dueAt), iso(clock.firstDueAt)]).toEqual(['2026-03-13T08:00', '2026-03-09T11:00'])
  })

  it('does not make a late end punctual', () => {
    const lines: Line[] = [
      ['APOLOGY', '2026-03-06T09:00', '2026-03-12T17:00'],
      ['END', '2026-03-10T09:00'],
    ]
    expect(clockOf('2026-03-02T10:00', '5 ngày làm việc', lines).outcome).toBe('late')
  })
})

describe('end', () => {
  it.each([
    ['2026-03-06T17:30', 'early'],
    ['2026-03-08T23:59', 'early'],
    ['2026-03-09T00:00', 'on_time'],
    ['2026-03-09T09:59', 'on_time'],
    ['2026-03-09T10:00', 'on_time'],
    ['2026-03-09T10:00:59', 'on_time'],
    ['2026-03-09T10:01', 'late'],
    ['2026-03-12T08:00', 'late'],
  ])('at %s is %s', (end, outcome) => {
    const clock = clockOf('2026-03-02T10:00', '5 ngày làm việc', [['END', end]])
    expect([clock.outcome, clock.state]).toEqual([outcome, 'ended'])
    expect(iso(clock.endedAt!)).toBe(end.slice(0, 16))
    expect(iso(clock.dueAt)).toBe('2026-03-09T10:00')
  })

  it('while paused counts the pause up to the end', () => {
    const clock = clockOf('2026-03-02T10:00', '1 ngày làm việc', [
      ['PAUSE', '2026-03-02T14:00'],
      ['END', '2026-03-30T14:00'],
    ])
    expect([clock.outcome, iso(clock.dueAt)]).toEqual(['early', '2026-03-31T10:00'])
  })
})

describe('refusals', () => {
  it.each<[string, number, number, Line[]]>([
    ['clock.not_paused', 409, 0, [['RESUME', '2026-03-03T10:00']]],
    [
      'clock.not_paused',
      409,
      2,
      [
        ['PAUSE', '2026-03-03T10:00'],
        ['RESTART', '2026-03-03T11:00'],
        ['RESUME', '2026-03-03T11:00'],
      ],
    ],
    [
      'clock.already_paused',
      409,
      1,
      [
        ['PAUSE', '2026-03-03T10:00'],
        ['PAUSE', '2026-03-03T11:00'],
      ],
    ],
    ['clock.out_of_order', 422, 0, [['PAUSE', '2026-03-02T09:59']]],
    [
      'clock.out_of_order',
      422,
      1,
      [
        ['PAUSE', '2026-03-03T10:00'],
        ['RESUME', '2026-03-03T09:00'],
      ],
    ],
    [
      'clock.ended',
      409,
      1,
      [
        ['END', '2026-03-03T10:00'],
        ['PAUSE', '2026-03-03T11:00'],
      ],
    ],
    [
      'clock.ended',
      409,
      1,
      [
        ['END', '2026-03-03T10:00'],
        ['END', '2026-03-03T11:00'],
      ],
    ],
    ['clock.new_due_missing', 422, 0, [['APOLOGY', '2026-03-03T10:00']]],
    ['clock.new_due_not_later', 422, 0, [['APOLOGY', '2026-03-03T10:00', '2026-03-09T10:00']]],
    ['clock.new_due_not_later', 422, 0, [['APOLOGY', '2026-03-03T10:00', '2026-03-09T10:00:59']]],
    [
      'clock.second_apology',
      422,
      1,
      [
        ['APOLOGY', '2026-03-03T10:00', '2026-03-12T10:00'],
        ['APOLOGY', '2026-03-04T10:00', '2026-03-16T10:00'],
      ],
    ],
    [
      'clock.second_apology',
      422,
      2,
      [
        ['APOLOGY', '2026-03-03T10:00', '2026-03-12T10:00'],
        ['RESTART', '2026-03-04T10:00'],
        ['APOLOGY', '2026-03-04T10:00', '2026-03-16T10:00'],
      ],
    ],
  ])('%s (%d), naming event %d', (code, status, event, lines) => {
    expect(() => clockOf('2026-03-02T10:00', '5 ngày làm việc', lines)).toThrow(
      expect.objectContaining({ code, status, details: { event }, message: expect.stringMatching(/\.$/) }),
    )
  })
})

const START = at('2026-01-05T00:00').getTime()
const minutes = (most: number) => fc.integer({ min: 0, max: most })
const limits = fc.constantFrom('1 ngày làm việc', '5 ngày làm việc', '30 giờ làm việc', '10 ngày', '1 tháng')

describe('properties', () => {
  it('a pause of x working minutes moves the due date by exactly x', () =>
    fc.assert(
      fc.property(minutes(500_000), minutes(9000), minutes(9000), limits, (a, b, c, limit) => {
        const from = new Date(START + a * 60_000)
        const pausedAt = new Date(from.getTime() + b * 60_000)
        const resumedAt = new Date(pausedAt.getTime() + c * 60_000)
        const rules = { from, limit: parseLimit(limit), calendar: STANDARD_CALENDAR, mode: 'RESUME' as const }
        const before = computeClock({ ...rules, events: [] })
        const after = computeClock({
          ...rules,
          events: [
            { at: pausedAt, kind: 'PAUSE', reason: 'x' },
            { at: resumedAt, kind: 'RESUME', reason: 'x' },
          ],
        })
        const paused = slowBetween(STANDARD_CALENDAR, pausedAt, resumedAt)
        expect(workingMinutesBetween(STANDARD_CALENDAR, before.dueAt, after.dueAt)).toBe(paused)
        expect(iso(after.dueAt)).toBe(iso(slowAdd(STANDARD_CALENDAR, before.dueAt, paused)))
      }),
      { numRuns: 60 },
    ))

  it('any lawful story equals the plain rule: last start, plus the working time paused since', () =>
    fc.assert(
      fc.property(
        minutes(300_000),
        limits,
        fc.array(fc.tuple(fc.boolean(), minutes(3000)), { maxLength: 10 }),
        (a, limit, moves) => {
          let now = START + a * 60_000
          let start = now
          let pausedAt: number | null = null
          let paused = 0
          const events: ClockEvent[] = []
          for (const [restarts, gap] of moves) {
            now += gap * 60_000
            const kind: ClockEventKind = restarts ? 'RESTART' : pausedAt === null ? 'PAUSE' : 'RESUME'
            events.push({ at: new Date(now), kind, reason: 'x' })
            if (kind === 'PAUSE') pausedAt = now
            else {
              if (pausedAt !== null)
                paused += slowBetween(STANDARD_CALENDAR, new Date(pausedAt), new Date(now))
              if (restarts) [start, paused] = [now, 0]
              pausedAt = null
            }
          }
          const clock = computeClock({
            from: new Date(START + a * 60_000),
            limit: parseLimit(limit),
            calendar: STANDARD_CALENDAR,
            mode: 'RESTART',
            events,
          })
          const whole = countLimit(STANDARD_CALENDAR, parseLimit(limit), new Date(start)).due
          expect(iso(clock.dueAt)).toBe(iso(slowAdd(STANDARD_CALENDAR, whole, paused)))
          expect(clock.firstDueAt).toEqual(clock.dueAt)
          expect(clock.state).toBe(pausedAt === null ? 'running' : 'paused')
          expect(isOpen(STANDARD_CALENDAR, new Date(clock.dueAt.getTime() - 60_000))).toBe(true)
        },
      ),
      { numRuns: 60 },
    ))
})
