import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { AppError } from '../../../platform/errors.ts'
import { slowAdd, slowBetween } from '../testing/slow-oracle.ts'
import { stories } from '../testing/stories.ts'
import { CLOCK_MODES, type ClockEvent, type ClockMode } from './clock-state.ts'
import { correct } from './correct.ts'
import { countLimit } from './count.ts'
import { STANDARD_CALENDAR as calendar } from './holidays.ts'
import { applyEvent, computeClock, startOf } from './ledger.ts'
import { parseLimit } from './limit.ts'
import { parseMoment, vietnamIso } from './moment.ts'
import { standstillOf, stateAfter } from './past.ts'

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date) => vietnamIso(moment).slice(0, 16)
const NOW = '2026-03-20T08:00'

type Line = [ClockEvent['kind'], string, string?, string?]
const told = (lines: readonly Line[], limit: string, mode: ClockMode = 'RESUME') =>
  computeClock({
    ...{ from: at('2026-03-02T10:00'), limit: parseLimit(limit), calendar, mode },
    events: lines.map(([kind, when, reason = 'x', newDue]) => ({
      ...{ at: at(when), kind, reason, newDue: newDue ? at(newDue) : null },
    })),
  })

describe('a clock that was started from wrong facts', () => {
  const SUPPLEMENT: Line[] = [
    ['PAUSE', '2026-03-03T08:00', 'SUPPLEMENT'],
    ['RESUME', '2026-03-05T08:00', 'SUPPLEMENT_RECEIVED'],
  ]
  it.each<[string, Line[], string, { from?: string; limit?: string; mode?: ClockMode }, string]>([
    ['received a day earlier', [], '5 ngày làm việc', { from: '2026-02-27T10:00' }, '2026-03-06T10:00'],
    ['received out of hours', [], '5 ngày làm việc', { from: '2026-02-28T10:00' }, '2026-03-06T17:30'],
    ['a longer limit', [], '5 ngày làm việc', { limit: '7 ngày làm việc' }, '2026-03-11T10:00'],
    ['days by the calendar', [], '5 ngày làm việc', { limit: '10 ngày' }, '2026-03-12T17:30'],
    [
      'a pause moves the right date too',
      SUPPLEMENT,
      '5 ngày làm việc',
      { from: '2026-02-27T10:00' },
      '2026-03-10T10:00',
    ],
    [
      'a supplement that restarts the limit',
      SUPPLEMENT,
      '5 ngày làm việc',
      { mode: 'RESTART' },
      '2026-03-12T08:00',
    ],
  ])('%s', (_, lines, limit, change, due) => {
    const { ledger, ...clock } = told(lines, limit)
    const rules = { limit: parseLimit(change.limit ?? limit), calendar, mode: change.mode ?? 'RESUME' }
    const from = at(change.from ?? '2026-03-02T10:00')
    const step = correct(rules, clock, ledger, { at: at(NOW), from, cause: 'ghi nhầm.', keepsPromise: false })
    expect(iso(step.clock.dueAt)).toBe(due)
    expect(step.entry).toMatchObject({ kind: 'CORRECTED', due: step.clock.dueAt })
    expect(step.entry.note).toMatch(/^Sửa sai sót khi tiếp nhận: ghi nhầm\. Thời hạn .* Hạn trả sửa từ /)
  })

  it('keeps a new date that lies behind the right one, and drops one that does not', () => {
    const { ledger, ...clock } = told(
      [['APOLOGY', '2026-03-05T08:00', 'x', '2026-03-12T10:00']],
      '5 ngày làm việc',
    )
    const by = (limit: string) =>
      correct({ limit: parseLimit(limit), calendar, mode: 'RESUME' }, clock, ledger, {
        ...{ at: at(NOW), from: at('2026-03-02T10:00'), cause: 'x', keepsPromise: false },
      }).clock
    expect(iso(by('6 ngày làm việc').dueAt)).toBe('2026-03-12T10:00')
    expect(by('20 ngày làm việc')).toMatchObject({ apologised: true, dueAt: at('2026-03-30T10:00') })
  })

  it('tells no later date when only the moment became earlier', () => {
    const { ledger, ...clock } = told([], '5 ngày làm việc')
    const promised = { ...clock, dueAt: at('2026-03-06T09:00'), firstDueAt: at('2026-03-06T09:00') }
    const rules = { limit: parseLimit('5 ngày làm việc'), calendar, mode: 'RESUME' as const }
    const change = { at: at(NOW), from: at('2026-03-02T09:59'), cause: 'x', keepsPromise: true }
    expect(iso(correct(rules, promised, ledger, change).clock.dueAt)).toBe('2026-03-06T09:00')
  })
})

describe('property', () => {
  const corrections = fc.record({
    early: fc.nat({ max: 20_000 }),
    limit: fc.constantFrom('4 giờ làm việc', '2 ngày làm việc', '15 ngày', '1 tháng'),
    mode: fc.constantFrom(...CLOCK_MODES),
  })
  it('the ledger explains the state after a correction, and correcting back brings every date back', () =>
    fc.assert(
      fc.property(stories, corrections, ({ from, limit, mode, events, last }, wrong) => {
        const rules = { limit: parseLimit(limit), calendar, mode }
        let { clock, entry } = startOf(rules, from, 'ACCEPTED')
        const ledger = [entry]
        for (const event of events) {
          if (event.kind === 'END') break
          try {
            ;({ clock, entry } = applyEvent(rules, clock, event))
            ledger.push(entry)
          } catch (error) {
            expect([409, 422]).toContain((error as AppError).status)
          }
        }
        const right = { limit: parseLimit(wrong.limit), calendar, mode: wrong.mode }
        const change = { at: last, cause: 'x', keepsPromise: false }
        const earlier = new Date(from.getTime() - wrong.early * 60_000)
        const once = correct(right, clock, ledger, { ...change, from: earlier })
        expect(stateAfter([...ledger, once.entry])).toEqual(once.clock)
        // Minute by minute: the whole limit from where it counts, and the time stood still since.
        if (!once.clock.apologised) {
          const whole = countLimit(calendar, right.limit, once.entry.correctedFrom!).due
          const still = standstillOf([...ledger, once.entry]).over
          const waited = still.reduce((sum, s) => sum + slowBetween(calendar, s.from, s.to), 0)
          expect(once.clock.dueAt).toEqual(waited === 0 ? whole : slowAdd(calendar, whole, waited))
        }
        const back = correct(rules, once.clock, [...ledger, once.entry], { ...change, from })
        expect(stateAfter([...ledger, once.entry, back.entry])).toEqual(back.clock)
        expect(back.clock).toMatchObject({ dueAt: clock.dueAt, firstDueAt: clock.firstDueAt })
      }),
      { numRuns: 200 },
    ))
})
