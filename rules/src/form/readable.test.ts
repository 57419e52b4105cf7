import { describe, expect, it } from 'vitest'
import { compileForm } from '../compile.ts'
import type { FormSource } from './definition.ts'
import { readableAnswers } from './readable.ts'

const words = (vi: string) => ({ vi, en: `${vi} (en)` })
const source: FormSource = {
  key: 'thu',
  title: words('Thử'),
  sections: [
    {
      key: 'chinh',
      title: words('Chính'),
      fields: [
        { key: 'ten', type: 'text', label: words('Tên') },
        { key: 'ngay', type: 'date', label: words('Ngày') },
        { key: 'tien', type: 'money', label: words('Tiền') },
        { key: 'dongY', type: 'boolean', label: words('Đồng ý') },
        {
          key: 'loai',
          type: 'choice',
          label: words('Loại'),
          choices: [{ value: 'a', label: words('Loại A') }],
        },
        { key: 'noi', type: 'address', label: words('Nơi ở') },
        { key: 'an', type: 'text', label: words('Ẩn'), showIf: 'dongY = false' },
        { key: 'tep', type: 'file', label: words('Tệp') },
        {
          key: 'dong',
          type: 'repeat',
          label: words('Dòng'),
          fields: [{ key: 'so', type: 'integer', label: words('Số') }],
        },
        { key: 'tong', type: 'computed', as: 'money', label: words('Tổng'), compute: 'sum(dong.so) * 1000' },
      ],
    },
  ],
}
const form = compileForm(source)

describe('readableAnswers', () => {
  const answers = {
    ten: ' Hà ',
    ngay: '5/1/2026',
    tien: '35.000 đ',
    dongY: true,
    loai: 'a',
    noi: { province: '66', commune: '22207', text: 'Buôn Thô', old: 'Huyện Sông Hinh' },
    an: 'không ai thấy',
    tep: { id: '0198c0de-0000-7000-8000-000000000001', name: 'anh.jpg' },
    dong: [{ so: 2 }, { so: 3 }],
  }
  const areas: Record<string, string> = { '66': 'tỉnh Đắk Lắk', '22207': 'xã Sông Hinh' }

  it('says every shown answer in words', () => {
    const [section] = readableAnswers(form, answers, { today: '2026-02-01', areaName: (code) => areas[code] })
    expect(section!.items).toEqual([
      { kind: 'line', pointer: '/ten', label: 'Tên', text: 'Hà' },
      { kind: 'line', pointer: '/ngay', label: 'Ngày', text: '05/01/2026' },
      { kind: 'line', pointer: '/tien', label: 'Tiền', text: '35.000 đ' },
      { kind: 'line', pointer: '/dongY', label: 'Đồng ý', text: 'Có' },
      { kind: 'line', pointer: '/loai', label: 'Loại', text: 'Loại A' },
      {
        kind: 'line',
        pointer: '/noi',
        label: 'Nơi ở',
        text: 'Buôn Thô, xã Sông Hinh, tỉnh Đắk Lắk (trước đây: Huyện Sông Hinh)',
      },
      { kind: 'line', pointer: '/tep', label: 'Tệp', text: 'anh.jpg', fileId: answers.tep.id },
      {
        kind: 'block',
        pointer: '/dong/0',
        label: 'Dòng 1',
        items: [{ kind: 'line', pointer: '/dong/0/so', label: 'Số', text: '2' }],
      },
      {
        kind: 'block',
        pointer: '/dong/1',
        label: 'Dòng 2',
        items: [{ kind: 'line', pointer: '/dong/1/so', label: 'Số', text: '3' }],
      },
      { kind: 'line', pointer: '/tong', label: 'Tổng', text: '5.000 đ' },
    ])
  })

  it.each([
    ['Buôn Thô, xã Sông Hinh', 'Buôn Thô, xã Sông Hinh, tỉnh Đắk Lắk'],
    ['Buôn Thô, Xã Sông Hinh, tỉnh Đắk Lắk', 'Buôn Thô, xã Sông Hinh, tỉnh Đắk Lắk'],
    ['12 đường xã Sông Hinh, Buôn Thô', '12 đường xã Sông Hinh, Buôn Thô, xã Sông Hinh, tỉnh Đắk Lắk'],
    ['xã Sông Hinh', 'xã Sông Hinh, tỉnh Đắk Lắk'],
  ])('reads %j with its commune and province once', (text, expected) => {
    const noi = { province: '66', commune: '22207', text }
    const options = { today: '2026-02-01', areaName: (code: string) => areas[code] }
    const [section] = readableAnswers(form, { noi }, options)
    expect(section!.items).toContainEqual(expect.objectContaining({ pointer: '/noi', text: expected }))
  })

  it('leaves out what is empty, or shows it when asked', () => {
    const lines = (empty: boolean) =>
      readableAnswers(form, { ten: 'Hà' }, { today: '2026-02-01', locale: 'en', empty })[0]!.items.map(
        (item) => item.label,
      )
    expect(lines(false)).toEqual(['Tên (en)', 'Tổng (en)'])
    expect(lines(true)).toContain('Ngày (en)')
  })
})
