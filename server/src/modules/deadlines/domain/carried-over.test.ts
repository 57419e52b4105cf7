import { describe, expect, it } from 'vitest'
import type { ClockMode } from './clock-state.ts'
import { STANDARD_CALENDAR } from './holidays.ts'
import { applyEvent, startOf } from './ledger.ts'
import { parseLimit } from './limit.ts'
import { parseMoment, vietnamIso } from './moment.ts'

const at = (text: string) => parseMoment(text)!
const iso = (moment: Date) => vietnamIso(moment).slice(0, 16)

describe('a date carried over from another system', () => {
  const rules = {
    limit: parseLimit('5 ngày làm việc'),
    calendar: STANDARD_CALENDAR,
    mode: 'RESTART' as const,
  }
  const start = (due: string) => startOf(rules, at('2026-03-02T10:00'), 'ACCEPTED', at(due))

  it('holds instead of the limit, to the minute, even when it has passed', () => {
    const { clock, entry } = start('2026-03-20T22:15')
    expect([iso(clock.dueAt), iso(clock.firstDueAt)]).toEqual(['2026-03-20T22:15', '2026-03-20T22:15'])
    expect([entry.reason, entry.note]).toEqual([
      'CARRIED_OVER',
      'Tiếp nhận hồ sơ từ hệ thống khác lúc 10:00 thứ Hai 02/03/2026. Hạn trả đã hẹn ở hệ thống đó được giữ nguyên: 22:15 thứ Sáu 20/03/2026.',
    ])
    const past = start('2026-02-27T09:00').clock
    const ended = applyEvent(rules, past, { at: at('2026-03-02T10:01'), kind: 'END', reason: 'x' })
    expect(ended.clock.outcome).toBe('late')
  })

  it('is moved by pauses like any other, and by a restart to the whole limit', () => {
    const wait = { at: at('2026-03-03T08:00'), kind: 'PAUSE', reason: 'SUPPLEMENT' } as const
    const paused = applyEvent(rules, start('2026-03-20T10:00').clock, wait).clock
    const back = (mode: ClockMode) =>
      applyEvent({ ...rules, mode }, paused, {
        at: at('2026-03-04T08:00'),
        kind: 'RESUME',
        reason: 'SUPPLEMENT_RECEIVED',
      }).clock
    expect(iso(back('RESUME').dueAt)).toBe('2026-03-23T10:00')
    expect(iso(back('RESTART').dueAt)).toBe('2026-03-11T08:00')
  })
})
