import type { components, paths } from '../../../contract/api.d.ts'
import { api } from './api.ts'

export type Officer = paths['/api/v1/session']['get']['responses']['200']['content']['application/json']
export type Problem = components['schemas'] extends { Problem: infer P }
  ? P
  : { detail?: string; title?: string }

let known: Promise<Officer | null> | null = null

/** Who is signed in; null when nobody is. Asked once, until somebody signs in or out. */
export function session(): Promise<Officer | null> {
  known ??= api.GET('/api/v1/session').then(({ data }) => data ?? null)
  return known
}

/** Signs in; the sentence to show when it does not work, null when it does. */
export async function signIn(username: string, password: string): Promise<string | null> {
  const { error } = await api.POST('/api/v1/session', { body: { username, password } })
  known = null
  return error ? sentenceOf(error) : null
}

/** Ends the session on the server. */
export async function signOut(): Promise<void> {
  await api.DELETE('/api/v1/session')
  known = null
}

/** The one sentence of a problem (RFC 9457). */
export function sentenceOf(problem: unknown): string {
  const { detail, title } = problem as { detail?: string; title?: string }
  return detail ?? title ?? 'Không làm được, xin thử lại.'
}
