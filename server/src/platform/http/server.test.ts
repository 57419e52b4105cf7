import { sql } from 'kysely'
import { Type } from 'typebox'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defineModule } from '../module.ts'
import { type TestRoot, testRoot } from '../testing/test-root.ts'
import { type TestServer, testActor, testServer } from '../testing/test-server.ts'
import { runCommand } from './command.ts'
import { Closed, Uuid } from './schema.ts'

let made = 0
const probe = defineModule({
  name: 'probe',
  permissions: { 'probe.make': ['kind:citizen'], 'probe.audit': ['role:kiemtra'] },
  routes: (root) => async (app) => {
    const body = Closed({ name: Type.String({ maxLength: 50 }), count: Type.Optional(Type.Integer()) })
    app.post('/things', { config: { allow: 'probe.make' }, schema: { body } }, (req, reply) =>
      runCommand(root, req, reply, 201, async (ctx) => {
        made += 1
        ctx.about(req.body.name)
        return { name: req.body.name, made }
      }),
    )
    app.get(
      '/things/:id',
      { config: { allow: 'public' }, schema: { params: Closed({ id: Uuid() }) } },
      async (req) => req.params,
    )
    app.get('/audit', { config: { allow: 'probe.audit' } }, async () => ({}))
    app.get('/fault', { config: { allow: 'public' } }, async () => {
      throw new Error('secret detail of the database')
    })
    app.get('/full', { config: { allow: 'public' } }, async () => {
      throw Object.assign(new Error('could not write init file: No space left on device'), { code: 'XX000' })
    })
  },
})

let root: TestRoot
let server: TestServer
const citizen = testActor('citizen')
beforeAll(async () => {
  root = await testRoot([probe])
  server = await testServer(root)
})
afterAll(async () => {
  await server.app.close()
  await root.drop()
})

const post = (body: unknown, headers: Record<string, string> = {}) =>
  server.call(citizen, 'POST', '/api/v1/things', body, { 'content-type': 'application/json', ...headers })

const audits = async () =>
  (await sql<{ n: number }>`select count(*)::int as n from platform.audit`.execute(root.database.kysely))
    .rows[0]!.n

describe('bad input', () => {
  const deep = `${'['.repeat(100)}${']'.repeat(100)}`
  it.each([
    ['malformed JSON', '{"name": ', 400, 'json.malformed'],
    ['no body', '', 400, 'request.invalid'],
    ['a list instead of an object', '[]', 400, 'request.invalid'],
    ['an unknown field', '{"name":"a","nam":1}', 400, 'request.invalid'],
    ['a wrong type, not coerced', '{"name":5}', 400, 'request.invalid'],
    ['a number as text', '{"name":"a","count":"5"}', 400, 'request.invalid'],
    ['too long a text', `{"name":"${'a'.repeat(51)}"}`, 400, 'request.invalid'],
    ['10 MB of text', `{"name":"${'a'.repeat(10_000_000)}"}`, 413, 'body.too_large'],
    ['a NUL character', '{"name":"a\\u0000b"}', 400, 'text.broken'],
    ['half a character', '{"name":"a\\ud800b"}', 400, 'text.broken'],
    ['a hundred levels', `{"name":${deep}}`, 400, 'json.too_deep'],
    ['a poisoned prototype', '{"name":"a","__proto__":{"x":1}}', 400, 'json.malformed'],
  ])('%s is refused in one sentence and nothing changes', async (_, body, status, code) => {
    const before = [made, await audits()]
    const answer = await post(body)
    expect([answer.status, answer.body.code]).toEqual([status, code])
    expect(answer.headers['content-type']).toMatch('application/problem+json')
    expect(answer.body.title).toMatch(/[.…]$/)
    expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|at .*\.ts/)
    expect([made, await audits()]).toEqual(before)
  })

  it('names the field', async () => {
    const { body } = await post('{"name":"a","nam":1}')
    expect(body.title).toBe(
      'Dữ liệu gửi lên chưa đúng: không có trường nào tên “/nam”, hãy bỏ đi hoặc viết lại tên.',
    )
    expect(body.errors[0].pointer).toBe('/nam')
  })

  it('a body of another type is refused', async () => {
    expect((await post('<a/>', { 'content-type': 'text/xml' })).status).toBe(415)
  })

  it('text arrives in NFC', async () => {
    expect((await post(JSON.stringify({ name: 'Hòa'.normalize('NFD') }))).body.name).toBe('Hòa')
  })

  it('a forged id and an unknown address', async () => {
    expect((await server.call(null, 'GET', "/api/v1/things/1'or'1")).status).toBe(400)
    expect((await server.call(null, 'GET', '/api/v1/nothing')).body.code).toBe('route.not_found')
    expect((await server.call(null, 'GET', `/api/v1/things/${'a'.repeat(3000)}`)).body.code).toBe(
      'url.too_long',
    )
    expect((await server.call(null, 'GET', '/api/v1/things/%E0%A4%A')).body.code).toBe('request.malformed')
  })

  it('a fault of ours says nothing of itself', async () => {
    const answer = await server.call(null, 'GET', '/api/v1/fault')
    expect([answer.status, answer.body.code]).toEqual([500, 'internal'])
    expect(JSON.stringify(answer.body)).not.toContain('secret')
  })

  it('a database without room for a new connection is a full disk', async () => {
    const answer = await server.call(null, 'GET', '/api/v1/full')
    expect([answer.status, answer.body.code]).toEqual([503, 'storage.full'])
  })
})

