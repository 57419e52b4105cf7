import { describe, expect, it } from 'vitest'
import { compileForm, reviewForm } from '../compile.ts'

const words = (vi: string) => ({ vi, en: vi })
const choices = ['a', 'b', 'c'].map((value) => ({ value, label: words(value) }))

/** Where a form with these answers, and a last field shown by the condition, can never be shown. */
const unreachable = (showIf: string, row?: string) => {
  const fields = [
    { key: 'loai', type: 'choice', label: words('Loại'), choices },
    { key: 'co', type: 'boolean', label: words('Có'), showIf: 'loai = "a"' },
    { key: 'tuoi', type: 'integer', label: words('Tuổi'), min: 0, max: 150 },
    { key: 'ngay', type: 'date', label: words('Ngày') },
    { key: 'ten', type: 'text', label: words('Tên') },
    { key: 'tinh', type: 'computed', label: words('Tính'), as: 'number', compute: 'tuoi * 2' },
    {
      key: 'dong',
      type: 'repeat',
      label: words('Dòng'),
      fields: [
        { key: 'kieu', type: 'choice', label: words('Kiểu'), choices },
        { key: 'y', type: 'text', label: words('Y'), showIf: row ?? 'row.kieu = "a"' },
      ],
    },
    { key: 'x', type: 'text', label: words('X'), showIf },
  ]
  const source = { key: 'f', title: words('F'), sections: [{ key: 's', title: words('S'), fields }] }
  return reviewForm(compileForm(source)).map((p) => [p.code, p.pointer])
}
const X = [['unreachable', '/sections/0/fields/7/showIf']]

describe('fields that can never be shown', () => {
  it.each([
    ['false'],
    ['1 > 2'],
    ['loai = "d"'],
    ['loai = "a" and loai = "b"'],
    ['tuoi > 10 and tuoi < 5'],
    ['tuoi > 150'],
    ['tuoi > 3 and tuoi < 4'],
    ['ngay < date("2026-01-01") and ngay > date("2026-02-01")'],
    ['ten = "x" and ten = "y"'],
    // The answer is asked for only when the other is "a".
    ['co = true and loai = "b"'],
    ['is defined(co) and loai != "a"'],
    ['loai = "d" and count(dong) > 1'],
    ['co = true and not(co)'],
  ])('%s', (showIf) => expect(unreachable(showIf)).toEqual(X))

  it.each([
    ['loai = "a" or loai = "b"'],
    ['co = true and loai = "a"'],
    ['tuoi = null'],
    ['tuoi between 150 and 200'],
    ['ngay = date("2026-01-01")'],
    ['ten = "x"'],
    ['tinh > 1000000'],
    ['count(dong) > 99'],
    ['ngay > today()'],
    ['age(ngay, today()) < 0'],
    ['tuoi + 1 > 200'],
    ['some d in dong satisfies d.kieu = "z"'],
  ])('says nothing of %s', (showIf) => expect(unreachable(showIf)).toEqual([]))

  it('looks into rows', () => {
    const inner = [['unreachable', '/sections/0/fields/6/fields/1/showIf']]
    expect(unreachable('true', 'row.kieu = "z"')).toEqual(inner)
    expect(unreachable('true', 'row.kieu = "a" and loai = "b" and co = true')).toEqual(inner)
    expect(unreachable('true', 'row.kieu = "a" and co = true')).toEqual([])
  })
})
