import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, type Grant, SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { createUnit, organisations } from './index.ts'

let root: TestRoot
let server: TestServer
let top: Actor
let commune: Actor
beforeAll(async () => {
  root = await testRoot([organisations])
  server = await testServer(root)
  await inTx(root, SYSTEM, 'test', async (ctx) => {
    const from = { validFrom: '2025-07-01' }
    const tinh = await createUnit(ctx, { name: 'UBND tỉnh', kind: 'province', key: 'tinh', ...from })
    const xa = await createUnit(ctx, { name: 'UBND xã', kind: 'commune', key: 'xa', parent: 'tinh', ...from })
    const grant = (unitId: string): Grant => ({
      role: 'quantri',
      unitId,
      via: 'appointment',
      reach: 'subtree',
    })
    top = testActor('officer', [grant(tinh.id)])
    commune = testActor('officer', [grant(xa.id)])
  })
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const units = '/api/v1/units'

describe('units over the API', () => {
  it('are set up, changed, renamed, given a code and closed by their administrator', async () => {
    const made = await server.call(top, 'POST', units, {
      name: 'Sở Thử nghiệm',
      kind: 'department',
      parent: 'tinh',
      key: 'sothu',
      codes: [{ scheme: 'QD20', value: 'H15.77' }],
      canDecide: true,
    })
    expect(made.status, JSON.stringify(made.body)).toBe(201)
    expect(made.body).toMatchObject({
      ref: 'sothu',
      code: 'H15.77',
      canDecide: true,
      can: ['manage', 'close'],
    })
    const changed = await server.call(top, 'PATCH', `${units}/sothu`, {
      phone: ' 0262 1234 567 ',
      isReceptionPoint: true,
    })
    expect(changed.body).toMatchObject({ phone: '0262 1234 567', isReceptionPoint: true, canDecide: true })
    const renamed = await server.call(top, 'POST', `${units}/sothu/names`, {
      name: 'Sở Thử',
      from: '2026-01-06',
    })
    expect(renamed.status).toBe(201)
    const code = { scheme: 'QD20', value: 'H15.78', from: '2026-01-06' }
    expect((await server.call(top, 'POST', `${units}/sothu/codes`, code)).status).toBe(201)
    root.clock.set('2026-01-07T08:00:00+07:00')
    const later = await server.call(null, 'GET', `${units}/sothu`)
    expect(later.body).toMatchObject({ name: 'Sở Thử', code: 'H15.78', can: [] })
    const closed = await server.call(top, 'POST', `${units}/sothu/closure`, {
      lastDay: '2026-02-01',
      successors: [{ unit: 'tinh', scope: 'Toàn bộ' }],
    })
    expect(closed.body).toMatchObject({ validTo: '2026-02-01', can: [] })
    const again = await server.call(top, 'PATCH', `${units}/sothu`, { phone: null })
    expect([again.status, again.body.code]).toEqual([422, 'unit.closed'])
  })

  it.each([
    ['POST', units, { name: 'Phòng', kind: 'division', parent: 'tinh' }, 403],
    ['POST', units, { name: 'Phòng', kind: 'division' }, 400],
    ['POST', units, { name: ' ', kind: 'division', parent: 'xa' }, 422],
    ['PATCH', `${units}/tinh`, { phone: '1' }, 403],
    ['PATCH', `${units}/khongco`, { phone: '1' }, 404],
    ['POST', `${units}/xa/closure`, { lastDay: '2020-01-01' }, 422],
    ['POST', `${units}/xa/names`, { name: 'X', from: 'hôm nay' }, 422],
  ] as const)('%s %s %j is refused to the commune with %i', async (method, url, body, status) => {
    expect((await server.call(commune, method, url, body)).status).toBe(status)
  })

  it('let the commune make its own divisions and note positions', async () => {
    const made = await server.call(commune, 'POST', units, {
      name: 'Phòng Kinh tế',
      kind: 'division',
      parent: 'xa',
    })
    expect(made.status).toBe(201)
    const position = { accountId: commune.id, title: 'Trưởng phòng' }
    expect((await server.call(commune, 'POST', `${units}/${made.body.id}/positions`, position)).status).toBe(
      201,
    )
    expect((await server.call(testActor('citizen'), 'POST', units, {})).status).toBe(403)
  })

  it('list the roles in Vietnamese', async () => {
    const { body } = await server.call(null, 'GET', '/api/v1/roles')
    expect(body.items).toContainEqual({ key: 'tiepnhan', name: 'Cán bộ tiếp nhận' })
  })
})