describe('permissions', () => {
  it.each([
    ['nobody', null, 401],
    ['a citizen', citizen, 403],
    [
      'an officer with another role',
      testActor('officer', [{ role: 'tiepnhan', unitId: 'u', via: 'appointment' }]),
      403,
    ],
    ['an auditor', testActor('officer', [{ role: 'kiemtra', unitId: 'u', via: 'appointment' }]), 200],
  ])('%s', async (_, actor, status) => {
    expect((await server.call(actor, 'GET', '/api/v1/audit')).status).toBe(status)
  })

  it('a route without one stops the server from starting', async () => {
    const open = defineModule({
      name: 'open',
      routes: () => async (app) => void app.get('/open', async () => ({})),
    })
    const other = await testRoot([open])
    await expect(testServer(other)).rejects.toThrow('/open has no known permission')
    await other.drop()
  })
})

describe('idempotency keys', () => {
  it('the same key and body get the same answer, and the act is done once', async () => {
    const key = { 'idempotency-key': 'k1' }
    const [first, second] = [
      await post('{"name":"a","count":1}', key),
      await post('{"count":1,"name":"a"}', key),
    ]
    expect(first.status).toBe(201)
    expect([second.status, second.body]).toEqual([201, first.body])
    expect(second.headers['idempotency-replayed']).toBe('true')
    expect(await auditsOf('a')).toBe(1)
  })

  it('ten at once leave one act', async () => {
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => post('{"name":"mười"}', { 'idempotency-key': 'k2' })),
    )
    expect(new Set(answers.map((a) => JSON.stringify([a.status, a.body]))).size).toBe(1)
    expect(await auditsOf('mười')).toBe(1)
  })

  it('another body with the key is refused', async () => {
    await post('{"name":"b"}', { 'idempotency-key': 'k3' })
    const other = await post('{"name":"c"}', { 'idempotency-key': 'k3' })
    expect([other.status, other.body.code]).toEqual([409, 'idempotency.key_reused'])
  })

  it('keys of two people do not meet', async () => {
    await post('{"name":"d"}', { 'idempotency-key': 'k4' })
    const other = await server.call(
      testActor('citizen'),
      'POST',
      '/api/v1/things',
      { name: 'e' },
      { 'idempotency-key': 'k4' },
    )
    expect(other.status).toBe(201)
  })

  const auditsOf = async (subject: string) =>
    (
      await sql<{
        n: number
      }>`select count(*)::int as n from platform.audit where subject = ${subject}`.execute(
        root.database.kysely,
      )
    ).rows[0]!.n
})

describe('health', () => {
  it.each(['/healthz', '/readyz', '/metrics', '/api/v1/openapi.json', '/api/docs/'])(
    '%s answers',
    async (url) => {
      expect((await server.call(null, 'GET', url)).status).toBe(200)
    },
  )

  it('sends the headers that protect a browser', async () => {
    const { headers } = await server.call(null, 'GET', '/healthz')
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' })
    expect(headers['content-security-policy']).toContain("default-src 'self'")
  })
})
