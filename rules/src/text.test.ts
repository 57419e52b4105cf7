import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  cleanLine,
  cleanText,
  compareText,
  compareVietnamese,
  hasHiddenCharacters,
  looksVietnamese,
  nameParts,
  searchText,
} from './text.ts'

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({
    unit: fc.constantFrom('a', 'ê', '\u0301', '\u0316', '\u0344', '\u200D', '\u1100', '\u1161', 'đ'),
    maxLength: 40,
  }),
)

describe('cleanText', () => {
  it.each([
    ['composes NFD', 'Nguyễn'.normalize('NFD'), 'Nguyễn'],
    ['removes zero-width', 'Ngu\u200By\u200Cễ\uFEFFn', 'Nguyễn'],
    ['composes across a removed joiner', 'a\u200D\u0301', 'á'],
    ['removes bidirectional marks', '\u202Eabc\u202C\u2066d\u2069', 'abcd'],
    ['removes control characters', 'a\u0000b\u001Bc\u007F', 'abc'],
    ['removes broken surrogates, keeps whole pairs', 'a\uD800b😀\uDC00', 'ab😀'],
    ['keeps tabs and makes line ends plain', 'a\tb\r\nc\rd\u2028e', 'a\tb\nc\nd\ne'],
    ['makes blanks plain', 'a\u00A0b\u3000c', 'a b c'],
  ])('%s', (_, input, expected) => expect(cleanText(input)).toBe(expected))

  it('changes nothing the second time, and leaves nothing hidden', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        const once = cleanText(text)
        expect(cleanText(once)).toBe(once)
        expect(hasHiddenCharacters(once)).toBe(false)
      }),
    ))

  it('cuts stacks of marks, which would cost quadratic time', () => {
    const stack = 'a' + '\u0301\u0316'.repeat(2_000_000)
    expect(cleanText(stack).length).toBeLessThan(10)
    expect(searchText(stack)).toBe('a')
  })

  it('tells hidden characters, and answers the same when asked twice', () => {
    for (let i = 0; i < 3; i++) {
      expect(hasHiddenCharacters('a\u200Bb')).toBe(true)
      expect(hasHiddenCharacters('Đặng Thị Hoà\n')).toBe(false)
    }
  })

  it('makes one line', () => expect(cleanLine('  Nguyễn \n\t Văn\u00A0 A ')).toBe('Nguyễn Văn A'))
})

describe('searchText', () => {
  it.each([
    ['Hoà', 'HÒA'],
    ['thuý', 'Thúy'],
    ['Đắk Lắk', 'dak lak'],
    ['Ủy ban', 'uỷ  ban '],
    ['H’Hen Niê', "h'hen nie"],
    ['ươƯƠ', 'uouo'],
    ['Nguyễn'.normalize('NFD'), 'nguyen'],
  ])('%s finds %s', (a, b) => expect(searchText(a)).toBe(searchText(b)))

  it('gives a plain key', () => expect(searchText(' Đăng ký  KHAI SINH ')).toBe('dang ky khai sinh'))

  it('changes nothing the second time', () =>
    fc.assert(
      fc.property(anyText, (text) => {
        expect(searchText(searchText(text))).toBe(searchText(text))
      }),
    ))
})

describe('names', () => {
  it.each([
    ['Nguyễn Thị Minh Khai', 'Nguyễn', 'Thị Minh', 'Khai'],
    ['Lê Lợi', 'Lê', '', 'Lợi'],
    ['Y Bhiông Niê', 'Niê', 'Y', 'Bhiông'],
    ["H'Hen Niê", 'Niê', "H'", 'Hen'],
    ['H’ Hen Niê Kđăm', 'Niê Kđăm', "H'", 'Hen'],
    ['Thun', '', '', 'Thun'],
    ['', '', '', ''],
  ])('splits %s', (name, family, middle, given) => expect(nameParts(name)).toEqual({ family, middle, given }))

  it('sorts by given name, then family, then middle', () => {
    const sorted = [
      'Lê An',
      'Nguyễn An',
      'Nguyễn Thị An',
      'Trần Văn Ân',
      'Y Bhiông Niê',
      'Bùi Bình',
      'Lê Đào',
    ]
    expect([...sorted].reverse().sort(compareVietnamese)).toEqual(sorted)
  })

  it('is a total order', () =>
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(Math.sign(compareVietnamese(a, b)) + Math.sign(compareVietnamese(b, a))).toBe(0)
      }),
    ))

  it('follows the Vietnamese alphabet', () => {
    const letters = ['a', 'à', 'ă', 'â', 'b', 'd', 'đ', 'e', 'ê', 'o', 'ô', 'ơ', 'u', 'ư', 'y']
    expect([...letters].reverse().sort(compareText)).toEqual(letters)
  })
})

describe('looksVietnamese', () => {
  it.each([
    ['Trần Bảo Ngọc', true],
    ['Đắk Lắk'.normalize('NFD'), true],
    ['đ', true],
    ['Hoà', true],
    ['Mother', false],
    ['Zoë, façade, 12/03/2026', false],
    ['', false],
  ])('%j: %s', (text, is) => expect(looksVietnamese(text)).toBe(is))
})
