import { answer } from '@motcua/portal'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { buildApp, modules } from '../src/app.ts'
import { loadProvince } from '../src/cli/demo/load.ts'
import { demoPeople } from '../src/cli/demo/people.ts'
import { type TestRoot, testRoot } from '../src/platform/testing/test-root.ts'
import { type IdentitySimulator, startIdentitySimulator } from '../src/simulators/identity/index.ts'
import { passThrough } from '../src/simulators/identity/visitor.ts'

// The link of the National Public Service Portal into the province (its parameters: vnconnect, MaTTHCDP,
// MaCoQuanThucHien, MaDVC), from the home page to the filing of the procedure.

const OURS = 'http://localhost'
const HTTP = { rateLimit: 1_000_000, metricsToken: null, trustProxy: false, publicUrl: OURS }

let simulator: IdentitySimulator
let root: TestRoot
let app: Awaited<ReturnType<typeof buildApp>>
/** The same province without a provider of identity. */
let plain: Awaited<ReturnType<typeof buildApp>>

beforeAll(async () => {
  const personas = demoPeople().citizens.map(
    ({ kind, idNumber: number, name, birthDate, phone, address }) => ({
      ...{ kind, number, name, birthDate, phone, address },
    }),
  )
  simulator = await startIdentitySimulator(personas, [`${OURS}/api/v1/session/oidc/callback`])
  const partners = { sharedData: null, messages: null, identity: { ...simulator, timeoutMs: 20_000 } }
  root = { ...(await testRoot(modules, '2026-03-04T08:00:00+07:00', partners)), publicUrl: OURS }
  await loadProvince(root)
  app = await buildApp(root, HTTP)
  plain = await buildApp({ ...root, partners: { ...partners, identity: null } }, HTTP)
})
afterAll(async () => {
  await app?.close()
  await plain?.close()
  await root?.drop()
  await simulator?.stop()
})

type Jar = Record<string, string>
type Seen = { status: number; to: string | null; html: string }

/** Opens an address of ours as a browser does; keeps its cookies in the jar. */
async function open(jar: Jar, address: string, server = app): Promise<Seen> {
  const call = async (method: 'GET' | 'POST' | 'PATCH' | 'PUT' | 'DELETE', url: string, body?: unknown) => {
    const cookie = Object.entries(jar).map(([name, value]) => `${name}=${value}`)
    const payload = body === undefined ? {} : { payload: body as object }
    const made = await server.inject({ method, url, headers: { cookie: cookie.join('; ') }, ...payload })
    for (const { name, value } of made.cookies) jar[name] = value
    return made
  }
  const { pathname, search, searchParams } = new URL(address, OURS)
  if (pathname.startsWith('/api/')) {
    const { statusCode, headers, payload } = await call('GET', pathname + search)
    return { status: statusCode, to: headers.location ?? null, html: payload }
  }
  const english = /^\/en(?=\/|$)/.test(pathname)
  const made = await answer({
    method: 'GET',
    path: (english ? pathname.slice(3) : pathname) || '/',
    lang: english ? 'en' : 'vi',
    query: searchParams,
    form: null,
    origin: OURS,
    hasSession: 'motcua_session' in jar,
    now: root.clock.now(),
    assets: { script: '/assets/client.js', css: '', fonts: [] },
    api: async (method, path, body) => {
      const { statusCode, headers, payload } = await call(method, `/api/v1${path}`, body)
      const isJson = String(headers['content-type']).includes('json')
      return { status: statusCode, headers: {}, body: isJson ? JSON.parse(payload) : payload }
    },
  })
  if (made.kind === 'redirect') return { status: 303, to: made.to, html: '' }
  return { status: made.status, to: null, html: made.kind === 'page' ? made.html : made.text }
}

const link = (values: Record<string, string>, path = '/') =>
  `${path}?${new URLSearchParams({ vnconnect: '1', ...values })}`

const BIRTH = link({ MaTTHCDP: '1.001193', MaCoQuanThucHien: 'H15.61', MaDVC: '1.001193.01' })

