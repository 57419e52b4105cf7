import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../../../../platform/paths.ts'
import { versionKey } from './history.ts'
import { type AreaReading, readAreaFiles } from './import.ts'

const folder = join(repositoryRoot, '../shared/data/admin-units')

const province = (code: string, name: string, wards: [string, string][]) => ({
  Type: 'province',
  Code: code,
  FullName: name,
  Wards: wards.map(([Code, FullName]) => ({ Type: 'ward', Code, FullName, ProvinceCode: code })),
})
const oldProvince = (code: string, name: string, district: [string, string], wards: [string, string][]) => ({
  Code: code,
  FullName: name,
  District: [
    {
      Code: district[0],
      FullName: district[1],
      ProvinceCode: code,
      Ward: wards.map(([Code, FullName]) => ({ Code, FullName, DistrictCode: district[0] })),
    },
  ],
})
const read = (rows: string[]): AreaReading =>
  readAreaFiles({
    current: JSON.stringify([
      province('75', 'Thành phố Đồng Nai', [
        ['25270', 'Phường Lộc Ninh'],
        ['25300', 'Xã Lộc Hưng'],
      ]),
    ]),
    former: JSON.stringify([
      oldProvince(
        '70',
        'Tỉnh Bình Phước',
        ['692', 'Huyện Lộc Ninh'],
        [
          ['25270', 'Thị trấn Lộc Ninh'],
          ['25273', 'Xã Lộc Hòa'],
          ['25276', 'Xã Lộc Hoà B'],
        ],
      ),
    ]),
    conversion: rows.join('\n'),
  })
const row = (to: string, toCode: string, from: string, fromCode: string, note = 'Nhập toàn bộ') =>
  `Tỉnh Đồng Nai (75),${to},${toCode},${from},${fromCode},${note},Huyện Lộc Ninh (692),Tỉnh Bình Phước (70),`

const ROWS = [
  row('Xã Lộc Ninh', '25270', 'Thị trấn Lộc Ninh', '25270'),
  row('Xã Lộc Ninh', '25270', 'Xã Lộc Hòa', '25273', 'Nhập một phần'),
  row('Xã Lộc Hưng', '25300', 'Xã Lộc Hòa', '25273', 'Nhập một phần'),
]

describe('history of the units', () => {
  it('keeps a version for each name, with what became of it', () => {
    const { history } = read(ROWS)
    const versions = history.versions.map((v) => [versionKey(v), v.fullName, v.parentCode, v.validTo])
    expect(versions).toEqual([
      ['70@', 'Tỉnh Bình Phước', null, '2025-06-30'],
      ['692@', 'Huyện Lộc Ninh', '70', '2025-06-30'],
      ['25270@', 'Thị trấn Lộc Ninh', '692', '2025-06-30'],
      ['25273@', 'Xã Lộc Hòa', '692', '2025-06-30'],
      ['25276@', 'Xã Lộc Hoà B', '692', '2025-06-30'],
      ['75@2025-07-01', 'Tỉnh Đồng Nai', null, '2026-04-29'],
      ['75@2026-04-30', 'Thành phố Đồng Nai', null, null],
      ['25270@2025-07-01', 'Xã Lộc Ninh', '75', '2026-04-29'],
      ['25270@2026-04-30', 'Phường Lộc Ninh', '75', null],
      ['25300@2025-07-01', 'Xã Lộc Hưng', '75', null],
    ])
    const parts = history.changes.flatMap((c) => c.parts.map((p) => [c.kind, p.from, p.to, p.share]))
    expect(parts).toEqual([
      ['MERGE', '25270@', '25270@2025-07-01', 'WHOLE'],
      ['MERGE', '25273@', '25270@2025-07-01', 'PART'],
      ['MERGE', '25273@', '25300@2025-07-01', 'PART'],
      ['MERGE', '70@', '75@2025-07-01', 'WHOLE'],
      ['KIND', '75@2025-07-01', '75@2026-04-30', 'WHOLE'],
      ['KIND', '25270@2025-07-01', '25270@2026-04-30', 'WHOLE'],
    ])
  })

  it('trusts the name where it belongs to a neighbour of the code', () => {
    const reading = read([...ROWS, row('Xã Lộc Hưng', '25300', 'Xã Lộc Hoà B', '25273')])
    expect(reading.corrected).toMatchObject([
      { file: 'conversion', line: 4, reason: expect.stringContaining('đúng ra là 25276') },
    ])
    expect(reading.notUnderstood).toEqual([])
  })

  it('trusts the code where the name is only spelled otherwise, and remembers the spelling', () => {
    const reading = read([...ROWS, row('Xã Lộc Hưng', '25300', 'Xã Lộc Hòa Bê', '25276')])
    expect(reading.corrected).toEqual([])
    expect(reading.history.versions.find((v) => v.code === '25276')?.aliases).toEqual(['Xã Lộc Hòa Bê'])
  })

  it('reports codes of no list, things that are no unit, and contradictions', () => {
    const reading = read([
      ...ROWS,
      row('Xã Lạ', '99999', 'Xã Lộc Hòa', '25273'),
      row('Xã Lộc Hưng', '25300', 'Xã Lạ', '88888'),
      row('Xã Lộc Hưng', '25300', 'Khu bãi bồi', ''),
      row('Xã Lộc Hưng', '25300', 'Thị trấn Lộc Ninh', '25270'),
    ])
    expect(reading.damages.map((d) => d.line)).toEqual([4, 5])
    expect(reading.notUnderstood.map((d) => d.line)).toEqual([6, 1])
  })
})

describe.skipIf(!existsSync(folder))('the official files', () => {
  it('are understood but for one row, which is about a sea shore', () => {
    const text = (name: string) => readFileSync(join(folder, name), 'utf8')
    const reading = readAreaFiles({
      current: text('vn_units_34_full_2026-07-25.json'),
      former: text('vn_units_63_before_2025-03_min.json'),
      conversion: text('NSO_BangChuyendoi_DVHC_moi_cu_2025-07.csv'),
    })
    expect(reading.damages).toEqual([])
    expect(reading.counts).toEqual({
      provinces: 34,
      communes: 3321,
      formerProvinces: 63,
      formerDistricts: 696,
      formerCommunes: 10035,
      conversionRows: 10571,
      headings: 36,
      whole: 9600,
      part: 970,
    })
    expect(reading.notUnderstood.map((n) => n.line)).toEqual([4749])
    expect(reading.corrected.map((n) => n.line)).toEqual([426, 912, 1260, 2688, 2689, 2690, 2691, 2692])
    const [reform, kinds] = reading.history.changes
    const sources = new Set(reform!.parts.map((p) => p.from))
    const lost = reading.history.versions.filter(
      (v) => v.validFrom === null && v.level !== 2 && !sources.has(versionKey(v)),
    )
    expect(lost).toEqual([])
    expect(kinds!.parts.length).toBe(11)
  })
})
