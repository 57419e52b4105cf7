import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatLimit, LIMIT_UNITS, type LimitUnit, parseLimit, workingMinutesOf } from './limit.ts'

describe('parseLimit', () => {
  it.each<[string, number, LimitUnit]>([
    ['5 ngày làm việc', 5, 'workingDays'],
    ['05 ngày làm việc', 5, 'workingDays'],
    ['0,5 ngày làm việc', 0.5, 'workingDays'],
    ['2.5 ngày làm việc', 2.5, 'workingDays'],
    ['0,125 ngày làm việc', 0.125, 'workingDays'],
    ['10 ngày', 10, 'days'],
    ['30 NGÀY', 30, 'days'],
    ['  4   giờ\u00a0làm\tviệc ', 4, 'workingHours'],
    ['15 Ngày Làm Việc'.normalize('NFD'), 15, 'workingDays'],
    ['1 tháng', 1, 'months'],
    ['5ngày làm việc', 5, 'workingDays'],
  ])('%j', (text, value, unit) => expect(parseLimit(text)).toEqual({ value, unit }))

  it.each([
    '',
    'ngày làm việc',
    '5',
    '5 giờ',
    '5 ngay lam viec',
    '5 tuần',
    '-5 ngày',
    '5 - 7 ngày',
    '1.000 ngày',
    '5 ngày làm việc kể từ ngày nhận',
    '1e3 ngày',
    '0x5 ngày',
    '٥ ngày',
    '5,55555 ngày làm việc',
  ])('does not read %j', (text) => expect(codeOf(() => parseLimit(text))).toBe('limit.unreadable'))

  it.each([
    ['0 ngày làm việc', 'limit.out_of_range'],
    ['0 ngày', 'limit.out_of_range'],
    ['0,0 giờ làm việc', 'limit.out_of_range'],
    ['99999 ngày', 'limit.out_of_range'],
    ['121 tháng', 'limit.out_of_range'],
    ['1,5 ngày', 'limit.not_whole'],
    ['0,5 tháng', 'limit.not_whole'],
  ])('refuses %j with %s', (text, code) => expect(codeOf(() => parseLimit(text))).toBe(code))

  it('names what it could not read', () => {
    expect(() => parseLimit('năm ngày')).toThrow('“năm ngày”')
  })

  it('reads back what it writes', () =>
    fc.assert(
      fc.property(fc.constantFrom(...LIMIT_UNITS), fc.integer({ min: 1, max: 480 }), (unit, n) => {
        const value = unit === 'days' ? n : unit === 'months' ? (n % 120) + 1 : n / 4
        expect(parseLimit(formatLimit({ value, unit }))).toEqual({ value, unit })
      }),
    ))

  it.each<[number, LimitUnit, number]>([
    [5, 'workingDays', 2400],
    [0.5, 'workingDays', 240],
    [0.33, 'workingDays', 158],
    [2, 'workingHours', 120],
  ])('%d %s are %d working minutes', (value, unit, minutes) => {
    expect(workingMinutesOf({ value, unit })).toBe(minutes)
  })
})

function codeOf(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    return (error as { code: string }).code
  }
}
