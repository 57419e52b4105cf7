import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { testServer } from '../../platform/testing/test-server.ts'
import {
  type AreaFiles,
  addressLookup,
  createUnit,
  currentOf,
  findAreas,
  importAreas,
  organisations,
  readAreaFiles,
} from './index.ts'

const ward = (Code: string, FullName: string, ProvinceCode: string) => ({
  Type: 'ward',
  Code,
  FullName,
  ProvinceCode,
})
const old = (Code: string, FullName: string, DistrictCode: string) => ({ Code, FullName, DistrictCode })
const line = (to: string, from: string, note: string) =>
  `Tỉnh Đắk Lắk (66),${to},${from},${note},Huyện Sông Hinh (560),Tỉnh Phú Yên (54),`

const FILES: AreaFiles = {
  current: JSON.stringify([
    {
      Type: 'province',
      Code: '66',
      FullName: 'Tỉnh Đắk Lắk',
      Wards: [ward('22207', 'Xã Sông Hinh', '66'), ward('22222', 'Xã Đức Bình', '66')],
    },
    {
      Type: 'province',
      Code: '75',
      FullName: 'Thành phố Đồng Nai',
      Wards: [ward('25270', 'Phường Lộc Ninh', '75')],
    },
  ]),
  former: JSON.stringify([
    {
      Code: '54',
      FullName: 'Tỉnh Phú Yên',
      District: [
        {
          Code: '560',
          FullName: 'Huyện Sông Hinh',
          ProvinceCode: '54',
          Ward: [
            old('22207', 'Thị trấn Hai Riêng', '560'),
            old('22222', 'Xã Đức Bình Đông', '560'),
            old('22228', 'Xã Ea Bia', '560'),
          ],
        },
      ],
    },
    {
      Code: '70',
      FullName: 'Tỉnh Bình Phước',
      District: [
        {
          Code: '692',
          FullName: 'Huyện Lộc Ninh',
          ProvinceCode: '70',
          Ward: [old('25270', 'Thị trấn Lộc Ninh', '692')],
        },
      ],
    },
  ]),
  conversion: [
    line('Xã Sông Hinh,22207', 'Thị trấn Hai Riêng,22207', 'Nhập toàn bộ'),
    line('Xã Đức Bình,22222', 'Xã Đức Bình Đông,22222', 'Nhập toàn bộ'),
    line('Xã Đức Bình,22222', 'Xã Ea Bia,22228', 'Nhập một phần diện tích'),
    line('Xã Sông Hinh,22207', 'Xã Ea Bia,22228', '"Nhập một phần diện tích, toàn bộ dân số"'),
    'Tỉnh Đồng Nai (75),Xã Lộc Ninh,25270,Thị trấn Lộc Ninh,25270,Giữ nguyên,Huyện Lộc Ninh (692),Tỉnh Bình Phước (70),',
  ].join('\n'),
}

let root: TestRoot
beforeAll(async () => {
  root = await testRoot([organisations], '2026-06-01T08:00:00+07:00')
  await load(FILES)
})
afterAll(() => root.drop())

const load = (files: AreaFiles) =>
  inTx(root, SYSTEM, 'units.import', (ctx) => importAreas(ctx, readAreaFiles(files).history))
const today = async (ref: string, options: { at?: string; on?: string } = {}) =>
  (await currentOf(readCtx(root, SYSTEM), ref, options)).map(({ unit, current }) => [
    unit.fullName,
    ...current.map((c) => `${c.area.code} ${c.area.fullName} ${c.share} ${c.people}`),
  ])

