import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Grant, SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { newId } from '../../platform/id.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { appoint, createUnit, importAreas, organisations, readAreaFiles, type Unit } from './index.ts'

let root: TestRoot
let server: TestServer
let province: Unit
let commune: Unit
const leader = newId()
beforeAll(async () => {
  root = await testRoot([organisations])
  server = await testServer(root)
  await inTx(root, SYSTEM, 'routes.test', async (ctx) => {
    const files = { current: CURRENT, former: FORMER, conversion: CONVERSION }
    await importAreas(ctx, readAreaFiles(files).history)
    province = await createUnit(ctx, {
      key: 'tinh',
      name: 'Ủy ban nhân dân tỉnh Đắk Lắk',
      kind: 'province',
      validFrom: '2025-07-01',
      codes: [{ scheme: 'QD20', value: 'H15' }],
    })
    commune = await createUnit(ctx, {
      name: 'Ủy ban nhân dân xã Sông Hinh',
      kind: 'commune',
      parent: 'tinh',
      validFrom: '2025-07-01',
      codes: [{ scheme: 'QD20', value: 'H15.99' }],
      canDecide: true,
    })
    await appoint(ctx, { accountId: leader, unit: commune.id, role: 'lanhdao' })
  })
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const CURRENT = JSON.stringify([
  {
    Type: 'province',
    Code: '66',
    FullName: 'Tỉnh Đắk Lắk',
    Wards: [
      { Type: 'ward', Code: '22207', FullName: 'Xã Sông Hinh', ProvinceCode: '66' },
      { Type: 'ward', Code: '22222', FullName: 'Xã Đức Bình', ProvinceCode: '66' },
    ],
  },
])
const FORMER = JSON.stringify([
  {
    Code: '54',
    FullName: 'Tỉnh Phú Yên',
    District: [
      {
        Code: '560',
        FullName: 'Huyện Sông Hinh',
        ProvinceCode: '54',
        Ward: [{ Code: '22228', FullName: 'Xã Ea Bia', DistrictCode: '560' }],
      },
    ],
  },
])
const CONVERSION = ['Xã Sông Hinh,22207', 'Xã Đức Bình,22222']
  .map(
    (to) => `Tỉnh Đắk Lắk (66),${to},Xã Ea Bia,22228,Nhập một phần,Huyện Sông Hinh (560),Tỉnh Phú Yên (54),`,
  )
  .join('\n')

const get = (url: string) => server.call(null, 'GET', `/api/v1${url}`)
const officer = (id: string, ...grants: Grant[]) => testActor('officer', grants, { id })

describe('reading', () => {
  it('lists organisations for everybody, in pages', async () => {
    const first = await get('/units?limit=1&q=uy%20ban')
    expect(first.status).toBe(200)
    expect(first.body.items).toMatchObject([{ ref: 'tinh', code: 'H15', parent: null, kind: 'province' }])
    const second = await get(`/units?limit=1&q=uy%20ban&after=${first.body.next}`)
    expect(second.body).toMatchObject({
      items: [{ ref: 'H15.99', key: null, parent: 'tinh', canDecide: true }],
      next: null,
    })
    expect((await get('/units?at=2025-06-30')).body.items).toEqual([])
    expect((await get('/units?kind=commune')).body.items.length).toBe(1)
  })

  it('lists administrative units: provinces, then communes', async () => {
    expect((await get('/areas')).body.items.map((a: { code: string }) => a.code)).toEqual(['66'])
    const communes = await get('/areas?parent=66&limit=1')
    expect(communes.body.items).toMatchObject([
      { code: '22207', fullName: 'Xã Sông Hinh', place: 'Tỉnh Đắk Lắk' },
    ])
    const rest = await get(`/areas?parent=66&limit=1&after=${communes.body.next}`)
    expect(rest.body).toMatchObject({ items: [{ code: '22222' }], next: null })
    expect((await get('/areas?parent=560&at=2025-06-30')).body.items).toMatchObject([{ code: '22228' }])
    expect((await get('/units?type=admin&q=duc%20binh')).body.items).toMatchObject([
      { ref: '22222', name: 'Xã Đức Bình', parent: '66' },
    ])
  })

  it('says what an old commune is today', async () => {
    const answer = await get('/areas/22228/today')
    expect(answer.body.items).toMatchObject([
      {
        unit: { fullName: 'Xã Ea Bia', place: 'Huyện Sông Hinh, Tỉnh Phú Yên', validTo: '2025-06-30' },
        current: [
          { area: { code: '22207' }, share: 'PART' },
          { area: { code: '22222' }, share: 'PART' },
        ],
      },
    ])
  })

  it('shows one organisation by code, with those above', async () => {
    const answer = await get('/units/h15.99')
    expect(answer.body).toMatchObject({
      id: commune.id,
      above: [{ ref: 'tinh', name: 'Ủy ban nhân dân tỉnh Đắk Lắk' }],
      codes: [{ scheme: 'QD20', value: 'H15.99', validTo: null }],
    })
  })

  it.each([
    ['/units?at=2025-02-30', 400, 'date.invalid'],
    ['/units?at=0000-01-01', 400, 'date.invalid'],
    ['/units?type=admin&at=x', 400, 'date.invalid'],
    ['/areas?at=31/12/2025', 400, 'date.invalid'],
    ['/areas/22228/today?on=x', 400, 'date.invalid'],
    ['/units?after=zzz', 400, 'list.bad_cursor'],
    ['/units?after=WzEsMl0', 400, 'list.bad_cursor'],
    ['/areas?after=WyJhIiwyXQ', 400, 'list.bad_cursor'],
    ['/units?kind=abc', 400, 'request.invalid'],
    ['/units?limit=0', 400, 'request.invalid'],
    ['/units?xyz=1', 400, 'request.invalid'],
    ['/units/khongco', 404, 'unit.not_found'],
    ['/areas/99999/today', 404, 'area.not_found'],
  ])('%s is %d %s', async (url, status, code) => {
    const answer = await get(url)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })
})

describe('staff', () => {
  it('are appointed and dismissed by an administrator', async () => {
    const admin = officer(newId(), {
      role: 'quantri',
      unitId: province.id,
      via: 'appointment',
      reach: 'subtree',
    })
    const body = { accountId: newId(), role: 'tiepnhan' }
    const made = await server.call(admin, 'POST', '/api/v1/units/H15.99/appointments', body)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ ...body, unit: 'H15.99', validFrom: '2026-01-05', validTo: null })
    const again = await server.call(admin, 'POST', '/api/v1/units/H15.99/appointments', body)
    expect([again.status, again.body.code]).toEqual([409, 'appointment.exists'])
    const ended = await server.call(admin, 'DELETE', `/api/v1/appointments/${made.body.id}`)
    expect([ended.status, ended.body]).toEqual([200, { id: made.body.id }])
  })

  it('may delegate their role and take it back', async () => {
    const receiver = newId()
    const body = {
      toAccountId: receiver,
      unit: 'H15.99',
      role: 'lanhdao',
      validFrom: '2026-01-05',
      validTo: '2026-01-09',
      reason: 'Nghỉ phép',
    }
    const made = await server.call(officer(leader), 'POST', '/api/v1/delegations', body)
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ fromAccountId: leader, unit: 'H15.99', procedures: null })
    const onward = await server.call(officer(receiver), 'POST', '/api/v1/delegations', {
      ...body,
      toAccountId: newId(),
    })
    expect([onward.status, onward.body.code]).toEqual([422, 'delegation.not_held'])
    const stranger = await server.call(officer(newId()), 'DELETE', `/api/v1/delegations/${made.body.id}`)
    expect(stranger.status).toBe(404)
    const back = await server.call(officer(receiver), 'DELETE', `/api/v1/delegations/${made.body.id}`)
    expect(back.status).toBe(200)
  })

  it.each([
    ['nobody', null, 401],
    ['a citizen', testActor('citizen'), 403],
    ['an officer without the role', officer(newId()), 403],
    [
      'an administrator of another unit',
      officer(newId(), { role: 'quantri', unitId: newId(), via: 'appointment' }),
      403,
    ],
  ])('are not appointed by %s', async (_, actor, status) => {
    const body = { accountId: newId(), role: 'tiepnhan' }
    expect((await server.call(actor, 'POST', '/api/v1/units/tinh/appointments', body)).status).toBe(status)
  })

  it.each([
    [{ role: 'tiepnhan' }, 400],
    [{ accountId: 'x', role: 'tiepnhan' }, 400],
    [{ accountId: newId(), role: 'vua' }, 400],
    [{ accountId: newId(), role: 'tiepnhan', extra: 1 }, 400],
    [{ accountId: newId(), role: 'tiepnhan', validFrom: '2026-02-30' }, 422],
  ])('refuse the body %j', async (body, status) => {
    const admin = officer(newId(), {
      role: 'quantri',
      unitId: province.id,
      via: 'appointment',
      reach: 'subtree',
    })
    expect((await server.call(admin, 'POST', '/api/v1/units/tinh/appointments', body)).status).toBe(status)
  })
})
