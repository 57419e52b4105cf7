import type { Partner } from '../../../platform/partners.ts'
import { LookupError } from '../domain.ts'

export type Question = {
  method: 'GET' | 'POST'
  /** Path and query below the address of the gateway. */
  path: string
  headers?: Record<string, string>
  body?: string
}

/** The gateway of the shared data platform: text of a 2xx answer, or a `LookupError`. */
export type Gateway = (question: Question) => Promise<{ status: number; text: string }>

const MOST_BYTES = 1_000_000

/**
 * A client that gets its own bearer token by client credentials (`POST /token`, RFC 6749 4.4), keeps it until shortly
 * before its end and gets a new one once when it is refused. One time limit covers token and answer together.
 */
export function openGateway(partner: Partner): Gateway {
  let token: { value: string; until: number } | null = null
  const bearer = async (signal: AbortSignal): Promise<string> => {
    if (token === null || token.until <= performance.now()) token = await newToken(partner, signal)
    return token.value
  }
  const once = async (question: Question, signal: AbortSignal) => {
    const { method, path, headers, body } = question
    const authorization = `Bearer ${await bearer(signal)}`
    return exchange(partner.url + path, { method, headers: { ...headers, authorization }, body, signal })
  }
  return async (question) => {
    const signal = AbortSignal.timeout(partner.timeoutMs)
    const first = await once(question, signal)
    if (first.status !== 401) return accepted(first)
    token = null
    return accepted(await once(question, signal))
  }
}

async function newToken(partner: Partner, signal: AbortSignal): Promise<{ value: string; until: number }> {
  const basic = Buffer.from(`${partner.key}:${partner.secret}`).toString('base64')
  const answer = accepted(
    await exchange(`${partner.url}/token`, {
      method: 'POST',
      headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'grant_type=client_credentials',
      signal,
    }),
  )
  const { access_token: value, expires_in: seconds } = jsonOf(answer.text)
  if (typeof value !== 'string' || value === '') throw new LookupError('malformed')
  const life = typeof seconds === 'number' && seconds > 0 ? seconds : 300
  return { value, until: performance.now() + life * 900 }
}

/** A JSON object. @throws LookupError `malformed` */
export function jsonOf(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>
  } catch {
    // said below
  }
  throw new LookupError('malformed')
}

function accepted(answer: { status: number; text: string }): { status: number; text: string } {
  const { status } = answer
  if (status === 429) throw new LookupError('quota')
  if (status >= 500 && !answer.text.includes('Fault>')) throw new LookupError('unavailable')
  if (status >= 300 && status < 500) throw new LookupError('refused')
  return answer
}

type Sent = Pick<RequestInit, 'method' | 'headers' | 'signal'> & { body?: string | undefined }

/** Whatever happens on the way, a connection that breaks or an answer that is too long or too late, is one error. */
async function exchange(url: string, { body, ...sent }: Sent): Promise<{ status: number; text: string }> {
  try {
    // A gateway never sends elsewhere; following would carry the token and the person's number along.
    const answer = await fetch(url, { ...sent, redirect: 'manual', ...(body !== undefined && { body }) })
    return { status: answer.status, text: await textOf(answer) }
  } catch (error) {
    throw error instanceof LookupError ? error : new LookupError('unavailable')
  }
}

async function textOf(answer: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let size = 0
  // eslint-disable-next-line @typescript-eslint/await-thenable -- the linter sees the browser's type, which the portal brings
  for await (const part of answer.body ?? []) {
    size += part.length
    if (size > MOST_BYTES) throw new LookupError('malformed')
    parts.push(part)
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(parts))
  } catch {
    throw new LookupError('malformed')
  }
}
