import { describe, expect, it } from 'vitest'
import { linesOfWeek, periodOf, sayConsequence } from './words.ts'

const full = [
  { from: '07:30', to: '11:30' },
  { from: '13:30', to: '17:30' },
]
const week = (worked: Record<number, typeof full>) =>
  [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, shifts: worked[weekday] ?? [] }))

describe('linesOfWeek', () => {
  it('puts neighbouring days of the same hours together', () => {
    expect(linesOfWeek(week({ 1: full, 2: full, 3: full, 4: full, 5: full, 6: full.slice(0, 1) }))).toEqual([
      'T2–T6: 07:30–11:30, 13:30–17:30',
      'T7: 07:30–11:30',
      'CN: nghỉ',
    ])
    expect(linesOfWeek(week({ 1: full, 3: full }))).toEqual([
      'T2: 07:30–11:30, 13:30–17:30',
      'T3: nghỉ',
      'T4: 07:30–11:30, 13:30–17:30',
      'T5–CN: nghỉ',
    ])
  })
})

describe('periodOf', () => {
  it.each([
    [null, null, 'quanh năm'],
    ['2026-04-15', null, 'từ 15/04/2026'],
    [null, '2026-09-15', 'đến hết 15/09/2026'],
    ['2026-04-15', '2026-09-15', 'từ 15/04/2026 đến hết 15/09/2026'],
  ])('%s to %s is %s', (from, to, text) => {
    expect(periodOf({ from, to })).toBe(text)
  })
})

describe('sayConsequence', () => {
  it.each([
    [{ clocks: 0, earlier: 0, later: 0 }, /^Không có hồ sơ/],
    [{ clocks: 1200, earlier: 3, later: 0 }, /^1\.200 hồ sơ .*: 3 hồ sơ có hạn trả sớm lên\.$/],
    [{ clocks: 4, earlier: 0, later: 2 }, /2 hồ sơ có hạn trả lùi lại/],
    [{ clocks: 4, earlier: 0, later: 0 }, /hạn đã hẹn với người nộp không đổi/],
  ])('%j', (consequence, text) => {
    expect(sayConsequence(consequence)).toMatch(text)
  })
})
