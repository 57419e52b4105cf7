import { describe, expect, it } from 'vitest'
import { describeFormChanges } from './diff.ts'

const words = (vi: string) => ({ vi, en: vi })
const field = (key: string, more: object = {}) => ({ key, type: 'text', label: words(`Ô ${key}`), ...more })
const form = (...fields: object[]) => ({
  key: 'thu',
  title: words('Tờ khai'),
  sections: [{ key: 'chung', title: words('Chung'), fields }],
})
const texts = (before: unknown, after: unknown) => describeFormChanges(before, after).map((c) => c.text)

describe('describeFormChanges', () => {
  it.each([
    ['nothing', form(field('a')), form(field('a')), []],
    ['a new field', form(field('a')), form(field('a'), field('b')), ['Thêm trường “Ô b”.']],
    ['a field less', form(field('a'), field('b')), form(field('a')), ['Bỏ trường “Ô b”.']],
    [
      'a field asked otherwise',
      form(field('a')),
      form(field('a', { required: true, maxLength: 20 })),
      ['Ở trường “Ô a”: nay bắt buộc trả lời.', 'Ở trường “Ô a”: đặt số ký tự nhiều nhất “20”.'],
    ],
    [
      'another kind, and other choices',
      form(field('a', { type: 'choice', choices: [{ value: '1', label: words('Một') }] })),
      form(field('a', { type: 'multichoice', choices: [{ value: 'mot', label: words('Một') }] })),
      [
        'Ở trường “Ô a”: kiểu “chọn một” đổi thành “chọn nhiều”.',
        'Ở trường “Ô a”: các lựa chọn đổi mã, lời vẫn như cũ.',
      ],
    ],
    [
      'a field that need not be answered any more, of no length',
      form(field('a', { required: true, maxLength: 20 })),
      form(field('a')),
      ['Ở trường “Ô a”: nay không bắt buộc trả lời.', 'Ở trường “Ô a”: bỏ số ký tự nhiều nhất “20”.'],
    ],
    ['another order', form(field('a'), field('b')), form(field('b'), field('a')), ['Đổi thứ tự các trường.']],
    [
      'a field of a group',
      form({ key: 'me', type: 'group', label: words('Mẹ'), fields: [] }),
      form({ key: 'me', type: 'group', label: words('Mẹ'), fields: [field('ten')] }),
      ['Thêm trường “Ô ten” của “Mẹ”.'],
    ],
    ['no form before', null, form(field('a')), ['Thêm phần “Chung”.', 'Thêm trường “Ô a”.']],
    ['a shape of another kind', { sections: 'x' }, { sections: [3] }, ['Thêm phần .']],
  ])('tells %s', (_, before, after, expected) => expect(texts(before, after)).toEqual(expected))

  it('points into the new source', () =>
    expect(describeFormChanges(form(field('a')), form(field('a'), field('b')))[0]?.pointer).toBe(
      '/sections/0/fields/1',
    ))
})
