import { describe, expect, it } from 'vitest'
import { cleanBook, numbersLeft, receiptNumber, stateOf } from './domain.ts'

const BOOK = { form: '01BLP2-001', series: 'AA-26T', taxCode: '6099000014', firstNumber: 1, lastNumber: 50 }

describe('cleanBook', () => {
  it('writes form and series in one way, and the tax code as it is known', () => {
    const given = { ...BOOK, form: ' 01blp2-001 ', series: 'aa-26t', taxCode: '6099000014001' }
    expect(cleanBook(given)).toEqual({ ...BOOK, taxCode: '6099000014-001' })
  })

  it.each([
    ['/form', { form: 'mẫu một' }],
    ['/series', { series: '' }],
    ['/taxCode', { taxCode: '6099000015' }],
    ['/lastNumber', { firstNumber: 51 }],
  ])('names the field that is wrong: %s', (pointer, changes) => {
    expect(() => cleanBook({ ...BOOK, ...changes })).toThrow(
      expect.objectContaining({ code: 'fees.bad_book', details: [expect.objectContaining({ pointer })] }),
    )
  })
})

describe('a book', () => {
  it.each([
    [{ lastNumber: 50, nextNumber: 50, closedAt: null }, 1, 'open'],
    [{ lastNumber: 50, nextNumber: 51, closedAt: null }, 0, 'usedUp'],
    [{ lastNumber: 20, nextNumber: 21, closedAt: new Date(0) }, 0, 'closed'],
  ])('%j has %i numbers left and is %s', (book, left, state) => {
    expect([numbersLeft(book), stateOf(book)]).toEqual([left, state])
  })

  it('numbers with seven digits', () => {
    expect([receiptNumber(12), receiptNumber(9_999_999)]).toEqual(['0000012', '9999999'])
  })
})
