import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { companyAnswer, type SimulatedCompany } from './enterprises.ts'
import { personAnswer, type SimulatedPerson } from './population.ts'

export type { SimulatedCompany } from './enterprises.ts'
export type { SimulatedPerson } from './population.ts'

/**
 * What can go wrong, switched on while the simulator runs: `slow` never answers, `down` breaks the connection,
 * `malformed` answers half a document, `unknown` knows nobody, `mismatch` answers about another person, `quota` has no
 * questions left, `expired` forgets every token it gave (once).
 */
export type Fault = 'slow' | 'down' | 'malformed' | 'unknown' | 'mismatch' | 'quota' | 'expired'

export type RegistrySimulator = {
  /** `http://127.0.0.1:PORT` */
  url: string
  key: string
  secret: string
  account: string
  /** Null is well again. */
  setFault: (fault: Fault | null) => void
  /** Questions so far, without those for tokens. */
  asked: () => number
  stop: () => Promise<void>
}

type Answer = { status: number; type: string; text: string }

/** The shared data platform with both registers, on a free port of this machine, with secrets made for this run. */
export async function startRegistrySimulator(known: {
  people: readonly SimulatedPerson[]
  companies: readonly SimulatedCompany[]
}): Promise<RegistrySimulator> {
  const secrets = { key: token(), secret: token(), account: `motcua.thu:${token()}` }
  const state = { fault: null as Fault | null, asked: 0, tokens: new Set<string>() }

  const answer = async (req: IncomingMessage): Promise<Answer | null> => {
    const url = new URL(req.url ?? '/', 'http://simulator')
    const body = await bodyOf(req)
    if (state.fault === 'slow') return null
    if (url.pathname === '/token') return newToken(req, body)
    state.asked += 1
    if (state.fault === 'expired') {
      state.tokens.clear()
      state.fault = null
    }
    const bearer = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1]
    if (!bearer || !state.tokens.has(bearer))
      return json(401, { code: '900901', message: 'Invalid Credentials' })
    if (state.fault === 'quota') return json(429, { code: '900800', message: 'Message throttled out' })
    const found = ask(req, url, body)
    if (state.fault === 'malformed') return { ...found, text: found.text.slice(0, found.text.length / 2) }
    return found
  }

  const newToken = (req: IncomingMessage, body: string): Answer => {
    const basic = `Basic ${Buffer.from(`${secrets.key}:${secrets.secret}`).toString('base64')}`
    const isGood = req.headers.authorization === basic && body === 'grant_type=client_credentials'
    if (req.method !== 'POST' || !isGood) return json(401, { error: 'invalid_client' })
    const given = token()
    state.tokens.add(given)
    return json(200, { access_token: given, token_type: 'Bearer', expires_in: 3600, scope: 'default' })
  }

  const ask = (req: IncomingMessage, url: URL, body: string): Answer => {
    const { fault } = state
    const people = fault === 'unknown' ? [] : known.people
    if (req.method === 'POST' && url.pathname === '/apiCSDLDanCu/TraCuuThongTinCongDan') {
      const hash = Buffer.from(secrets.account).toString('base64')
      const isOfficer = req.headers['authhash'] === hash
      const found = personAnswer(
        people,
        body,
        isOfficer && secrets.account.split(':')[0]!,
        fault === 'mismatch',
      )
      return { ...found, type: 'text/xml; charset=utf-8' }
    }
    if (req.method === 'GET' && url.pathname === '/apiCSDLDKDN/chiTietDoanhNghiep') {
      const companies = fault === 'unknown' ? [] : known.companies
      return json(200, companyAnswer(companies, url.searchParams.get('msdn') ?? '', fault === 'mismatch'))
    }
    return json(404, { code: '404', message: 'No matching resource' })
  }

  const server = createServer((req, res) => {
    if (state.fault === 'down') {
      req.socket.destroy()
      return
    }
    answer(req).then(
      (found) => {
        if (found) res.writeHead(found.status, { 'content-type': found.type }).end(found.text)
      },
      () => req.socket.destroy(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    ...secrets,
    setFault: (fault) => {
      state.fault = fault
    },
    asked: () => state.asked,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const token = (): string => randomBytes(18).toString('base64url')

const json = (status: number, value: unknown): Answer => ({
  status,
  type: 'application/json; charset=utf-8',
  text: JSON.stringify(value),
})

async function bodyOf(req: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  for await (const part of req) parts.push(part as Buffer)
  return Buffer.concat(parts).toString('utf8')
}