describe('coming from the National Public Service Portal', () => {
  it('leads over the national identity to the filing of the procedure, at the office that the link names', async () => {
    const jar: Jar = {}
    const arrived = await open(jar, BIRTH)
    expect(arrived).toMatchObject({
      status: 303,
      to: '/api/v1/session/oidc?returnTo=%2Fnop-ho-so%2F1.001193%3Fco-quan%3Dsonghinh',
    })
    const out = await open(jar, arrived.to!)
    const { idNumber } = demoPeople().citizens[0]!
    const back = await open(jar, await passThrough(out.to!, { number: idNumber, level: 2 }))
    expect(back).toMatchObject({ status: 303, to: '/nop-ho-so/1.001193?co-quan=songhinh' })
    const { status, html } = await open(jar, back.to!)
    expect(status).toBe(200)
    expect(html).toContain('action="/nop-ho-so/1.001193?co-quan=songhinh"')
    // Whoever is signed in is there at once.
    expect((await open(jar, BIRTH)).to).toBe('/nop-ho-so/1.001193?co-quan=songhinh')
  })

  it('leads to the page of signing in where no provider of identity is connected', async () => {
    const signIn = '/dang-nhap?returnTo=%2Fnop-ho-so%2F1.001193'
    const arrived = await open({}, link({ MaTTHCDP: '1.001193' }), plain)
    expect(arrived.to).toBe(signIn)
    expect((await open({}, signIn, plain)).html).toContain('Tên đăng nhập')
  })

  it('comes back to the sign-in page, and still knows where to, after a refusal', async () => {
    const jar: Jar = {}
    const out = await open(jar, (await open(jar, link({ MaTTHCDP: '1.001193' }))).to!)
    const back = await open(jar, await passThrough(out.to!, 'refuse'))
    expect(back.to).toBe('/dang-nhap?loi=refused&returnTo=%2Fnop-ho-so%2F1.001193')
  })

  it('keeps the language', async () => {
    const arrived = await open({}, link({ MaTTHCDP: '1.001193' }, '/en'))
    expect(arrived.to).toBe('/api/v1/session/oidc?returnTo=%2Fen%2Fnop-ho-so%2F1.001193')
  })

  it.each(['1.001193.000.00.00.H15', '1.001193.H15', ' 1.001193\u200b '])(
    'finds the procedure of the code %j',
    async (MaTTHCDP) => {
      expect((await open({}, link({ MaTTHCDP }))).to).toContain('%2Fnop-ho-so%2F1.001193')
    },
  )

  it('leads to the page of a procedure that is not filed online, without a sign-in', async () => {
    expect((await open({}, link({ MaTTHCDP: '2.000884' }))).to).toBe('/thu-tuc/2.000884')
  })
})

describe('a link that leads nowhere', () => {
  it.each([
    ['9.999999', 'Mã thủ tục “9.999999” không có trong danh mục hiện hành'],
    ['1.999999.000.00.00.H15', 'không có trong danh mục hiện hành'],
    ['', 'thiếu mã thủ tục'],
    ['1.001193/../../x', 'không đúng dạng'],
    ['//khac.example', 'không đúng dạng'],
    ['https://khac.example/1.001193', 'không đúng dạng'],
    ['<script>alert(1)</script>', 'không đúng dạng'],
    ['1.001193?returnTo=//khac.example', 'không đúng dạng'],
    ['1'.repeat(5000), 'không đúng dạng'],
  ])('%j is answered by a page that says so, with the search', async (MaTTHCDP, said) => {
    const { status, to, html } = await open({}, link({ MaTTHCDP }))
    expect([status, to]).toEqual([404, null])
    expect(html).toContain(said)
    expect(html).toContain('name="q"')
    expect(html).toContain('<title>Chưa mở được thủ tục')
    expect(html).not.toContain('<script>alert')
    const leads = [...html.matchAll(/\s(?:href|action|src)="([^"]*)"/g)].map(([, address]) => address!)
    const hosts = leads.filter((one) => !one.startsWith('data:')).map((one) => new URL(one, OURS).origin)
    expect([...new Set(hosts)]).toEqual([OURS])
  })

  it.each(['//khac.example', 'https://khac.example', 'H99.99', 'x'.repeat(500), '..', '%2f%2f'])(
    'an office %j that nobody knows is left out',
    async (MaCoQuanThucHien) => {
      const { to } = await open({}, link({ MaTTHCDP: '1.001193', MaCoQuanThucHien }))
      expect(to).toBe('/api/v1/session/oidc?returnTo=%2Fnop-ho-so%2F1.001193')
    },
  )

  it.each(['/?vnconnect=0&MaTTHCDP=1.001193', '/?MaTTHCDP=1.001193', '/?vnconnect=1'])(
    '%s is the home page as ever',
    async (address) => {
      expect(await open({}, address)).toMatchObject({ status: 200, to: null })
    },
  )

  it('an office in the address of the filing that may not decide is not chosen', async () => {
    const jar: Jar = {}
    const login = { username: 'nguoidan2', password: 'motcua-demo' }
    const made = await app.inject({ method: 'POST', url: '/api/v1/session', payload: login })
    for (const { name, value } of made.cookies) jar[name] = value
    const { html } = await open(jar, '/nop-ho-so/1.001193?co-quan=%2F%2Fkhac.example%22%3E')
    expect(html).toContain('action="/nop-ho-so/1.001193"')
  })
})
