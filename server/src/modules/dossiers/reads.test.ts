import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { testActor } from '../../platform/testing/test-server.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

describe('who read a dossier', () => {
  it('is told to its applicant by role, unit and time, several reads of an hour as one', async () => {
    const id = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())).body.id
    const url = `/api/v1/dossiers/${id}`
    await p.call(p.citizen, 'GET', url)
    expect((await p.call(p.citizen, 'GET', `${url}/reads`)).body).toEqual({ items: [], next: null })

    const desk = p.officer('tiepnhan', 'xa')
    await p.call(desk, 'GET', url)
    await p.call(desk, 'GET', url)
    await p.call(desk, 'GET', `${url}/timeline`)
    const { items } = (await p.call(p.citizen, 'GET', `${url}/reads`)).body
    const at = p.root.clock.now().toISOString()
    const read = { at, lastAt: at, unit: 'xa', unitName: 'UBND xã Thử', role: 'tiepnhan' }
    const shown = [...items].sort((a, b) => (a.what < b.what ? -1 : 1))
    expect(shown).toEqual([
      { ...read, roleName: 'Cán bộ tiếp nhận', what: 'dossier', whatName: 'Hồ sơ', times: 2 },
      { ...read, roleName: 'Cán bộ tiếp nhận', what: 'timeline', whatName: 'Quá trình giải quyết', times: 1 },
    ])
  })

  it('is told in pages, each read of every route once', async () => {
    const id = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())).body.id
    const url = `/api/v1/dossiers/${id}`
    const desk = p.officer('tiepnhan', 'xa')
    const read = [url, `${url}/timeline`, `${url}/clock`, `${url}/receipts`, `/api/v1/tasks?dossier=${id}`]
    for (const path of read) expect((await p.call(desk, 'GET', path)).status).toBe(200)
    const told: string[] = []
    for (let after = ''; ; ) {
      const { body } = await p.call(p.citizen, 'GET', `${url}/reads?limit=2${after}`)
      expect(body.items.length).toBeLessThanOrEqual(2)
      told.push(...body.items.map((r: { what: string }) => r.what))
      if (body.next === null) break
      after = `&after=${body.next}`
    }
    expect([...told].sort()).toEqual(['clock', 'dossier', 'receipts', 'tasks', 'timeline'])
  })

  it('is told to nobody who may not see the dossier, and asking is a read itself', async () => {
    const id = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())).body.id
    const url = `/api/v1/dossiers/${id}/reads`
    expect((await p.call(testActor('citizen'), 'GET', url)).status).toBe(404)
    expect((await p.call(p.officer('lanhdao', 'phuong'), 'GET', url)).status).toBe(404)
    const { items } = (await p.call(p.officer('lanhdao', 'xa'), 'GET', url)).body
    expect(items.map((r: { what: string; role: string }) => [r.what, r.role])).toEqual([['reads', 'lanhdao']])
  })
})
