import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../../platform/testing/test-server.ts'
import { __face__ } from './index.ts'

let root: TestRoot
let server: TestServer
beforeAll(async () => {
  root = await testRoot([__face__])
  server = await testServer(root)
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const URL = '/api/v1/__module__'
const grant = { role: 'quantri', unitId: '00000000-0000-7000-8000-00000000000a', via: 'appointment' } as const
const admin = testActor('officer', [grant])

describe('POST /__module__', () => {
  it('keeps what was sent and shows it to its owner and to an administrator only', async () => {
    const owner = testActor('citizen')
    const created = await server.call(owner, 'POST', URL, { name: '  Tên   thử ' })
    expect([created.status, created.body.name]).toEqual([201, 'Tên thử'])
    const seen = async (actor: typeof owner) => (await server.call(actor, 'GET', URL)).body.items
    expect(await seen(owner)).toEqual([created.body])
    expect(await seen(admin)).toContainEqual(created.body)
    expect(await seen(testActor('citizen'))).toEqual([])
  })

  it.each([
    ['a name of blanks', { name: '   ' }, 422],
    ['no name', {}, 400],
    ['an unknown field', { name: 'Tên', colour: 'red' }, 400],
  ])('refuses %s', async (_, body, status) => {
    expect((await server.call(testActor('citizen'), 'POST', URL, body)).status).toBe(status)
  })

  it('refuses somebody who is not signed in', async () => {
    expect((await server.call(null, 'POST', URL, { name: 'Tên' })).status).toBe(401)
  })
})

describe('GET /__module__', () => {
  it('gives everything once, page by page, newest first', async () => {
    const owner = testActor('business')
    for (const name of ['một', 'hai', 'ba']) {
      root.clock.set(new Date(root.clock.now().getTime() + 1000))
      await server.call(owner, 'POST', URL, { name })
    }
    const first = (await server.call(owner, 'GET', `${URL}?limit=2`)).body
    const second = (await server.call(owner, 'GET', `${URL}?limit=2&after=${first.next}`)).body
    expect([...first.items, ...second.items].map((item) => item.name)).toEqual(['ba', 'hai', 'một'])
    expect(second.next).toBeNull()
  })

  it('refuses a cursor that it did not make', async () => {
    expect((await server.call(testActor('citizen'), 'GET', `${URL}?after=x`)).status).toBe(400)
  })
})
