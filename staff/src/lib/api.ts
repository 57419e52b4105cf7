import createClient from 'openapi-fetch'
import type { paths } from '../../../contract/api.d.ts'
import { signedInAgain } from './sign-in-again.ts'

/**
 * The public API, typed by its committed description. The session travels as a cookie. Use with `answerOf`.
 * Every act carries a key, so that the same act sent twice is done once. When the session has ended, the officer is
 * asked to sign in over the screen he is at, and the same request goes out again: nothing typed is lost.
 */
export const api = createClient<paths>({ baseUrl: '', credentials: 'same-origin', fetch: send })

async function send(request: Request): Promise<Response> {
  if (request.method !== 'GET' && !request.headers.has('idempotency-key'))
    request.headers.set('idempotency-key', crypto.randomUUID())
  const again = request.clone()
  const response = await fetch(request)
  if (response.status !== 401 || new URL(request.url).pathname === '/api/v1/session') return response
  await signedInAgain()
  return fetch(again)
}
