import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, type Grant, SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import { actorById, createAccount } from '../identity/index.ts'
import { appoint, createUnit, delegate } from '../organisations/index.ts'
import { lockDossier, widenScope } from './store/dossier.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

const at = (unit: 'xa' | 'phuong', role: string, limits: Partial<Grant> = {}): Actor =>
  testActor('officer', [{ role, unitId: p.unitIds[unit], via: 'appointment', ...limits }])

async function accepted(changes: object = {}): Promise<string> {
  const { body } = await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body(changes))
  const { status } = await p.call(at('xa', 'tiepnhan'), 'POST', `/api/v1/dossiers/${body.id}/acceptance`)
  expect(status).toBe(200)
  return body.id
}
const opens = async (actor: Actor, id: string) =>
  (await p.call(actor, 'GET', `/api/v1/dossiers/${id}`)).status === 200
const lists = async (actor: Actor, id: string, query = '') =>
  (await p.call(actor, 'GET', `/api/v1/dossiers?limit=100${query}`)).body.items.some(
    (d: { id: string }) => d.id === id,
  )
/** Whether the actor opens the dossier; the list must say the same. */
async function sees(actor: Actor, id: string): Promise<boolean> {
  const seen = await opens(actor, id)
  expect(await lists(actor, id)).toBe(seen)
  return seen
}

describe('a grant limited to a step', () => {
  it('is good for that step, and for the dossier while it stands there', async () => {
    const id = await accepted()
    const first = at('xa', 'chuyenvien', { steps: ['thamDinh'] })
    const second = at('xa', 'lanhdao', { steps: ['ky'] })
    expect([await sees(first, id), await sees(second, id)]).toEqual([true, false])
    expect(await lists(first, id, '&queue=unit')).toBe(true)
    expect(await lists(second, id, '&queue=unit')).toBe(false)
    const [task] = (await p.call(first, 'GET', `/api/v1/tasks?dossier=${id}`)).body.items
    expect(task.can).toEqual(['claim', 'completion'])
    expect((await p.call(second, 'POST', `/api/v1/tasks/${task.id}/claim`)).status).toBe(404)
    const done = await p.call(first, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome: 'dat' })
    expect(done.status).toBe(200)
    expect([await sees(first, id), await sees(second, id)]).toEqual([false, true])
  })

  it('gives no act on the dossier', async () => {
    const id = await accepted()
    const head = at('xa', 'lanhdao', { steps: ['thamDinh'] })
    const { body } = await p.call(head, 'GET', `/api/v1/dossiers/${id}`)
    expect(body.can).toEqual([])
    const stop = await p.call(head, 'POST', `/api/v1/dossiers/${id}/stop`, { reason: 'Lý do thử' })
    expect(stop.status).toBe(403)
  })
})

describe('a grant limited to procedures', () => {
  it('is good for these only, at the desk too', async () => {
    const id = await accepted()
    const [other, right] = [['9.999999'], ['9.000001']].map((procedures) =>
      at('xa', 'tiepnhan', { procedures }),
    ) as [Actor, Actor]
    expect([await sees(other, id), await sees(right, id)]).toEqual([false, true])
    const body = p.body({ channel: 'desk' })
    expect((await p.call(other, 'POST', '/api/v1/dossiers', body)).status).toBe(403)
    expect((await p.call(right, 'POST', '/api/v1/dossiers', body)).status).toBe(201)
  })
})

describe('a grant over the units below', () => {
  it('is a row that decides for each of them, and ends or narrows with it', async () => {
    const id = await accepted()
    const [chief, helper] = await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      const open = (username: string) =>
        createAccount(ctx, { username, kind: 'officer', name: username, password: null })
      const ids = [await open('giamsat'), await open('thuky')] as const
      const grant = { accountId: ids[0], unit: 'tinh', role: 'lanhdao', reach: 'subtree' } as const
      await appoint(ctx, { ...grant, procedures: ['9.000001'] })
      await delegate(ctx, {
        ...{ fromAccountId: ids[0], toAccountId: ids[1], unit: 'tinh', role: 'lanhdao', reach: 'self' },
        ...{ validFrom: '2026-01-05', validTo: '2026-01-09', reason: 'Đi công tác' },
      })
      return ids
    })
    const now = async (account: string) => (await actorById(readCtx(p.root, SYSTEM), account))!
    expect(await sees(await now(chief), id)).toBe(true)
    expect(await sees(await now(helper), id)).toBe(false)
    expect((await now(chief)).roles.map((g) => [g.procedures, g.inherited ?? false])).toEqual([
      [['9.000001'], false],
      [['9.000001'], true],
      [['9.000001'], true],
    ])
  })
})

describe('an officer who is the applicant', () => {
  it('sees his own dossier wherever it is, in the list too, and acts on it as applicant only', async () => {
    const id = await accepted()
    const own = { ...at('phuong', 'chuyenvien'), idNumberIndex: p.citizen.idNumberIndex ?? null }
    expect(await sees(own, id)).toBe(true)
    expect(await lists(own, id, '&q=hoa')).toBe(true)
    const { body } = await p.call(own, 'GET', `/api/v1/dossiers/${id}`)
    expect(body.can).toEqual(['withdrawal'])
  })
})

describe('a unit that joins a sub-dossier later', () => {
  it('sees its parent too, and the units of the parent see it', async () => {
    const [parentId, childId] = [await accepted(), await accepted()]
    const third = await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      const unit = await createUnit(ctx, {
        name: 'Phòng thử',
        kind: 'division',
        key: 'phong',
        parent: 'tinh',
      })
      await p.root.database.pool.query('update dossiers.dossier set parent_id = $1 where id = $2', [
        parentId,
        childId,
      ])
      const { dossier } = (await lockDossier(ctx, childId))!
      widenScope(ctx, dossier, [unit.id])
      return unit.id
    })
    const officer = testActor('officer', [{ role: 'chuyenvien', unitId: third, via: 'appointment' }])
    const { body } = await p.call(officer, 'GET', `/api/v1/dossiers/${childId}`)
    expect(body.parent).toMatchObject({ id: parentId })
    expect(await sees(officer, parentId)).toBe(true)
    await inTx(p.root, SYSTEM, 'test', async (ctx) => {
      const { dossier } = (await lockDossier(ctx, parentId))!
      widenScope(ctx, dossier, [p.unitIds.phuong])
    })
    expect(await sees(at('phuong', 'chuyenvien'), childId)).toBe(true)
  })
})
