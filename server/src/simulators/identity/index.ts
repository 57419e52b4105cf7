import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Provider from 'oidc-provider'
import { personaPage } from './page.ts'
import { claimsOf, type Persona, techIdOf } from './personas.ts'
import { type Fault, openProvider, type ProviderState } from './provider.ts'

export type { Persona } from './personas.ts'
export type { Fault } from './provider.ts'

export type IdentitySimulator = {
  /** `http://127.0.0.1:PORT` */
  issuer: string
  clientId: string
  clientSecret: string
  /** Null is well again. */
  setFault: (fault: Fault | null) => void
  stop: () => Promise<void>
}

/**
 * The provider of national identity on a free port of this machine, with a page on which one chooses who one is.
 * @param redirectUris addresses of ours to which it sends people back
 */
export async function startIdentitySimulator(
  personas: readonly Persona[],
  redirectUris: readonly string[],
): Promise<IdentitySimulator> {
  const state: ProviderState = { personas, levels: new Map(), fault: null }
  const client = { id: 'motcua', secret: randomBytes(24).toString('base64url'), redirectUris }
  const server = createServer()
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = openProvider(issuer, client, state)
  const answer = provider.callback()
  server.on('request', (req, res) => {
    if (isSpoilt(state, req, res)) return
    const isPage = req.url?.startsWith('/interaction/')
    const done = isPage ? interact(provider, state, req, res) : answer(req, res)
    done.catch(() => req.socket.destroy())
  })
  return {
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    setFault: (fault) => {
      state.fault = fault
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** Lets the request fail as the fault says. @returns whether it has been answered, or never will be */
function isSpoilt({ fault, personas }: ProviderState, req: IncomingMessage, res: ServerResponse): boolean {
  const url = new URL(req.url ?? '/', 'http://simulator')
  if (fault === 'down') {
    req.socket.destroy()
    return true
  }
  if (fault === 'slow' && url.pathname === '/token') return true
  if (fault === 'broken' && url.pathname === '/token') {
    res.writeHead(502, { 'content-type': 'text/html' }).end('<h1>Bad Gateway</h1>')
    return true
  }
  if (fault === 'other' && url.pathname === '/me') {
    json(res, claimsOf(personas.at(-1)!, 2))
    return true
  }
  if (fault === 'forged' && url.pathname === '/jwks') {
    const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    const key = { ...publicKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256' }
    json(res, { keys: [key] })
    return true
  }
  if (fault === 'nonce' && url.pathname === '/auth' && url.searchParams.has('nonce')) {
    url.searchParams.set('nonce', 'another-request')
    req.url = url.pathname + url.search
  }
  return false
}

/** Shows the page, and takes its answer back to the provider. */
async function interact(
  provider: Provider,
  state: ProviderState,
  req: IncomingMessage,
  res: ServerResponse,
): Promise<void> {
  const found = await provider.interactionDetails(req, res).catch(() => null)
  if (!found) return page(res, 400, 'Trang này đã hết hạn; hãy quay lại cổng và đăng nhập lại.')
  const level = String(found.params['acr_values'] ?? '').includes('2') ? 2 : 1
  const action = `/interaction/${found.uid}`
  const show = (problem?: string) =>
    page(
      res,
      problem ? 422 : 200,
      personaPage(action, { personas: state.personas, level, ...(problem && { problem }) }),
    )
  if (req.method !== 'POST') return show()
  const form = new URLSearchParams(await bodyOf(req))
  if (form.get('answer') === 'no') {
    const refusal = { error: 'access_denied', error_description: 'End-User refused' }
    return provider.interactionFinished(req, res, refusal, { mergeWithLastSubmission: false })
  }
  const number = (form.get('other') ?? '').replace(/\s/g, '') || form.get('number')
  const persona = state.personas.find((p) => p.number === number)
  if (!persona) return show('Không có ai mang số này; hãy xem lại số hoặc chọn một người trong danh sách.')
  const chosen = form.get('level') === '2' ? 2 : 1
  const accountId = techIdOf(persona)
  state.levels.set(accountId, chosen)
  const login = { accountId, acr: `LoA${chosen}`, amr: [chosen === 2 ? 'face' : 'pwd'], remember: false }
  return provider.interactionFinished(req, res, { login }, { mergeWithLastSubmission: false })
}

const json = (res: ServerResponse, value: object) =>
  res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(value))

function page(res: ServerResponse, status: number, html: string): void {
  res
    .writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    })
    .end(html)
}

async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
