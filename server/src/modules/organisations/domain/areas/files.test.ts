import { describe, expect, it } from 'vitest'
import { splitFullName } from './area.ts'
import { readConversionTable } from './conversion-table.ts'
import { readCurrentUnits, readFormerUnits } from './unit-files.ts'

it.each([
  ['Xã Sông Hinh', 'XA', 'Sông Hinh'],
  ['  Thành  phố Đồng Nai', 'THANH_PHO', 'Đồng Nai'],
  ['Thị Xã Kỳ Anh', 'THI_XA', 'Kỳ Anh'],
  ['Phường Phường Đúc', 'PHUONG', 'Phường Đúc'],
  ['Đặc khu Trường Sa', 'DAC_KHU', 'Trường Sa'],
  ['Xãm', null, null],
  ['Sông Hinh', null, null],
])('%j is %s %s', (text, kind, name) => {
  const split = splitFullName(text)
  expect([split?.kind ?? null, split?.name ?? null]).toEqual([kind, name])
})

const CURRENT = `[
 {
  "Type": "province", "Code": "66", "FullName": "Tỉnh Đắk Lắk", "Wards": [
   { "Type": "ward", "Code": "22015", "FullName": "Phường Tuy Hoà", "ProvinceCode": "66" },
   { "Type": "ward", "Code": "22051", "FullName": "Phường Sông Cầu", "ProvinceCode": "66" }
  ]
 }
]`
const FORMER = `[{"Code":"54","FullName":"Tỉnh Phú Yên","District":[
{"Code":"560","FullName":"Huyện Sông Hinh","ProvinceCode":"54","Ward":[
{"Code":"22207","FullName":"Thị trấn Hai Riêng","DistrictCode":"560"}]},
{"Code":"318","FullName":"Huyện Đảo","ProvinceCode":"54","Ward":[]}]}]`

describe('lists of units', () => {
  it('reads two and three tiers with their lines', () => {
    const current = readCurrentUnits(CURRENT)
    expect(current.damages).toEqual([])
    expect(current.units.map((u) => [u.line, u.level, u.code, u.kind, u.parentCode])).toEqual([
      [2, 1, '66', 'TINH', null],
      [4, 3, '22015', 'PHUONG', '66'],
      [5, 3, '22051', 'PHUONG', '66'],
    ])
    const former = readFormerUnits(FORMER)
    expect(former.damages).toEqual([])
    expect(former.units.map((u) => [u.level, u.code, u.parentCode])).toEqual([
      [1, '54', null],
      [2, '560', '54'],
      [3, '22207', '560'],
      [2, '318', '54'],
    ])
  })

  it.each<[string, string, [number, RegExp][], number]>([
    ['a lost quote', CURRENT.replace('"22015"', '"22015'), [[4, /không phải một đối tượng JSON/]], 2],
    ['a bad code', CURRENT.replace('22015', '2201X'), [[4, /mã “2201X” không đúng dạng/]], 2],
    ['bytes that are not UTF-8', CURRENT.replace('Hoà', 'Ho\uFFFD'), [[4, /không phải UTF-8/]], 2],
    ['a number for a code', CURRENT.replace('"22015"', '22015'), [[4, /mã “22015” không đúng dạng/]], 2],
    ['a code twice', CURRENT.replace('22051', '22015'), [[5, /mã 22015 bị trùng/]], 2],
    ['a name without kind', CURRENT.replace('Phường Tuy', 'Tuy'), [[4, /không bắt đầu bằng loại/]], 2],
    ['an unknown type', CURRENT.replace('"ward"', '"x"'), [[4, /không rõ là tỉnh hay xã/]], 2],
    [
      'a damaged province',
      CURRENT.replace('"66"', '66"'),
      [
        [2, /không phải một đối tượng JSON/],
        [4, /cấp trên mã 66 không đọc được/],
        [5, /cấp trên/],
      ],
      0,
    ],
    [
      'a file cut in an object',
      CURRENT.slice(0, CURRENT.indexOf('Sông Cầu')),
      [[5, /không phải một đối tượng JSON/]],
      2,
    ],
    ['a file cut between objects', CURRENT.trimEnd().slice(0, -3), [[7, /bị cắt cụt/]], 3],
    ['an empty file', '', [[1, /bị cắt cụt/]], 0],
  ])('name the line of %s and keep the rest', (_, text, damages, kept) => {
    const list = readCurrentUnits(text)
    expect(list.damages.map((d) => d.line)).toEqual(damages.map(([line]) => line))
    for (const [i, [, reason]] of damages.entries()) expect(list.damages[i]!.reason).toMatch(reason)
    expect(list.units.length).toBe(kept)
  })
})

const ROW =
  'Tỉnh Đắk Lắk (66),Xã Sông Hinh,22225,Xã Ea Lâm,22225,Nhập toàn bộ,Huyện Sông Hinh (560),Tỉnh Phú Yên (54),'
const TWO_LINES = ROW.replace('Xã Sông Hinh', '"Xã Sông Hinh\n"')

describe('the conversion table', () => {
  it('passes over headings and empty lines, and takes cells of two lines', () => {
    const text = `\uFEFFĐơn vị hành chính từ ngày 01/7/2025,,,,,,,,\n"Tỉnh, thành phố",Tên,Mã,,,,,,\nĐĂK LẮK,,,,,,,,\n\n${TWO_LINES}\n${ROW}\n`
    const table = readConversionTable(text)
    expect(table.headings).toBe(3)
    expect(table.damages).toEqual([])
    expect(table.rows.map((r) => [r.line, r.newName, r.oldCode, r.share.share])).toEqual([
      [5, 'Xã Sông Hinh', '22225', 'WHOLE'],
      [7, 'Xã Sông Hinh', '22225', 'WHOLE'],
    ])
    expect(table.rows[0]).toMatchObject({
      province: { code: '66', fullName: 'Tỉnh Đắk Lắk' },
      oldDistrict: { code: '560', fullName: 'Huyện Sông Hinh' },
      oldProvinceCode: '54',
    })
  })

  it.each<[string, string, RegExp]>([
    ['bytes that are not UTF-8', ROW.replace('Xã Ea', 'X\uFFFD Ea'), /không phải UTF-8/],
    ['too few columns', 'Tỉnh Đắk Lắk (66),Xã Sông Hinh,22225', /chỉ có 3 cột/],
    ['a bad new code', ROW.replace('22225', '2222'), /mã xã mới “2222”/],
    ['a bad old code', ROW.replace('Lâm,22225', 'Lâm,x'), /mã xã cũ “x”/],
    ['a province without code', ROW.replace(' (66)', ''), /thiếu mã 2 chữ số/],
    ['an unknown note', ROW.replace('Nhập toàn bộ', '???'), /không hiểu ghi chú/],
    ['no names', ROW.replace('Xã Sông Hinh', ''), /thiếu tên/],
    ['a quote in the wrong place', ROW.replace('Xã Ea', '"Xã" Ea"'), /ngoặc kép/],
    ['a quote never closed', ROW.replace('Xã Ea', '"Xã Ea'), /ngoặc kép/],
  ])('names the line of %s and keeps the rest', (_, bad, reason) => {
    const table = readConversionTable([ROW, bad, ROW, TWO_LINES, ROW].join('\n'))
    expect(table.damages).toMatchObject([{ line: 2, reason: expect.stringMatching(reason) }])
    expect(table.rows.map((r) => r.line)).toEqual([1, 3, 4, 6])
  })
})
