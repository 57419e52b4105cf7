import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, type Grant, SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { appoint, createUnit, delegate, organisations } from '../organisations/index.ts'
import { identity } from './index.ts'

let root: TestRoot
let server: TestServer
let top: Actor
let commune: Actor
let xaId: string

beforeAll(async () => {
  root = await testRoot([organisations, identity])
  server = await testServer(root)
  await inTx(root, SYSTEM, 'test', async (ctx) => {
    const tinh = await createUnit(ctx, { name: 'UBND tỉnh', kind: 'province', key: 'tinh' })
    const xa = await createUnit(ctx, { name: 'UBND xã', kind: 'commune', key: 'xa', parent: 'tinh' })
    await createUnit(ctx, { name: 'UBND phường', kind: 'commune', key: 'phuong', parent: 'tinh' })
    const grant = (unitId: string): Grant => ({
      role: 'quantri',
      unitId,
      via: 'appointment',
      reach: 'subtree',
    })
    top = testActor('officer', [grant(tinh.id)])
    commune = testActor('officer', [grant(xa.id)])
    xaId = xa.id
  })
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const officers = '/api/v1/officers'
let number = 0
async function open(who: Actor, unit: string, more: object = {}) {
  const body = { unit, username: `canbo${++number}`, name: `Trần Văn ${number}`, ...more }
  const answer = await server.call(who, 'POST', officers, body)
  expect(answer.status, JSON.stringify(answer.body)).toBe(201)
  return answer.body
}
const signIn = (username: string, password: string) =>
  server.call(null, 'POST', '/api/v1/session', { username, password })

describe('an account of an officer', () => {
  it('is opened with a password that is told once and works', async () => {
    const made = await open(commune, 'xa', { name: '  Lê  Thị Ẩn ' })
    expect(made).toMatchObject({
      name: 'Lê Thị Ẩn',
      unit: { ref: 'xa', name: 'UBND xã' },
      isLocked: false,
      appointments: [],
      can: ['rename', 'resetPassword', 'lock'],
    })
    expect(made.password).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
    expect((await signIn(made.username, made.password)).status).toBe(200)
    const { body } = await server.call(commune, 'GET', `${officers}?q=le thi an`)
    expect(body.items).toEqual([expect.not.objectContaining({ password: expect.anything() })])
  })

  it('is locked, opened again, and given another password', async () => {
    const { id, username, password } = await open(commune, 'xa')
    const { token } = (await signIn(username, password)).body
    const locked = await server.call(commune, 'POST', `${officers}/${id}/lock`)
    expect(locked.body).toMatchObject({ isLocked: true, can: ['rename', 'resetPassword', 'unlock'] })
    expect((await signIn(username, password)).status).toBe(401)
    expect((await server.call(commune, 'POST', `${officers}/${id}/lock`)).body.code).toBe('account.locked')
    expect((await server.call(commune, 'DELETE', `${officers}/${id}/lock`)).status).toBe(200)
    expect((await server.call(commune, 'DELETE', `${officers}/${id}/lock`)).body.code).toBe(
      'account.not_locked',
    )
    expect((await signIn(username, password)).status).toBe(200)
    const reset = await server.call(commune, 'POST', `${officers}/${id}/password`)
    expect(reset.status).toBe(201)
    expect((await signIn(username, password)).status).toBe(401)
    expect((await signIn(username, reset.body.password)).status).toBe(200)
    expect(token).toBeTruthy()
    const renamed = await server.call(commune, 'PATCH', `${officers}/${id}`, { name: 'Tên Mới' })
    expect(renamed.body.name).toBe('Tên Mới')
  })

  it.each([
    [{ username: 'Có Dấu' }, 422, 'account.invalid'],
    [{ name: ' ' }, 422, 'account.invalid'],
    [{ password: 'ngan' }, 422, 'account.invalid'],
    [{ username: 'canbo1' }, 409, 'account.exists'],
    [{ unit: 'khongco' }, 404, 'unit.not_found'],
    [{ unit: 'phuong' }, 403, 'forbidden'],
    [{ vaiTro: 'lanhdao' }, 400, 'request.invalid'],
  ])('is refused: %j', async (changes, status, code) => {
    const body = { unit: 'xa', username: 'moi', name: 'Mới', ...changes }
    const answer = await server.call(commune, 'POST', officers, body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
  })
})

describe('who looks after it', () => {
  const reset = (who: Actor, id: string) => server.call(who, 'POST', `${officers}/${id}/password`)

  it('is the administrator of every unit in which it holds a role, lent ones too', async () => {
    const { id } = await open(commune, 'xa')
    const lender = await open(top, 'phuong')
    await inTx(root, SYSTEM, 'test', (ctx) => appoint(ctx, { accountId: id, unit: 'xa', role: 'vanthu' }))
    expect((await reset(commune, id)).status).toBe(201)
    const period = { validFrom: '2026-01-05', validTo: '2026-01-31', reason: 'Nghỉ phép' }
    await inTx(root, SYSTEM, 'test', async (ctx) => {
      await appoint(ctx, { accountId: lender.id, unit: 'phuong', role: 'vanthu' })
      await delegate(ctx, {
        ...period,
        fromAccountId: lender.id,
        toAccountId: id,
        unit: 'phuong',
        role: 'vanthu',
      })
    })
    expect((await reset(commune, id)).status).toBe(404)
    expect((await reset(top, id)).status).toBe(201)
    const { body } = await server.call(commune, 'GET', `${officers}?unit=xa&q=canbo`)
    const seen = body.items.find((item: { id: string }) => item.id === id)
    expect(seen).toMatchObject({ can: [], appointments: [{ role: 'vanthu', unit: { ref: 'xa' } }] })
  })

  it('is not who only appoints it in his own unit', async () => {
    const { id } = await open(top, 'phuong')
    await inTx(root, SYSTEM, 'test', (ctx) => appoint(ctx, { accountId: id, unit: xaId, role: 'chuyenvien' }))
    expect((await reset(commune, id)).status).toBe(404)
  })

  it('is nobody else, and nobody locks the own account', async () => {
    const { id } = await open(top, 'phuong')
    expect((await server.call(commune, 'POST', `${officers}/${id}/lock`)).status).toBe(404)
    expect((await server.call(testActor('officer'), 'GET', officers)).status).toBe(403)
    const self = { ...top, id }
    expect((await server.call(self, 'POST', `${officers}/${id}/lock`)).body.code).toBe('account.own')
    expect((await server.call(commune, 'GET', `${officers}?unit=phuong`)).status).toBe(403)
  })
})

it('pages by name', async () => {
  const seen: string[] = []
  for (let after = ''; ; ) {
    const { body } = await server.call(
      top,
      'GET',
      `${officers}?unit=tinh&below=true&limit=3${after && `&after=${after}`}`,
    )
    seen.push(...body.items.map((item: { id: string }) => item.id))
    if (!body.next) break
    after = body.next
  }
  const all = (await server.call(top, 'GET', `${officers}?limit=200`)).body.items
  expect(seen).toEqual(all.map((item: { id: string }) => item.id))
  expect(seen.length).toBeGreaterThan(4)
})
