import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { SYSTEM } from '../../platform/actor.ts'
import { inTx } from '../../platform/ctx.ts'
import { buildServer } from '../../platform/http/server.ts'
import { type TestRoot, testRoot } from '../../platform/testing/test-root.ts'
import { appoint, createUnit, organisations } from '../organisations/index.ts'
import { accountByUsername, authenticate, createAccount, createSystemToken, identity } from './index.ts'

let root: TestRoot
let app: Awaited<ReturnType<typeof buildServer>>
const HTTP = {
  rateLimit: 100_000,
  metricsToken: null,
  trustProxy: false,
  publicUrl: 'https://dichvucong.example.vn',
}

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
    expect(await authenticate(root, token)).toMatchObject({ actor: { name: 'Nguyễn Thị An' } })
  })

  it('gives the browser a cookie that no script reads and no other site sends with a form', async () => {
    const plain = await signIn('mat-khau-dai')
    const [cookie] = plain.cookies
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(cookie).not.toHaveProperty('secure')
    // It outlives the session, so that the page can say that the session has ended.
    expect(cookie!.expires!.getTime()).toBeGreaterThan(Date.parse(plain.json().expiresAt))
    const behindProxy = await app.inject({
      method: 'POST',
      url: '/api/v1/session',
      headers: { host: 'dichvucong.example.vn' },
      payload: { username: 'an', password: 'mat-khau-dai' },
    })
    expect(behindProxy.cookies[0]).toMatchObject({ secure: true })
  })

  it('tells a session that has ended from none, for cookies too, and lets out whoever leaves', async () => {
    const cookie = { cookie: `motcua_session=${(await signIn('mat-khau-dai')).json().token}` }
    const start = root.clock.now()
    root.clock.set(new Date(start.getTime() + 12 * 3_600_000))
    const codes = await Promise.all(
      [cookie, {}].map(
        async (headers) => (await app.inject({ url: '/api/v1/session', headers })).json().code,
      ),
    )
    expect(codes).toEqual(['session.expired', 'session.required'])
    for (const headers of [cookie, {}]) {
      const left = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
      expect([left.statusCode, left.cookies[0]!.value]).toEqual([204, ''])
    }
    root.clock.set(start)
  })

  it.each([
    ['another site', { origin: 'https://khac.example', 'sec-fetch-site': 'cross-site' }],
    ['an old browser on another site', { origin: 'https://khac.example' }],
    ['a page without origin', { origin: 'null' }],
    ['a site beside ours', { 'sec-fetch-site': 'same-site' }],
  ])('refuses an act that %s makes', async (_, from) => {
    const { token } = (await signIn('mat-khau-dai')).json()
    const headers = { ...from, cookie: `motcua_session=${token}` }
    const refused = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
    expect([refused.statusCode, refused.json().code]).toEqual([403, 'session.foreign_site'])
    // Nor does it sign a visitor in under an account of its own.
    const payload = { username: 'an', password: 'mat-khau-dai' }
    const planted = await app.inject({ method: 'POST', url: '/api/v1/session', headers: from, payload })
    expect([planted.statusCode, planted.json().code]).toEqual([403, 'session.foreign_site'])
  })

  it.each([
    [
      'our own page',
      { origin: 'http://localhost:80', 'sec-fetch-site': 'same-origin', host: 'localhost:80' },
    ],
    ['our own page behind a proxy', { origin: 'https://dichvucong.example.vn', host: '10.0.0.5:8080' }],
    ['a program', {}],
  ])('takes an act of %s', async (_, from) => {
    const { token } = (await signIn('mat-khau-dai')).json()
    const headers = { ...from, cookie: `motcua_session=${token}` }
    const done = await app.inject({ method: 'DELETE', url: '/api/v1/session', headers })
    expect(done.statusCode).toBe(204)
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
    expect(await authenticate(root, token)).toMatchObject({ actor: { kind: 'partner' } })
    await expect(make('an')).rejects.toMatchObject({ code: 'token.not_partner' })
  })
})

describe('colleagues', () => {
  it('are named to officers of the unit, by given name', async () => {
    const ids = await inTx(root, SYSTEM, 'test', async (ctx) => {
      await createUnit(ctx, { name: 'UBND xã Thử', kind: 'commune', key: 'xa' })
      const officer = (username: string, name: string) =>
        createAccount(ctx, { username, kind: 'officer', name, password: 'mat-khau-dai' })
      return [await officer('binh', 'Trần Văn Bình'), await officer('anh', 'Lê Thị Ánh')]
    })
    const ask = async (username: string) => {
      const { token } = (await signIn('mat-khau-dai', username)).json()
      return app.inject({ url: '/api/v1/units/xa/colleagues', headers: { authorization: `Bearer ${token}` } })
    }
    expect((await ask('binh')).statusCode).toBe(403)
    await inTx(root, SYSTEM, 'test', async (ctx) => {
      for (const accountId of ids) await appoint(ctx, { accountId, unit: 'xa', role: 'chuyenvien' })
    })
    expect((await ask('binh')).json()).toEqual([
      { account: ids[1], name: 'Lê Thị Ánh', roles: ['chuyenvien'], title: null },
      { account: ids[0], name: 'Trần Văn Bình', roles: ['chuyenvien'], title: null },
    ])
    expect((await ask('an')).statusCode).toBe(403)
  })

  it('see the delegations between them', async () => {
    const { token, actor } = (await signIn('mat-khau-dai', 'binh')).json()
    const headers = { authorization: `Bearer ${token}` }
    const list = async () => (await app.inject({ url: '/api/v1/delegations', headers })).json()
    expect(await list()).toEqual([])
    const [other] = (await app.inject({ url: '/api/v1/units/xa/colleagues', headers })).json()
    const day = root.clock.now().toISOString().slice(0, 10)
    await app.inject({
      method: 'POST',
      url: '/api/v1/delegations',
      headers,
      payload: {
        toAccountId: other.account,
        unit: 'xa',
        role: 'chuyenvien',
        procedures: null,
        validFrom: day,
        validTo: day,
        reason: 'Đi công tác',
      },
    })
    expect(await list()).toMatchObject([
      { fromName: actor.name, toName: 'Lê Thị Ánh', unitName: 'UBND xã Thử', roleName: 'Chuyên viên' },
    ])
  })
})
