import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { buildServer } from '../../platform/http/server.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { organisations } from '../organisations/index.ts'
import { accountByUsername, authenticate, createAccount, createSystemToken, identity } from './index.ts'

let root: TestRoot
let app: Awaited<ReturnType<typeof buildServer>>
const HTTP = { rateLimit: 100_000, metricsToken: null, trustProxy: false, publicUrl: null }

beforeAll(async () => {
  root = await testRoot([organisations, identity])
  app = await buildServer(root, HTTP, (token) => authenticate(root, token))
  await inTx(root, SYSTEM, 'test', (ctx) =>
    createAccount(ctx, {
      username: 'An',
      kind: 'citizen',
      name: 'Nguyễn Thị An',
      password: 'mat-khau-dai',
      idNumber: '066199000001',
    }),
  )
})
afterAll(async () => {
  await app.close()
  await root.drop()
})

const signIn = (password: string, username = 'an') =>
  app.inject({ method: 'POST', url: '/api/v1/session', payload: { username, password } })

describe('sessions', () => {
  it('opens with the right password, by cookie and by bearer token, and closes', async () => {
    const opened = await signIn('mat-khau-dai', ' AN ')
    expect(opened.statusCode).toBe(200)
    const { token, actor } = opened.json()
    expect(actor).toMatchObject({ kind: 'citizen', name: 'Nguyễn Thị An', roles: [] })
    const bearer = { authorization: `Bearer ${token}` }
    const cookie = { cookie: `motcua_session=${opened.cookies[0]!.value}` }
    for (const headers of [bearer, cookie]) {
      expect((await app.inject({ url: '/api/v1/session', headers })).json().username).toBe('an')
    }
    expect((await app.inject({ method: 'DELETE', url: '/api/v1/session', headers: bearer })).statusCode).toBe(
      204,
    )
    const after = await app.inject({ url: '/api/v1/session', headers: bearer })
    expect([after.statusCode, after.json().code]).toEqual([401, 'session.expired'])
  })

  it('expires after twelve hours', async () => {
    const { token } = (await signIn('mat-khau-dai')).json()
    const start = root.clock.now()
    root.clock.set(new Date(start.getTime() + 12 * 3_600_000))
    expect(await authenticate(root, token)).toBeNull()
    root.clock.set(start)
    expect(await authenticate(root, token)).toMatchObject({ name: 'Nguyễn Thị An' })
  })

  it('refuses an act that another site makes with the cookie', async () => {
    const { token } = (await signIn('mat-khau-dai')).json()
    const headers = {
      cookie: `motcua_session=${token}`,
      origin: 'https://khac.example',
      'sec-fetch-site': 'cross-site',
    }
    const refused = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'session.foreign_site'])
  })

  it('makes an account wait after ten wrong passwords, an unknown one too', async () => {
    for (const username of ['an', 'khong-co-ai']) {
      for (let i = 0; i < 10; i++) expect((await signIn('sai', username)).statusCode).toBe(401)
      const blocked = await signIn('mat-khau-dai', username)
      expect([blocked.statusCode, blocked.headers['retry-after']]).toEqual([429, '900'])
    }
    root.clock.set(new Date(root.clock.now().getTime() + 16 * 60_000))
    expect((await signIn('mat-khau-dai')).statusCode).toBe(200)
  })
})

describe('accounts', () => {
  it.each([
    ['the same name twice', { username: 'an', password: 'mat-khau-dai' }, 'account.exists'],
    ['a short password', { username: 'b1', password: 'ngan' }, 'account.invalid'],
    ['blanks in the user name', { username: 'b 1', password: 'mat-khau-dai' }, 'account.invalid'],
  ])('refuse %s', async (_, part, code) => {
    const made = inTx(root, SYSTEM, 'test', (ctx) =>
      createAccount(ctx, { kind: 'citizen', name: 'B', ...part }),
    )
    await expect(made).rejects.toMatchObject({ code })
  })

  it('give a bearer token to a system only', async () => {
    const make = (username: string) =>
      inTx(root, SYSTEM, 'test', async (ctx) => {
        const account = await accountByUsername(ctx, username)
        return createSystemToken(ctx, account!, 'đồng bộ', 365)
      })
    await inTx(root, SYSTEM, 'test', (ctx) =>
      createAccount(ctx, { username: 'cong-qg', kind: 'partner', name: 'Cổng quốc gia', password: null }),
    )
    const { token } = await make('cong-qg')
    expect(await authenticate(root, token)).toMatchObject({ kind: 'partner' })
    await expect(make('an')).rejects.toMatchObject({ code: 'token.not_partner' })
  })
})
