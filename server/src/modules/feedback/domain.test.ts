import { describe, expect, it } from 'vitest'
import { cleanRemark, figuresOf, MAX_REMARK } from './domain.ts'

describe('cleanRemark', () => {
  it.each([
    [undefined, null],
    [' \u200b\n ', null],
    ['Cán bộ\u200b nhiệt tình', 'Cán bộ nhiệt tình'],
    ['a\u202eb\r\nc', 'ab\nc'],
    ['một\n\n\n\nhai', 'một\n\nhai'],
    ['Vie\u0323\u0302t', 'Việt'],
  ])('%j becomes %j', (text, kept) => expect(cleanRemark(text)).toBe(kept))

  it('refuses what is too long, and says by how much', () => {
    expect(cleanRemark('ă'.repeat(MAX_REMARK))).toHaveLength(MAX_REMARK)
    expect(() => cleanRemark('ă'.repeat(5000))).toThrow(/5000 ký tự/)
  })
})

describe('figuresOf', () => {
  const sums = { information: 25, simplicity: 20, attitude: 15, punctuality: 24, result: 22 }
  it('tells means and shares of a full group', () => {
    const figures = figuresOf({ ...sums, count: 7, published: 5, satisfied: 3, askedBeyond: 1 })
    expect(figures).toEqual({
      count: 7,
      average: 4.24,
      satisfied: 60,
      askedBeyond: 20,
      averages: { information: 5, simplicity: 4, attitude: 3, punctuality: 4.8, result: 4.4 },
    })
  })
  it('tells only the count of few', () => {
    const figures = figuresOf({ ...sums, count: 4, published: 0, satisfied: 0, askedBeyond: 0 })
    expect(figures).toEqual({ count: 4, average: null, satisfied: null, askedBeyond: null, averages: null })
  })
})
