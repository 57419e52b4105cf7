import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { slowAdd, slowBetween } from '../testing/slow-oracle.ts'
import type { ClockEvent, ClockMode } from './clock-state.ts'
import { countLimit } from './count.ts'
import { STANDARD_CALENDAR } from './holidays.ts'
import { computeClock } from './ledger.ts'
import { parseLimit } from './limit.ts'
import { parseMoment, vietnamIso } from './moment.ts'

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date | null) => moment && vietnamIso(moment).slice(0, 16)

type Line = [ClockEvent['kind'], string, string, string?]

/** Events as `[kind, moment, reason, which pause]`; a step that is not counted names its law. */
function clockOf(lines: readonly Line[], mode: ClockMode = 'RESTART', limit = '5 ngày làm việc') {
  const events = lines.map(([kind, when, reason, of]): ClockEvent => {
    const legalBasis = kind === 'EXCLUDE' ? 'Thông tư thử, Điều 3' : null
    return { at: at(when), kind, reason, of, legalBasis }
  })
  const from = at('2026-03-02T10:00')
  return computeClock({ from, limit: parseLimit(limit), calendar: STANDARD_CALENDAR, mode, events })
}

const POLICE = 'Xác minh tại công an cấp xã'
const BAILIFF = 'Chờ kết quả của thừa phát lại'

describe('steps that the law does not count', () => {
  it('hold the clock under their name and legal basis', () => {
    const clock = clockOf([['EXCLUDE', '2026-03-03T09:00', POLICE]])
    expect([clock.state, iso(clock.pausedAt), clock.pauseReason]).toEqual([
      'paused',
      '2026-03-03T09:00',
      POLICE,
    ])
    expect(clock.ledger.at(-1)).toMatchObject({
      kind: 'EXCLUDE',
      legalBasis: 'Thông tư thử, Điều 3',
      note: 'Bước không tính vào thời hạn từ 09:00 thứ Ba 03/03/2026: Xác minh tại công an cấp xã (Thông tư thử, Điều 3). Hạn trả tạm giữ là 10:00 thứ Hai 09/03/2026 và được tính lại khi tiếp tục giải quyết.',
    })
  })

  it('move the due date by their working time', () => {
    const clock = clockOf([
      ['EXCLUDE', '2026-03-03T09:00', POLICE],
      ['INCLUDE', '2026-03-05T09:00', POLICE],
    ])
    expect([clock.state, iso(clock.dueAt)]).toEqual(['running', '2026-03-11T10:00'])
    expect(clock.ledger.at(-1)!.note).toMatch(/^Tính tiếp từ .*: đã xong Xác minh tại công an cấp xã\. /)
  })
})

