import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp } from '../../src/app.ts'
import { openWorld, type World } from './world.ts'

const HTTP = { rateLimit: 1_000_000, metricsToken: null, trustProxy: false, publicUrl: null }

let world: World
/** Two processes behind one balancer, each with a memory of its own. */
let apps: Awaited<ReturnType<typeof buildApp>>[]
beforeAll(async () => {
  world = await openWorld('2026-03-02T08:00')
  apps = [await buildApp(world.root, HTTP), await buildApp(world.root, HTTP)]
})
afterAll(async () => {
  for (const app of apps) await app.close()
  await world.close()
})

type Method = 'GET' | 'POST' | 'DELETE'

async function call(process: number, token: string, method: Method, path: string, payload?: object) {
  const headers = { authorization: `Bearer ${token}` }
  const answer = await apps[process]!.inject({
    method,
    url: `/api/v1${path}`,
    headers,
    ...(payload && { payload }),
  })
  return { status: answer.statusCode, body: answer.payload ? answer.json() : null }
}

async function signIn(username: string): Promise<string> {
  const payload = { username, password: 'motcua-demo' }
  return (await apps[0]!.inject({ method: 'POST', url: '/api/v1/session', payload })).json().token
}

const idOf = async (token: string): Promise<string> => (await call(0, token, 'GET', '/session')).body.id

/** A dossier of Sông Hinh that its desk has received. */
async function received(): Promise<string> {
  const citizen = await world.as('nguoidan1')
  const { body: example } = await citizen.get('/procedures/2.000815/example')
  const { body } = await citizen.post('/dossiers', example)
  await (await world.as('tiepnhan.songhinh')).post(`/dossiers/${body.id}/acceptance`)
  return body.id
}

describe('rights taken away', () => {
  it('are gone at the next request in every process, for reads and for acts', async () => {
    const giver = await signIn('tiepnhan.songhinh')
    const deputy = await signIn('vanthu.tayhoa')
    const id = await received()
    const lent = await call(0, giver, 'POST', '/delegations', {
      toAccountId: await idOf(deputy),
      role: 'tiepnhan',
      unit: 'songhinh',
      validFrom: '2026-03-02',
      validTo: '2026-03-10',
      reason: 'Nghỉ phép',
    })
    expect(lent.status, JSON.stringify(lent.body)).toBe(201)
    for (const process of [0, 1, 0, 1]) {
      expect((await call(process, deputy, 'GET', `/dossiers/${id}`)).status).toBe(200)
    }
    expect((await call(1, giver, 'DELETE', `/delegations/${lent.body.id}`)).status).toBe(200)
    for (const process of [0, 1]) {
      expect((await call(process, deputy, 'GET', `/dossiers/${id}`)).status).toBe(404)
      const slip = await call(process, deputy, 'POST', `/dossiers/${id}/apologies`, { reason: 'Máy hỏng' })
      expect([403, 404]).toContain(slip.status)
    }
  })

  it('are there at the next request after they were given', async () => {
    const giver = await signIn('tiepnhan.songhinh')
    const deputy = await signIn('vanthu.songcau')
    const id = await received()
    for (const process of [0, 1]) {
      expect((await call(process, deputy, 'GET', `/dossiers/${id}`)).status).toBe(404)
    }
    const lent = await call(0, giver, 'POST', '/delegations', {
      toAccountId: await idOf(deputy),
      role: 'tiepnhan',
      unit: 'songhinh',
      validFrom: '2026-03-02',
      validTo: '2026-03-02',
      reason: 'Họp tỉnh',
    })
    expect(lent.status, JSON.stringify(lent.body)).toBe(201)
    for (const process of [0, 1]) {
      expect((await call(process, deputy, 'GET', `/dossiers/${id}`)).status).toBe(200)
    }
    // They lapse with the day, without anybody changing a row.
    world.root.clock.set(new Date('2026-03-02T23:30:00+07:00'))
    const late = await signIn('vanthu.songcau')
    expect((await call(0, late, 'GET', `/dossiers/${id}`)).status).toBe(200)
    world.root.clock.set(new Date('2026-03-03T00:01:00+07:00'))
    expect((await call(0, late, 'GET', `/dossiers/${id}`)).status).toBe(404)
  })

  it('end with the session, also where it was only remembered', async () => {
    const token = await signIn('chuyenvien.songhinh')
    for (const process of [0, 1]) expect((await call(process, token, 'GET', '/queues')).status).toBe(200)
    expect((await call(0, token, 'DELETE', '/session')).status).toBe(204)
    for (const process of [0, 1]) {
      const after = await call(process, token, 'GET', '/queues')
      expect([after.status, after.body.code]).toEqual([401, 'session.expired'])
    }
  })
})
