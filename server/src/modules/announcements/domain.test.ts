import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanWords, stateOn, type Words } from './domain.ts'

const WORDS: Words = {
  title: 'Tạm dừng hệ thống',
  text: 'Từ 22 giờ.',
  titleEn: null,
  textEn: null,
  from: '2026-01-05',
  to: '2026-01-06',
}

describe('stateOn', () => {
  const period = { from: '2026-01-05', to: '2026-01-06', withdrawnAt: null }
  it.each([
    ['2026-01-04', period, 'upcoming'],
    ['2026-01-05', period, 'shown'],
    ['2026-01-06', period, 'shown'],
    ['2026-01-07', period, 'over'],
    ['2030-01-01', { ...period, to: null }, 'shown'],
    ['2026-01-05', { ...period, withdrawnAt: new Date() }, 'withdrawn'],
  ] as const)('on %s %j is %s', (today, announcement, state) => {
    expect(stateOn(today, announcement)).toBe(state)
  })
})

describe('cleanWords', () => {
  it('keeps paragraphs, without hidden characters and with single blanks', () => {
    const cleaned = cleanWords({
      ...WORDS,
      title: '  Tạm\u200b  dừng\n hệ thống ',
      text: ' Đoạn  một.\r\n\r\n\r\n\n\u202eĐoạn hai. \n',
      titleEn: '  ',
      textEn: 'One.',
    })
    expect(cleaned).toMatchObject({
      title: 'Tạm dừng hệ thống',
      text: 'Đoạn một.\n\nĐoạn hai.',
      titleEn: null,
      textEn: 'One.',
    })
  })

  it.each([
    [{ title: ' \u200b ' }, 'announcement.no_title'],
    [{ text: '\n\n' }, 'announcement.no_text'],
    [{ from: '2026-02-30' }, 'announcement.bad_period'],
    [{ to: '2026-01-04' }, 'announcement.bad_period'],
  ])('refuses %j', (change, code) => {
    expect(() => cleanWords({ ...WORDS, ...change })).toThrow(expect.objectContaining({ code }))
  })

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = cleanWords({ ...WORDS, text: `x${text}`, textEn: text })
        expect(cleanWords(once)).toEqual(once)
      }),
    )
  })
})
