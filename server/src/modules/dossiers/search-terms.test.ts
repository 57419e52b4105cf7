import { describe, expect, it } from 'vitest'
import { searchTerms } from './search-terms.ts'

const word = (text: string) => ({ words: [text], idNumber: null, phone: null })

describe('searchTerms', () => {
  it.each([
    ['', []],
    ['Nguyễn  Hoà', [word('nguyen'), word('hoa')]],
    ['H15.1-260105-0001', [word('h15.1-260105-0001')]],
    ['066190000001', [{ words: ['066190000001'], idNumber: '066190000001', phone: null }]],
    ['066 190 000 001', [{ words: ['066', '190', '000', '001'], idNumber: '066190000001', phone: null }]],
    ['066.190.000.001', [{ words: ['066.190.000.001'], idNumber: '066190000001', phone: null }]],
    ['b1234567', [{ words: ['b1234567'], idNumber: 'B1234567', phone: null }]],
    ['0912 345 678', [{ words: ['0912', '345', '678'], idNumber: '0912345678', phone: '0912345678' }]],
    ['+84912345678', [{ words: ['+84912345678'], idNumber: null, phone: '0912345678' }]],
    [
      'hoa 0912.345.678',
      [word('hoa'), { words: ['0912.345.678'], idNumber: '0912345678', phone: '0912345678' }],
    ],
    ['12 34', [word('12'), word('34')]],
  ])('%s', (q, terms) => {
    expect(searchTerms(q)).toEqual(terms)
  })
})