describe('several reasons at once', () => {
  it.each<[string, ClockMode, Line[], string, string | null]>([
    [
      'the clock stands until the last is gone',
      'RESUME',
      [
        ['PAUSE', '2026-03-03T09:00', 'SUPPLEMENT'],
        ['EXCLUDE', '2026-03-03T14:00', POLICE],
        ['RESUME', '2026-03-04T09:00', 'SUPPLEMENT_RECEIVED'],
      ],
      '2026-03-09T10:00',
      '2026-03-03T09:00',
    ],
    [
      'time with two reasons counts once',
      'RESUME',
      [
        ['PAUSE', '2026-03-03T09:00', 'SUPPLEMENT'],
        ['EXCLUDE', '2026-03-03T14:00', POLICE],
        ['RESUME', '2026-03-04T09:00', 'SUPPLEMENT_RECEIVED'],
        ['INCLUDE', '2026-03-05T09:00', POLICE],
      ],
      '2026-03-11T10:00',
      null,
    ],
    [
      'a supplement restarts the limit, which the excluded step still holds',
      'RESTART',
      [
        ['EXCLUDE', '2026-03-03T09:00', POLICE],
        ['PAUSE', '2026-03-03T14:00', 'SUPPLEMENT'],
        ['RESUME', '2026-03-04T14:00', 'SUPPLEMENT_RECEIVED'],
      ],
      '2026-03-11T14:00',
      '2026-03-04T14:00',
    ],
    [
      'and which goes on with the end of it',
      'RESTART',
      [
        ['EXCLUDE', '2026-03-03T09:00', POLICE],
        ['PAUSE', '2026-03-03T14:00', 'SUPPLEMENT'],
        ['RESUME', '2026-03-04T14:00', 'SUPPLEMENT_RECEIVED'],
        ['INCLUDE', '2026-03-06T14:00', POLICE],
      ],
      '2026-03-13T14:00',
      null,
    ],
    [
      'an order to restart ends waits, not excluded steps',
      'RESTART',
      [
        ['EXCLUDE', '2026-03-03T09:00', POLICE],
        ['PAUSE', '2026-03-03T14:00', 'FINANCIAL'],
        ['RESTART', '2026-03-04T14:00', 'giao lại từ đầu'],
      ],
      '2026-03-11T14:00',
      '2026-03-04T14:00',
    ],
    [
      'what is ended may be named',
      'RESUME',
      [
        ['EXCLUDE', '2026-03-03T09:00', POLICE],
        ['EXCLUDE', '2026-03-03T10:00', BAILIFF],
        ['INCLUDE', '2026-03-04T09:00', 'đã có văn bản', POLICE],
        ['INCLUDE', '2026-03-05T09:00', BAILIFF],
      ],
      '2026-03-11T10:00',
      null,
    ],
  ])('%s', (_, mode, lines, due, pausedAt) => {
    const clock = clockOf(lines, mode)
    expect([iso(clock.dueAt), iso(clock.firstDueAt), iso(clock.pausedAt)]).toEqual([due, due, pausedAt])
    expect(clock.state).toBe(pausedAt ? 'paused' : 'running')
    expect(clock.ledger.at(-1)!.pauses).toEqual(clock.pauses)
  })

  it('says what still holds the clock', () => {
    const clock = clockOf([
      ['EXCLUDE', '2026-03-03T09:00', POLICE],
      ['PAUSE', '2026-03-03T14:00', 'FINANCIAL'],
      ['RESUME', '2026-03-04T14:00', 'PAID'],
    ])
    expect(clock.ledger.slice(2).map((e) => e.note)).toEqual([
      'Dừng tính thời hạn từ 14:00 thứ Ba 03/03/2026: chờ người nộp thực hiện nghĩa vụ tài chính. Thời hạn vốn đang dừng từ 09:00 thứ Ba 03/03/2026: Xác minh tại công an cấp xã. Hạn trả tạm giữ là 10:00 thứ Hai 09/03/2026 và được tính lại khi tiếp tục giải quyết.',
      'Đã thực hiện nghĩa vụ tài chính lúc 14:00 thứ Tư 04/03/2026. Thời hạn vẫn dừng: Xác minh tại công an cấp xã. Hạn trả tạm giữ là 10:00 thứ Hai 09/03/2026.',
    ])
  })
})

