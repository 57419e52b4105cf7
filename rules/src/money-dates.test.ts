import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as dates from './dates.ts'
import { formatDong, formatNumber, moneyInWords, parseDong, percentOf } from './money.ts'

describe('money', () => {
  it.each([
    [0, '0 đ', 'Không đồng'],
    [8000, '8.000 đ', 'Tám nghìn đồng'],
    [135_000, '135.000 đ', 'Một trăm ba mươi lăm nghìn đồng'],
    [24, '24 đ', 'Hai mươi tư đồng'],
    [14, '14 đ', 'Mười bốn đồng'],
    [21, '21 đ', 'Hai mươi mốt đồng'],
    [11, '11 đ', 'Mười một đồng'],
    [15, '15 đ', 'Mười lăm đồng'],
    [105, '105 đ', 'Một trăm linh năm đồng'],
    [1005, '1.005 đ', 'Một nghìn không trăm linh năm đồng'],
    [10_015, '10.015 đ', 'Mười nghìn không trăm mười lăm đồng'],
    [10_001, '10.001 đ', 'Mười nghìn không trăm linh một đồng'],
    [101_004, '101.004 đ', 'Một trăm linh một nghìn không trăm linh bốn đồng'],
    [21_000_000, '21.000.000 đ', 'Hai mươi mốt triệu đồng'],
    [1_000_000_000, '1.000.000.000 đ', 'Một tỷ đồng'],
    [1_000_000_004, '1.000.000.004 đ', 'Một tỷ không trăm linh bốn đồng'],
    [1_000_005, '1.000.005 đ', 'Một triệu không trăm linh năm đồng'],
    [1_234_567, '1.234.567 đ', 'Một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy đồng'],
    [2_000_000_000_015, '2.000.000.000.015 đ', 'Hai nghìn tỷ không trăm mười lăm đồng'],
    [-50_000, '-50.000 đ', 'Âm năm mươi nghìn đồng'],
  ])('%d', (amount, figures, words) => {
    expect(formatDong(amount)).toBe(figures)
    expect(formatDong(amount, 'en')).toBe(figures.replaceAll('.', ',').replace('đ', 'VND'))
    expect(moneyInWords(amount)).toBe(words)
  })

  it('numbers with decimals', () => expect(formatNumber(1234.5)).toBe('1.234,5'))

  it('words read back give the amount', () =>
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(readWords(moneyInWords(amount))).toBe(amount + 0)
      }),
    ))

  it('figures read back give the amount', () =>
    fc.assert(
      fc.property(fc.maxSafeInteger(), (amount) => {
        expect(parseDong(formatDong(amount))).toBe(amount + 0)
      }),
    ))

  it.each(['1.23', '1,5', 'abc', '', '1.2345', '99999999999999999'])('no amount: %s', (text) =>
    expect(parseDong(text)).toBeUndefined(),
  )
})

/** Reads number words the way a person does: slow and independent of how they were written. */
function readWords(text: string): number {
  const negative = text.startsWith('Âm')
  const words = text
    .toLowerCase()
    .replace(/^âm /, '')
    .replace(/ đồng$/, '')
    .split(' ')
  const units = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
  const other: Record<string, number> = { mốt: 1, tư: 4, lăm: 5 }
  let billions = 0
  let total = 0
  let group = 0
  for (const word of words) {
    if (word === 'tỷ') {
      billions += total + group
      total = 0
      group = 0
      continue
    }
    if (word === 'triệu' || word === 'nghìn') {
      total += group * (word === 'triệu' ? 1_000_000 : 1000)
      group = 0
    } else if (word === 'trăm') group *= 100
    else if (word === 'mươi') group += (group % 10) * 9
    else if (word === 'mười') group += 10
    else if (word !== 'linh') group += other[word] ?? units.indexOf(word)
  }
  return (negative ? -1 : 1) * (billions * 1_000_000_000 + total + group) + 0
}

describe('percentOf', () => {
  it.each([
    [1, 3, 33.3],
    [2, 3, 66.6],
    [9999, 10_000, 99.9],
    [5, 5, 100],
    [0, 5, 0],
    [0, 0, null],
  ])('%i of %i is %s', (part, all, share) => expect(percentOf(part, all)).toBe(share))
})

describe('dates', () => {
  const anyDay = fc.integer({ min: -300_000, max: 900_000 }).map((n) => dates.addDays('1970-01-01', n) ?? '')

  it.each([
    ['05/01/2026', '2026-01-05'],
    ['5-1-2026', '2026-01-05'],
    ['05012026', '2026-01-05'],
    ['2026-01-05', '2026-01-05'],
    ['29/02/2024', '2024-02-29'],
    ['29/02/2026', undefined],
    ['31/04/2026', undefined],
    ['5/1.2026', undefined],
    ['hôm nay', undefined],
  ])('parses %s', (text, expected) => expect(dates.parseDate(text)).toBe(expected))

  it('formats', () => {
    expect(dates.formatDate('2026-01-05')).toBe('05/01/2026')
    expect(dates.formatLongDate('2026-01-05')).toBe('ngày 05 tháng 01 năm 2026')
    expect(dates.formatLongDate('2026-12-15')).toBe('ngày 15 tháng 12 năm 2026')
    expect(dates.formatDate('?')).toBe('?')
  })

  it('knows the day in Vietnam', () => {
    expect(dates.vietnamDate(new Date('2026-02-13T16:59:59Z'))).toBe('2026-02-13')
    expect(dates.vietnamDate(new Date('2026-02-13T17:00:00Z'))).toBe('2026-02-14')
  })

  it.each([
    ['2008-02-29', '2026-02-28', 17],
    ['2008-02-29', '2026-03-01', 18],
    ['2026-01-01', '2026-12-31', 0],
    ['2026-12-31', '2026-01-01', 0],
    ['2026-01-01', '2024-01-01', -2],
  ])('age from %s on %s', (from, to, years) => expect(dates.yearsBetween(from, to)).toBe(years))

  it('adds months and stays in the month', () => {
    expect(dates.addMonths('2026-01-31', 1)).toBe('2026-02-28')
    expect(dates.addMonths('2026-03-15', -15)).toBe('2024-12-15')
    expect(dates.addMonths('9999-12-01', 1)).toBeUndefined()
  })

  it('agrees with itself', () =>
    fc.assert(
      fc.property(anyDay, anyDay, (a, b) => {
        const days = dates.daysBetween(a, b) ?? Number.NaN
        expect(dates.addDays(a, days)).toBe(b)
        expect(Math.sign(days)).toBe(a < b ? -1 * -1 : a > b ? -1 : 0)
        expect(dates.parseDate(dates.formatDate(a))).toBe(a)
        const months = dates.monthsBetween(a, b) ?? Number.NaN
        expect(dates.monthsBetween(b, a)).toBe(-months + 0)
        if (a <= b) expect((dates.addMonths(a, months) ?? '') <= b).toBe(true)
      }),
    ))
})
