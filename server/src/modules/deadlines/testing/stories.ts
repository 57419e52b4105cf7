import fc from 'fast-check'
import { CLOCK_MODES, type ClockEvent } from '../domain/clock-state.ts'
import { parseMoment } from '../domain/moment.ts'

const YEAR_2026 = parseMoment('2026-01-05T00:00')!.getTime()

const moves = fc.constantFrom<Omit<ClockEvent, 'at'>>(
  { kind: 'PAUSE', reason: 'SUPPLEMENT' },
  { kind: 'RESUME', reason: 'SUPPLEMENT_RECEIVED' },
  { kind: 'PAUSE', reason: 'FINANCIAL' },
  { kind: 'RESUME', reason: 'PAID' },
  { kind: 'EXCLUDE', reason: 'Xác minh', legalBasis: 'Thông tư thử' },
  { kind: 'INCLUDE', reason: 'Xác minh' },
  { kind: 'RESTART', reason: 'tính lại' },
  { kind: 'APOLOGY', reason: 'OVERLOADED' },
)

/** Stories of clocks in 2026: limits, modes and events in order, some of which a clock in its state refuses. */
export const stories = fc
  .record({
    offset: fc.nat({ max: 300_000 }),
    limit: fc.constantFrom('4 giờ làm việc', '1 ngày làm việc', '5 ngày làm việc', '10 ngày', '1 tháng'),
    mode: fc.constantFrom(...CLOCK_MODES),
    steps: fc.array(fc.tuple(moves, fc.nat({ max: 3000 })), { maxLength: 12 }),
    end: fc.option(fc.nat({ max: 3000 })),
  })
  .map(({ offset, limit, mode, steps, end }) => {
    let now = YEAR_2026 + offset * 60_000
    const from = new Date(now)
    const events: ClockEvent[] = []
    for (const [move, gap] of steps) {
      now += gap * 60_000
      const newDue = move.kind === 'APOLOGY' ? new Date(now + 40 * 86_400_000) : null
      events.push({ ...move, at: new Date(now), newDue })
    }
    const last = new Date(now + (end ?? 0) * 60_000)
    if (end !== null) events.push({ at: last, kind: 'END', reason: 'RESULT_AT_CENTRE' })
    return { from, limit, mode, events, last }
  })
