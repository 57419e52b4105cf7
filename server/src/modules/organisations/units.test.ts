import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import {
  agencyOf,
  type CreateUnit,
  closeUnit,
  createUnit,
  giveUnitCode,
  organisations,
  renameUnit,
  searchUnits,
  unitAncestors,
  unitByRef,
  unitRef,
  unitSubtree,
  unitsByIds,
  unitsByRefs,
} from './index.ts'

let root: TestRoot
beforeAll(async () => {
  root = await testRoot([organisations])
  await act(async (ctx) => {
    await createUnit(ctx, { ...PROVINCE, codes: [{ scheme: 'QD20', value: 'H15' }] })
    await createUnit(ctx, {
      ...at('sxd', 'Sở Xây dựng', 'department'),
      key: 'soxaydung',
      codes: [
        { scheme: 'QD20', value: 'H15.17' },
        { scheme: 'QCVN102', value: '000.00.17.H15' },
      ],
    })
    await createUnit(ctx, at('songhinh', 'Ủy ban nhân dân xã Sông Hinh', 'commune'))
    await createUnit(ctx, { ...at('phong', 'Phòng Kinh tế xã Sông Hinh', 'division'), parent: 'songhinh' })
  })
})
afterAll(() => root.drop())

const PROVINCE: CreateUnit = {
  key: 'tinh',
  name: 'Ủy ban nhân dân tỉnh Đắk Lắk',
  kind: 'province',
  validFrom: '2025-07-01',
}
const at = (key: string, name: string, kind: CreateUnit['kind']): CreateUnit => ({
  key,
  name,
  kind,
  parent: 'tinh',
  validFrom: '2025-07-01',
})
const act = <T>(work: (ctx: Ctx) => Promise<T>, actor = SYSTEM) => inTx(root, actor, 'units.test', work)
const read = () => readCtx(root, SYSTEM)
const refusal = (work: Promise<unknown>) => work.then(() => 'done').catch((e: { code: string }) => e.code)

describe('looking units up', () => {
  it.each(['soxaydung', 'H15.17', 'h15.17', '000.00.17.H15', ' SOXAYDUNG '])('finds %j', async (ref) => {
    expect((await unitByRef(read(), ref)).name).toBe('Sở Xây dựng')
  })

  it('finds by id, and prints key, then code, then id', async () => {
    const unit = await unitByRef(read(), 'soxaydung')
    expect(await unitByRef(read(), unit.id)).toEqual(unit)
    expect(unitRef(unit)).toBe('soxaydung')
    expect(unitRef({ ...unit, key: null })).toBe('H15.17')
    expect(unitRef({ ...unit, key: null, codes: [] })).toBe(unit.id)
  })

  it('refuses an unknown reference in one sentence', async () => {
    await expect(unitByRef(read(), 'khongco')).rejects.toMatchObject({
      status: 404,
      code: 'unit.not_found',
      message: expect.stringContaining('“khongco”'),
    })
  })

  it('knows the units above and below', async () => {
    const [province, commune, division] = await unitsByRefs(read(), ['tinh', 'songhinh', 'phong'])
    expect(await unitAncestors(read(), division!.id)).toEqual([commune!.id, province!.id])
    expect(await unitSubtree(read(), commune!.id)).toEqual([commune!.id, division!.id])
    expect((await unitSubtree(read(), province!.id)).length).toBe(4)
    expect([...(await unitsByIds(read(), [commune!.id, 'x'])).keys()]).toEqual([commune!.id])
  })

  it('acts under its own identifier or that of the nearest unit above', async () => {
    const [province, department, division] = await unitsByRefs(read(), ['tinh', 'soxaydung', 'phong'])
    expect(await agencyOf(read(), department!.id)).toEqual({ unitId: department!.id, code: 'H15.17' })
    expect(await agencyOf(read(), division!.id)).toEqual({ unitId: province!.id, code: 'H15' })
    const alone = await act((ctx) =>
      createUnit(ctx, { ...at('le', 'Đơn vị lẻ', 'other'), parent: undefined, key: 'le' }),
    )
    expect(await refusal(agencyOf(read(), alone.id))).toBe('unit.no_agency_code')
  })

  it('asks the database nothing while the tree is fresh', async () => {
    await unitByRef(read(), 'songhinh')
    const before = root.database.counter.statements
    for (let i = 0; i < 50; i++) await unitAncestors(read(), (await unitByRef(read(), 'phong')).id)
    expect(root.database.counter.statements - before).toBeLessThanOrEqual(1)
  })

  it('searches without tones, exact and leading names first, in pages', async () => {
    const ctx = read()
    const names = async (q: string) => (await searchUnits(ctx, { q })).items.map((u) => u.key)
    expect(await names('so xay dung')).toEqual(['soxaydung'])
    expect(await names('SÔNG HINH')).toEqual(['phong', 'songhinh'])
    expect(await names('uy ban')).toEqual(['tinh', 'songhinh'])
    expect(await names('h15')).toEqual(['tinh', 'soxaydung'])
    const first = await searchUnits(ctx, { limit: 3, q: 'h' })
    const second = await searchUnits(ctx, { limit: 3, q: 'h', after: first.next! })
    expect([...first.items, ...second.items].length).toBe(4)
    expect(second.next).toBe(null)
    expect((await searchUnits(ctx, { at: '2025-06-30' })).items).toEqual([])
    expect((await searchUnits(ctx, { kind: 'division' })).items.map((u) => u.key)).toEqual(['phong'])
  })
})

