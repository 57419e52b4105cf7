import type { paths } from '../../../contract/api.d.ts'
import { api } from './api.ts'
import { sentenceOf } from './problem.ts'

export type Officer = paths['/api/v1/session']['get']['responses']['200']['content']['application/json']

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
