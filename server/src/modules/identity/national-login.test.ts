import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { buildServer } from '../../platform/http/server.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import {
  type Fault,
  type IdentitySimulator,
  startIdentitySimulator,
} from '../../simulators/identity/index.ts'
import { type Choice, passThrough } from '../../simulators/identity/visitor.ts'
import { organisations } from '../organisations/index.ts'
import { authenticate, createAccount, identity } from './index.ts'

const OURS = 'http://localhost'
const AN = '066199000001'
const BINH = '066099000002'
const COMPANY = '9900000016'
const place = { phone: '0900000001', address: 'Buôn Thô, xã Sông Hinh' }
const PERSONAS = [
  { kind: 'citizen', number: AN, name: 'Nguyễn Thị An', birthDate: '1999-01-01', ...place },
  { kind: 'citizen', number: BINH, name: 'Trần Văn Bình', birthDate: '1999-05-12', ...place },
  {
    kind: 'business',
    number: COMPANY,
    name: 'Công ty Thử',
    birthDate: null,
    ...place,
    representative: { number: BINH, name: 'Trần Văn Bình' },
  },
] as const

let simulator: IdentitySimulator
let root: TestRoot
let app: Awaited<ReturnType<typeof buildServer>>

beforeAll(async () => {
  simulator = await startIdentitySimulator(PERSONAS, [`${OURS}/api/v1/session/oidc/callback`])
  const partners = { sharedData: null, messages: null, identity: { ...simulator, timeoutMs: 20_000 } }
  root = { ...(await testRoot([organisations, identity], undefined, partners)), publicUrl: OURS }
  app = await serve()
  await inTx(root, SYSTEM, 'test', async (ctx) => {
    const an = { name: 'Nguyễn Thị Ân', password: 'mat-khau-dai', idNumber: AN }
    await createAccount(ctx, { ...an, username: 'an', kind: 'citizen' })
    await createAccount(ctx, { ...an, username: 'canbo.an', kind: 'officer' })
  })
})
afterEach(() => simulator.setFault(null))
afterAll(async () => {
  await app.close()
  await root.drop()
  await simulator.stop()
})

/** @param timeoutMs how long this server waits for the provider */
const serve = (timeoutMs = 20_000) =>
  buildServer(
    { ...root, partners: { ...root.partners, identity: { ...simulator, timeoutMs } } },
    { rateLimit: 100_000, metricsToken: null, trustProxy: false, publicUrl: OURS },
    (token) => authenticate(root, token),
  )

type Jar = Record<string, string>

/** A request of a browser to our server; keeps its cookies in the jar. */
async function visit(jar: Jar, url: string, server = app) {
  const cookie = Object.entries(jar)
    .map(([name, value]) => `${name}=${value}`)
    .join('; ')
  const answer = await server.inject({ url: url.replace(OURS, ''), headers: { cookie } })
  for (const { name, value } of answer.cookies) jar[name] = value
  return answer
}

/** The whole way there and back. @returns our last answer */
async function signIn(jar: Jar, choice: Choice, query = '', server = app) {
  const out = await visit(jar, `/api/v1/session/oidc${query}`, server)
  expect(out.statusCode).toBe(303)
  return visit(jar, await passThrough(String(out.headers.location), choice), server)
}

const whoIs = async (jar: Jar) => (await visit(jar, '/api/v1/session')).json()

describe('signing in at the provider of national identity', () => {
  it('finds the account by its number, takes over the name, and returns to the page', async () => {
    const jar: Jar = {}
    const answer = await signIn(jar, { number: AN, level: 2 }, '?returnTo=%2Fthu-tuc%3Fq%3Dkhai%20sinh')
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/thu-tuc?q=khai%20sinh'])
    expect(await whoIs(jar)).toMatchObject({
      ...{ kind: 'citizen', username: 'an', name: 'Nguyễn Thị An', assurance: 2, roles: [] },
    })
  })

  it('makes an account at the first sign-in and finds it at the next', async () => {
    const [first, second]: [Jar, Jar] = [{}, {}]
    await signIn(first, { number: BINH, level: 1 })
    await signIn(second, { number: BINH, level: 1 })
    const [one, two] = [await whoIs(first), await whoIs(second)]
    expect(one).toMatchObject({ kind: 'citizen', name: 'Trần Văn Bình', assurance: 1 })
    expect(two.id).toBe(one.id)
  })

  it('knows a business by its tax code', async () => {
    const jar: Jar = {}
    await signIn(jar, { number: COMPANY, level: 2 })
    expect(await whoIs(jar)).toMatchObject({ kind: 'business', name: 'Công ty Thử', assurance: 2 })
  })

  it('learns from a business who represents it, who may act for it from then on', async () => {
    const [company, head]: [Jar, Jar] = [{}, {}]
    await signIn(company, { number: COMPANY, level: 2 })
    await signIn(company, { number: COMPANY, level: 2 })
    await signIn(head, { number: BINH, level: 1 })
    const { actFor } = (await visit(head, '/api/v1/me')).json()
    expect(actFor).toHaveLength(1)
    expect(actFor[0]).toMatchObject({
      ...{ kind: 'representative', kindName: 'Người đại diện theo pháp luật', proof: 'register', can: [] },
      ...{ principal: { name: 'Công ty Thử', idNumber: COMPANY }, validTo: null, paperNeeded: false },
    })
  })

  it('says which ways there are', async () => {
    expect((await visit({}, '/api/v1/session/options')).json()).toEqual({
      password: true,
      national: '/api/v1/session/oidc',
    })
  })

  it('lets the forms of our pages lead there', async () => {
    const { headers } = await visit({}, '/healthz')
    expect(headers['content-security-policy']).toContain(`form-action 'self' ${simulator.issuer}`)
  })

  it.each([
    'https://khac.example',
    '//khac.example',
    '/\\khac.example',
    'thu-tuc',
    '/a\nb',
    'javascript:alert(1)',
  ])('never returns to %j', async (returnTo) => {
    const answer = await visit({}, `/api/v1/session/oidc?${new URLSearchParams({ returnTo })}`)
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'identity.return_refused'])
  })

  it('does not return to another host by a path that shortens to it', async () => {
    const answer = await signIn({}, { number: AN, level: 1 }, '?returnTo=/.//khac.example')
    expect(answer.headers.location).toBe('/')
  })
})