describe('refusals', () => {
  it.each<[string, Line[]]>([
    [
      'clock.which_pause',
      [
        ['EXCLUDE', '2026-03-03T09:00', POLICE],
        ['EXCLUDE', '2026-03-03T09:00', BAILIFF],
        ['INCLUDE', '2026-03-03T10:00', 'đã có văn bản'],
      ],
    ],
    [
      'clock.not_paused',
      [
        ['PAUSE', '2026-03-03T09:00', 'SUPPLEMENT'],
        ['RESUME', '2026-03-03T10:00', 'PAID'],
      ],
    ],
    [
      'clock.not_paused',
      [
        ['EXCLUDE', '2026-03-03T09:00', POLICE],
        ['RESUME', '2026-03-03T10:00', POLICE],
      ],
    ],
    [
      'clock.not_paused',
      [
        ['PAUSE', '2026-03-03T09:00', 'chờ'],
        ['RESUME', '2026-03-03T10:00', 'xong', 'việc khác'],
      ],
    ],
    [
      'clock.already_paused',
      [
        ['EXCLUDE', '2026-03-03T09:00', POLICE],
        ['EXCLUDE', '2026-03-03T10:00', POLICE],
      ],
    ],
  ])('%s', (code, lines) => {
    expect(() => clockOf(lines)).toThrow(
      expect.objectContaining({ code, details: { event: lines.length - 1 } }),
    )
  })

  it('a step is not left out without its law', () => {
    const events = [{ at: at('2026-03-03T09:00'), kind: 'EXCLUDE' as const, reason: POLICE }]
    const rules = { limit: parseLimit('5 ngày'), calendar: STANDARD_CALENDAR, mode: 'RESUME' as const }
    expect(() => computeClock({ ...rules, from: at('2026-03-02T10:00'), events })).toThrow(
      expect.objectContaining({ code: 'clock.basis_missing', status: 422 }),
    )
  })
})

describe('property, against a slow walk minute by minute', () => {
  const START = at('2026-01-05T00:00').getTime()
  const REASONS = ['FINANCIAL', 'SUPPLEMENT', POLICE, BAILIFF]
  const limits = fc.constantFrom('1 ngày làm việc', '5 ngày làm việc', '10 ngày', '1 tháng')

  it('the due date is the last start plus the working minutes with any reason open since', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 300_000 }),
        limits,
        fc.constantFrom<ClockMode>('RESTART', 'RESUME'),
        fc.array(fc.tuple(fc.nat({ max: 4 }), fc.nat({ max: 2500 })), { maxLength: 12 }),
        (offset, limit, mode, moves) => {
          let now = START + offset * 60_000
          const from = new Date(now)
          let start = from
          let paused = 0
          const open = new Set<string>()
          const events: ClockEvent[] = []
          for (const [choice, gap] of moves) {
            const before = now
            now += gap * 60_000
            if (open.size > 0) paused += slowBetween(STANDARD_CALENDAR, new Date(before), new Date(now))
            const reason = REASONS[choice]
            const isExcluded = choice >= 2
            if (reason === undefined) {
              events.push({ at: new Date(now), kind: 'RESTART', reason: 'x' })
              for (const wait of REASONS.slice(0, 2)) open.delete(wait)
            } else if (open.delete(reason)) {
              events.push({
                at: new Date(now),
                kind: isExcluded ? 'INCLUDE' : 'RESUME',
                reason: 'x',
                of: reason,
              })
            } else {
              open.add(reason)
              events.push({
                at: new Date(now),
                kind: isExcluded ? 'EXCLUDE' : 'PAUSE',
                ...{ reason, legalBasis: 'Luật thử' },
              })
            }
            const restarts =
              reason === undefined || (mode === 'RESTART' && reason === 'SUPPLEMENT' && !open.has(reason))
            if (restarts) [start, paused] = [new Date(now), 0]
          }
          const rules = { limit: parseLimit(limit), calendar: STANDARD_CALENDAR, mode }
          const clock = computeClock({ ...rules, from, events })
          expect(clock.pauses.map((p) => p.reason).sort()).toEqual([...open].sort())
          expect(clock.state).toBe(open.size > 0 ? 'paused' : 'running')
          // While it stands, the dates wait for the end of the pause.
          const told = clock.pausedAt ? slowBetween(STANDARD_CALENDAR, clock.pausedAt, new Date(now)) : 0
          const whole = countLimit(STANDARD_CALENDAR, rules.limit, start).due
          expect(iso(clock.dueAt)).toBe(iso(slowAdd(STANDARD_CALENDAR, whole, paused - told)))
          expect(clock.firstDueAt).toEqual(clock.dueAt)
        },
      ),
      { numRuns: 80 },
    ))
})
