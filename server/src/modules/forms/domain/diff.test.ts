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
    ['a new field', form(field('a')), form(field('a'), field('b')), ['Thêm trường “Ô b” (b).']],
    ['a field less', form(field('a'), field('b')), form(field('a')), ['Bỏ trường “Ô b” (b).']],
    [
      'a field asked otherwise',
      form(field('a')),
      form(field('a', { required: true, maxLength: 20 })),
      [
        'Ở trường “Ô a” (a): bắt buộc để trống đổi thành có.',
        'Ở trường “Ô a” (a): số ký tự nhiều nhất để trống đổi thành “20”.',
      ],
    ],
    ['another order', form(field('a'), field('b')), form(field('b'), field('a')), ['Đổi thứ tự các trường.']],
    [
      'a field of a group',
      form({ key: 'me', type: 'group', label: words('Mẹ'), fields: [] }),
      form({ key: 'me', type: 'group', label: words('Mẹ'), fields: [field('ten')] }),
      ['Thêm trường “Ô ten” (me.ten).'],
    ],
    ['no form before', null, form(field('a')), ['Thêm phần “Chung” (chung).', 'Thêm trường “Ô a” (a).']],
    ['a shape of another kind', { sections: 'x' }, { sections: [3] }, ['Thêm phần .']],
  ])('tells %s', (_, before, after, expected) => expect(texts(before, after)).toEqual(expected))

  it('points into the new source', () =>
    expect(describeFormChanges(form(field('a')), form(field('a'), field('b')))[0]?.pointer).toBe(
      '/sections/0/fields/1',
    ))
})