describe('import of administrative units', () => {
  it('changes nothing the second time, and only what differs the third', async () => {
    const none = { inserted: 0, changed: 0 }
    expect(await load(FILES)).toEqual({ units: { ...none, unchanged: 15 }, parts: { ...none, unchanged: 9 } })
    const again = { ...FILES, former: FILES.former.replace('Xã Ea Bia', 'Xã Ea Bía') }
    expect((await load(again)).units).toEqual({ inserted: 0, changed: 1, unchanged: 14 })
    expect((await load(FILES)).units).toEqual({ inserted: 0, changed: 1, unchanged: 14 })
  })

  it('imports after a partial import what was missing', async () => {
    const other = await testRoot([organisations])
    const importInto = (files: AreaFiles) =>
      inTx(other, SYSTEM, 'units.import', (ctx) => importAreas(ctx, readAreaFiles(files).history))
    const cut = { ...FILES, conversion: FILES.conversion.split('\n').slice(0, 2).join('\n') }
    expect((await importInto(cut)).units.inserted).toBe(13)
    // The kind changes of 2026 show only in the rows that were missing: one version becomes two.
    expect((await importInto(FILES)).units).toMatchObject({ inserted: 2 })
    await expect(importInto(cut)).rejects.toMatchObject({ code: 'area.overlap' })
    await other.drop()
  })

  it('lets no code mean two units on one day', async () => {
    const twice = sql`insert into organisations.admin_unit
      (id, code, level, kind, name, full_name, parent_code, valid_from, search_text)
      values (gen_random_uuid(), '22207', 3, 'XA', 'X', 'Xã X', '66', '2026-01-01', 'xa x')`
    await expect(twice.execute(root.database.kysely)).rejects.toMatchObject({
      constraint: 'admin_unit_code_once',
    })
  })
})

describe('what an old unit is today', () => {
  it.each<[string, { at?: string; on?: string }, string[][]]>([
    ['22222', {}, [['Xã Đức Bình Đông', '22222 Xã Đức Bình WHOLE WHOLE']]],
    ['ea bia', {}, [['Xã Ea Bia', '22207 Xã Sông Hinh PART WHOLE', '22222 Xã Đức Bình PART NONE']]],
    [
      'Thị trấn Hai Riêng',
      { at: '2025-06-30' },
      [['Thị trấn Hai Riêng', '22207 Thị trấn Hai Riêng WHOLE WHOLE']],
    ],
    ['22207', { on: '2025-07-01' }, [['Xã Sông Hinh', '22207 Xã Sông Hinh WHOLE WHOLE']]],
    ['25270', {}, [['Thị trấn Lộc Ninh', '25270 Phường Lộc Ninh WHOLE WHOLE']]],
    ['25270', { at: '2026-04-29' }, [['Thị trấn Lộc Ninh', '25270 Xã Lộc Ninh WHOLE WHOLE']]],
    ['54', {}, [['Tỉnh Phú Yên', '66 Tỉnh Đắk Lắk WHOLE WHOLE']]],
    ['70', {}, [['Tỉnh Bình Phước', '75 Thành phố Đồng Nai WHOLE WHOLE']]],
    [
      'huyện sông hinh',
      {},
      [['Huyện Sông Hinh', '22207 Xã Sông Hinh PART PART', '22222 Xã Đức Bình PART PART']],
    ],
    [
      'sông hinh',
      {},
      [
        ['Huyện Sông Hinh', '22207 Xã Sông Hinh PART PART', '22222 Xã Đức Bình PART PART'],
        ['Xã Sông Hinh', '22207 Xã Sông Hinh WHOLE WHOLE'],
      ],
    ],
    ['sông hinh, phú yên', { at: '2025-01-01' }, [['Huyện Sông Hinh', '560 Huyện Sông Hinh WHOLE WHOLE']]],
  ])('%s %j', async (ref, options, expected) => {
    expect(await today(ref, options)).toEqual(expected)
  })

  it.each([['99999'], ['Xã Không Có'], ['Ea Bia, Hà Nội'], ['%'], ['']])('refuses %j', async (ref) => {
    await expect(today(ref)).rejects.toMatchObject({ status: 404, code: 'area.not_found' })
  })
})

