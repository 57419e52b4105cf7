import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName } from './domain.ts'

describe('cleanName', () => {
  it.each([
    ['Nguyễn Thị An', 'Nguyễn Thị An'],
    ['  Phường \t Vĩnh  Thạnh\n', 'Phường Vĩnh Thạnh'],
    ['Vie\u0323\u0302t Nam', 'Việt Nam'],
  ])('%j becomes %j', (text, expected) => expect(cleanName(text)).toBe(expected))

  it.each(['', '   ', '\n\t'])('refuses %j', (text) => {
    expect(() => cleanName(text)).toThrow(expect.objectContaining({ code: '__table__.no_name' }))
  })

  it('changes nothing the second time', () => {
    const named = fc.string({ unit: 'binary' }).filter((text) => /\S/u.test(text.normalize('NFC')))
    fc.assert(
      fc.property(named, (text) => {
        expect(cleanName(cleanName(text))).toBe(cleanName(text))
      }),
    )
  })
})
