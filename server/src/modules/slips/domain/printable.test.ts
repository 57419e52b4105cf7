import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { printableText } from './printable.ts'

const latin = (point: number) => point < 0x2000 || point === 0xfffd

describe('printableText', () => {
  it.each([
    ['Nguyễn Thị Hoà', 'Nguyễn Thị Hoà'],
    ['Vie\u0323\u0302t', 'Việt'],
    ['a\u202Ebcd\u2066e', 'abcde'],
    ['0\u200B9\u200D0\uFEFF0', '0900'],
    ['a\u0000b\u0007c', 'abc'],
    ['dòng một\r\n\tdòng  hai ', 'dòng một dòng hai'],
    ['王 🙂', '\ufffd \ufffd'],
    ['\ud800x', 'x'],
    ['#let x = 1; $a$ *b* `c`', '#let x = 1; $a$ *b* `c`'],
  ])('%j is printed as %j', (text, expected) => expect(printableText(text, latin)).toBe(expected))

  it('gives a long word places to break and loses nothing of it', () => {
    const word = 'Hoà'.repeat(2000)
    const printed = printableText(word, latin)
    expect(printed.replaceAll('\u200b', '')).toBe(word)
    expect(Math.max(...printed.split('\u200b').map((part) => part.length))).toBeLessThanOrEqual(10)
  })

  it('prints only what the font can draw', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        for (const c of printableText(text, latin).replaceAll('\u200b', '')) {
          expect(latin(c.codePointAt(0)!)).toBe(true)
        }
      }),
    )
  })
})