describe('what goes wrong on the way', () => {
  it('a refusal leads to the page of signing in and says so', async () => {
    const jar: Jar = {}
    const answer = await signIn(jar, 'refuse', '?returnTo=/ho-so')
    expect(answer.headers.location).toBe('/dang-nhap?loi=refused&returnTo=%2Fho-so')
    expect(jar).not.toHaveProperty('motcua_session')
  })

  it('the way of one browser is not finished by another, nor twice, nor after a quarter of an hour', async () => {
    const jar: Jar = {}
    const start = async () =>
      passThrough(String((await visit(jar, '/api/v1/session/oidc')).headers.location), {
        number: AN,
        level: 1,
      })
    const back = await start()
    const expired = '/dang-nhap?loi=expired&returnTo=%2F'
    const other: Jar = {}
    expect((await visit(other, back)).headers.location).toBe(expired)
    expect(other).not.toHaveProperty('motcua_session')
    expect((await visit(jar, back)).headers.location).toBe('/')
    expect((await visit(jar, back)).headers.location).toBe(expired)
    const late = await start()
    const now = root.clock.now()
    root.clock.set(new Date(now.getTime() + 15 * 60_000))
    expect((await visit(jar, late)).headers.location).toBe(expired)
    root.clock.set(now)
  })

  it.each<[Fault, string]>([
    ['broken', 'unavailable'],
    ['stale', 'invalid'],
    ['forged', 'invalid'],
    ['nonce', 'invalid'],
    ['nobody', 'invalid'],
    ['other', 'invalid'],
  ])('a provider that is %s opens no session', async (fault, problem) => {
    // A server of its own, which has not read the keys of the provider yet.
    const server = await serve()
    const jar: Jar = {}
    simulator.setFault(fault)
    const answer = await signIn(jar, { number: AN, level: 1 }, '?returnTo=/ho-so', server)
    expect(answer.headers.location).toBe(`/dang-nhap?loi=${problem}&returnTo=%2Fho-so`)
    expect(jar).not.toHaveProperty('motcua_session')
    simulator.setFault(null)
    expect((await signIn(jar, { number: AN, level: 1 }, '', server)).headers.location).toBe('/')
    await server.close()
  })

  it('a provider that never answers is not waited for', async () => {
    const jar: Jar = {}
    const out = await visit(jar, '/api/v1/session/oidc')
    const back = await passThrough(String(out.headers.location), { number: AN, level: 1 })
    simulator.setFault('slow')
    const hasty = await serve(200)
    expect((await visit(jar, back, hasty)).headers.location).toBe('/dang-nhap?loi=unavailable&returnTo=%2F')
    await hasty.close()
  })

  it('a provider that is down is told at once, and works again afterwards', async () => {
    const server = await serve()
    simulator.setFault('down')
    const out = await visit({}, '/api/v1/session/oidc', server)
    expect([out.statusCode, out.json().code]).toEqual([503, 'identity.unavailable'])
    // A person in a browser is led to the page that has the other ways.
    const led = await server.inject({
      url: '/api/v1/session/oidc?returnTo=/nop-ho-so/1.001193',
      headers: { accept: 'text/html,*/*;q=0.8' },
    })
    expect([led.statusCode, led.headers.location]).toEqual([
      303,
      '/dang-nhap?loi=unavailable&returnTo=%2Fnop-ho-so%2F1.001193',
    ])
    simulator.setFault(null)
    expect((await signIn({}, { number: AN, level: 1 }, '', server)).headers.location).toBe('/')
    await server.close()
  })

  it('keeps no name, number or secret in the audit', async () => {
    const { rows } = await sql<{ text: string }>`select string_agg(a::text, ' ') as text
      from platform.audit a`.execute(root.database.kysely)
    expect(rows[0]!.text).not.toMatch(/0661990|Trần Văn|code_verifier/)
  })
})

describe('proving anew who one is', () => {
  it('raises the session to level 2 as the same person, and ends the old one', async () => {
    const jar: Jar = {}
    await signIn(jar, { number: AN, level: 1 })
    const old = jar['motcua_session']!
    expect((await whoIs(jar)).assurance).toBe(1)
    const answer = await signIn(jar, { number: AN, level: 2 }, '?level=2&returnTo=/ho-so/1')
    expect(answer.headers.location).toBe('/ho-so/1')
    expect((await whoIs(jar)).assurance).toBe(2)
    expect(await authenticate(root, old)).toBeNull()
  })

  it('does not change who one is', async () => {
    const jar: Jar = {}
    await signIn(jar, { number: AN, level: 1 })
    const answer = await signIn(jar, { number: BINH, level: 2 }, '?level=2&returnTo=/ho-so/1')
    expect(answer.headers.location).toBe('/dang-nhap?loi=otherPerson&returnTo=%2Fho-so%2F1')
    expect(await whoIs(jar)).toMatchObject({ username: 'an', assurance: 1 })
  })

  it('leaves an account of level 1 at its level', async () => {
    const jar: Jar = {}
    await signIn(jar, { number: AN, level: 1 }, '?level=2')
    expect((await whoIs(jar)).assurance).toBe(1)
  })
})