it('lists units of a day, best match first, in pages', async () => {
  const ctx = readCtx(root, SYSTEM)
  const list = async (query: Partial<Parameters<typeof findAreas>[1]>) =>
    (await findAreas(ctx, { at: '2026-06-01', limit: 10, ...query })).map((a) => a.fullName)
  expect(await list({ level: 1 })).toEqual(['Tỉnh Đắk Lắk', 'Thành phố Đồng Nai'])
  expect(await list({ parent: '66' })).toEqual(['Xã Sông Hinh', 'Xã Đức Bình'])
  expect(await list({ q: 'duc binh' })).toEqual(['Xã Đức Bình'])
  expect(await list({ q: 'BINH', at: '2025-01-01' })).toEqual(['Tỉnh Bình Phước', 'Xã Đức Bình Đông'])
  expect(await list({ q: '%' })).toEqual([])
  const [first] = await findAreas(ctx, { at: '2026-06-01', limit: 1, q: 'x' })
  expect(await list({ q: 'x', after: first! })).toEqual(['Xã Đức Bình'])
})

describe('addressLookup', () => {
  it.each<[string, string, string | undefined]>([
    ['66', '22207', undefined],
    ['66', '25270', 'Phường Lộc Ninh thuộc Thành phố Đồng Nai, không thuộc Tỉnh Đắk Lắk; hãy chọn lại.'],
    [
      '66',
      '22228',
      'Xã Ea Bia đã kết thúc sau ngày 30/06/2025; nay là Xã Sông Hinh, Tỉnh Đắk Lắk hoặc Xã Đức Bình, Tỉnh Đắk Lắk; hãy chọn đơn vị hiện nay.',
    ],
    [
      '54',
      '22207',
      'Tỉnh Phú Yên đã kết thúc sau ngày 30/06/2025; nay là Tỉnh Đắk Lắk; hãy chọn đơn vị hiện nay.',
    ],
    ['66', '99999', 'Không có đơn vị hành chính mang mã 99999; hãy chọn lại trong danh sách.'],
    ['00', '22207', 'Không có đơn vị hành chính mang mã 00; hãy chọn lại trong danh sách.'],
  ])('%s %s: %s', async (province, commune, words) => {
    const look = await addressLookup(readCtx(root, SYSTEM), [{ province, commune }], '2026-06-01')
    expect(look({ province, commune })?.vi).toBe(words)
  })

  it('asks once for each place, and judges nothing without a list', async () => {
    const before = root.database.counter.statements
    await addressLookup(readCtx(root, SYSTEM), [{ province: '66', commune: '22207' }], '2026-06-01')
    expect(root.database.counter.statements).toBe(before)
    const empty = await testRoot([organisations])
    const place = { province: '66', commune: '22207' }
    const look = await addressLookup(readCtx(empty, SYSTEM), [place], '2026-06-01')
    expect(look(place)).toBeUndefined()
    await empty.drop()
  })
})

it('gives the whole lists for the two choices of an address, to be kept by anybody', async () => {
  const server = await testServer(root)
  const options = async (path: string) => {
    const { body, headers } = await server.call(null, 'GET', `/api/v1/areas/provinces${path}`)
    expect(headers['cache-control']).toBe('public, max-age=3600')
    return body.items.map((item: { fullName: string }) => item.fullName)
  }
  expect(await options('')).toEqual(['Tỉnh Đắk Lắk', 'Thành phố Đồng Nai'])
  expect(await options('/66/communes')).toEqual(['Xã Sông Hinh', 'Xã Đức Bình'])
  expect(await options('/66/communes?at=2025-01-01')).toEqual([])
  await server.app.close()
})

it('an organisation may name the area it serves', async () => {
  const unit = await inTx(root, SYSTEM, 'units.test', (ctx) =>
    createUnit(ctx, {
      name: 'UBND xã Sông Hinh',
      kind: 'commune',
      adminUnitCode: '22207',
      validFrom: '2025-07-01',
    }),
  )
  const [area] = await findAreas(readCtx(root, SYSTEM), { at: '2025-07-01', q: '22207', limit: 1 })
  expect(unit.adminUnitId).toBe(area!.id)
})
