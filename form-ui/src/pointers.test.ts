import { describe, expect, it } from 'vitest'
import { answerAt, lastingPointer, withAnswer, withFirstRows } from './pointers.ts'

const answers = { me: { ten: 'Hà' }, con: [{ _id: 'a1', ten: 'An' }, { ten: 'Bình' }] }

describe('withAnswer', () => {
  it.each([
    ['/me/ten', 'Hoà', { ...answers, me: { ten: 'Hoà' } }],
    ['/me/ten', undefined, { ...answers, me: {} }],
    ['/moi/trong', 1, { ...answers, moi: { trong: 1 } }],
    ['/con/1/ten', 'Bảo', { ...answers, con: [answers.con[0], { ten: 'Bảo' }] }],
    ['/con/@a1/ten', 'Ân', { ...answers, con: [{ _id: 'a1', ten: 'Ân' }, answers.con[1]] }],
    ['/con/0', undefined, { ...answers, con: [answers.con[1]] }],
    ['/con/@b2', { _id: 'b2' }, { ...answers, con: [...answers.con, { _id: 'b2' }] }],
    ['/le/@c3/ten', 'Chi', { ...answers, le: [{ _id: 'c3', ten: 'Chi' }] }],
  ])('%s = %j', (pointer, value, expected) => {
    expect(withAnswer(answers, pointer, value)).toEqual(expected)
  })
})

describe('answerAt', () => {
  it.each([
    ['/me/ten', 'Hà'],
    ['/con/@a1/ten', 'An'],
    ['/con/1/ten', 'Bình'],
    ['/con/@khac/ten', undefined],
    ['/me/toString', undefined],
  ])('%s is %j', (pointer, value) => {
    expect(answerAt(answers, pointer)).toBe(value)
  })
})

describe('lastingPointer', () => {
  it.each([
    ['/me/ten', '/me/ten'],
    ['/con/0/ten', '/con/@a1/ten'],
    ['/con/1/ten', '/con/1/ten'],
    ['/con/@a1/ten', '/con/@a1/ten'],
    ['/con/@moi', '/con/@moi'],
  ])('%s → %s', (pointer, lasting) => {
    expect(lastingPointer(answers, pointer)).toBe(lasting)
  })
})

describe('withFirstRows', () => {
  const words = { vi: 'x', en: 'x' }
  const form = {
    format: 1 as const,
    key: 'f',
    title: words,
    order: [],
    sections: [
      {
        key: 's',
        title: words,
        fields: [{ key: 'con', type: 'repeat' as const, label: words, min: 3, fields: [] }],
      },
    ],
  }

  it('adds rows with the same ids everywhere, and only those that are missing', () => {
    expect(withFirstRows(form, {})).toEqual({
      con: [{ _id: 'dong-1' }, { _id: 'dong-2' }, { _id: 'dong-3' }],
    })
    expect(withFirstRows(form, { con: [{ _id: 'dong-2', ten: 'An' }] })).toEqual({
      con: [{ _id: 'dong-2', ten: 'An' }, { _id: 'dong-1' }, { _id: 'dong-3' }],
    })
    const full = { con: [{}, {}, {}, {}] }
    expect(withFirstRows(form, full)).toEqual(full)
  })
})
