import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compilePattern, PatternError } from './pattern.ts'

describe('compilePattern', () => {
  it.each([
    ['^\\d{12}$', '066090000001', true],
    ['\\d{12}', '0660900000011', false],
    ['[A-ZĐ]{2}\\d{6,7}', 'ĐA123456', true],
    ['\\p{Lu}[\\p{L} ]+', 'Đắk Lắk', true],
    ['(a|b)*c', 'ababc', true],
    ['(?:a+)+b', 'aaab', true],
    ['a?b', 'b', true],
    ['a{2,}', 'a', false],
    ['a.c', 'a😀c', true],
    ['1\\.\\d{6}', '1x001193', false],
    ['a\\$', 'a$', true],
    ['', '', true],
    ['[^a-z]', 'A', true],
  ])('%s on %s', (pattern, text, expected) => expect(compilePattern(pattern)(text)).toBe(expected))

  it.each([
    '(?=a)',
    '(a)\\1',
    'a**',
    'a+?',
    '[a',
    '(a',
    'a)',
    'a^b',
    '{2}',
    'a{3,2}',
    'a{2',
    '(a{1000}){1000}',
    '\\x',
    '[z-a]',
    'x'.repeat(600),
  ])('refuses %s', (pattern) => expect(() => compilePattern(pattern)).toThrow(PatternError))

  it('answers at once where backtracking would not end', () => {
    expect(compilePattern('(a+)+(a|a)*b')('a'.repeat(5000))).toBe(false)
    expect(compilePattern('((((){9999}){9999}){9999}){9999}')('')).toBe(true)
  })

  it('equals the engine on short texts', () => {
    const atom = fc.constantFrom('a', 'b', '.', '[ab]', '\\d', '1')
    const piece = fc.tuple(atom, fc.constantFrom('', '?', '*', '+', '{2}', '{1,2}')).map((p) => p.join(''))
    const sequence = fc.array(piece, { minLength: 1, maxLength: 4 }).map((p) => p.join(''))
    const pattern = fc.oneof(
      sequence,
      fc.tuple(sequence, sequence).map(([x, y]) => `(${x}|${y})+`),
    )
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', '1'), maxLength: 7 }),
        (source, text) => {
          expect(compilePattern(source)(text)).toBe(new RegExp(`^(?:${source})$`, 'u').test(text))
        },
      ),
    )
  })
})