describe('changing units', () => {
  it('sees its own change at once, and others see it only after the commit', async () => {
    await unitByRef(read(), 'tinh')
    const failed = act(async (ctx) => {
      await createUnit(ctx, at('tam', 'Đơn vị tạm', 'other'))
      expect((await unitByRef(ctx, 'tam')).name).toBe('Đơn vị tạm')
      expect(await refusal(unitByRef(read(), 'tam'))).toBe('unit.not_found')
      throw new Error('no')
    })
    await expect(failed).rejects.toThrow('no')
    expect(await refusal(unitByRef(read(), 'tam'))).toBe('unit.not_found')
  })

  const base = at('moi', 'Đơn vị mới', 'other')
  it.each<[string, CreateUnit]>([
    ['unit.key_taken', { ...base, key: 'songhinh' }],
    ['unit.code_taken', { ...base, codes: [{ scheme: 'QD20', value: 'h15.17' }] }],
    ['unit.bad_code', { ...base, codes: [{ scheme: 'QCVN102', value: 'H15' }] }],
    ['unit.bad_key', { ...base, key: 'Sông Hinh' }],
    ['unit.bad_name', { ...base, name: ' \u200b ' }],
    ['unit.bad_date', { ...base, validFrom: '2025-02-30' }],
    ['unit.bad_date', { ...base, validFrom: '2025-07-02', validTo: '2025-07-01' }],
    ['unit.not_found', { ...base, parent: 'khongco' }],
    ['area.not_found', { ...base, adminUnitCode: '22319' }],
    ['unit.parent_closed', { ...base, validFrom: '2025-01-01' }],
  ])('refuses with %s', async (code, input) => {
    expect(await refusal(act((ctx) => createUnit(ctx, input)))).toBe(code)
  })

  it('lets only the administrator of the unit or of one above change it', async () => {
    const [province, commune] = await unitsByRefs(read(), ['tinh', 'songhinh'])
    const admin = (unitId: string) =>
      testActor('officer', [{ role: 'quantri', unitId, via: 'appointment', reach: 'subtree' }])
    const make = (key: string, actor: ReturnType<typeof admin>, parent?: string) =>
      refusal(act((ctx) => createUnit(ctx, { ...at(key, 'Đơn vị', 'other'), parent }), actor))
    expect(await make('a1', admin(province!.id), 'songhinh')).toBe('done')
    expect(await make('a2', admin(commune!.id), 'songhinh')).toBe('done')
    expect(await make('a3', admin(commune!.id), 'tinh')).toBe('forbidden')
    expect(await make('a4', admin(province!.id))).toBe('forbidden')
    expect(await make('a5', testActor('citizen'), 'songhinh')).toBe('forbidden')
  })

  it('renames from a day on and keeps the old name for the days before', async () => {
    await act((ctx) => createUnit(ctx, at('doi-ten', 'Phòng Nội vụ', 'division')))
    const rename = (from: string) =>
      refusal(act((ctx) => renameUnit(ctx, { unit: 'doi-ten', name: 'Phòng Nội vụ và Lao động', from })))
    expect(await rename('2025-07-01')).toBe('unit.bad_date')
    expect(await rename('2025-12-01')).toBe('done')
    expect(await rename('2025-11-01')).toBe('unit.bad_date')
    const on = async (date: string) =>
      (await searchUnits(read(), { q: 'phong noi vu', at: date })).items.map((u) => u.name)
    expect(await on('2025-11-30')).toEqual(['Phòng Nội vụ'])
    expect(await on('2025-12-01')).toEqual(['Phòng Nội vụ và Lao động'])
  })

  it('gives a new code, and the old one goes on naming the unit', async () => {
    await act((ctx) =>
      createUnit(ctx, {
        ...at('ma', 'Sở Y tế', 'department'),
        codes: [{ scheme: 'QD20', value: 'H15.20' }],
      }),
    )
    await act((ctx) => giveUnitCode(ctx, { unit: 'ma', scheme: 'QD20', value: 'H15.21', from: '2026-01-01' }))
    expect((await unitByRef(read(), 'H15.20')).key).toBe('ma')
    expect(unitRef({ ...(await unitByRef(read(), 'H15.21')), key: null })).toBe('H15.21')
    await act((ctx) =>
      createUnit(ctx, {
        ...at('ma-cu', 'Sở Khác', 'department'),
        validFrom: '2026-01-01',
        codes: [{ scheme: 'QD20', value: 'H15.20' }],
      }),
    )
    // The clock stands at 5 January 2026: the code now means the unit that holds it today.
    expect((await unitByRef(read(), 'H15.20')).key).toBe('ma-cu')
  })

  it('closes a unit with its successor, never deletes it, and refuses further changes', async () => {
    await act(async (ctx) => {
      await createUnit(ctx, at('cu', 'Ủy ban nhân dân xã Cũ', 'commune'))
      await createUnit(ctx, { ...at('phong-cu', 'Văn phòng', 'division'), parent: 'cu' })
    })
    const close = (unit: string) =>
      refusal(
        act((ctx) =>
          closeUnit(ctx, {
            unit,
            lastDay: '2025-12-31',
            successors: [{ unit: 'songhinh', scope: 'Toàn bộ hồ sơ' }],
          }),
        ),
      )
    expect(await close('cu')).toBe('unit.has_open_children')
    expect(await close('phong-cu')).toBe('done')
    expect(await close('cu')).toBe('done')
    expect(await close('cu')).toBe('unit.closed')
    expect((await unitByRef(read(), 'cu')).validTo).toBe('2025-12-31')
    expect((await searchUnits(read(), { q: 'xa cu' })).items).toEqual([])
    expect((await searchUnits(read(), { q: 'xa cu', at: '2025-12-31' })).items.length).toBe(1)
  })
})
