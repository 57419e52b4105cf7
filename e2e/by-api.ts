import { expect, inject } from 'vitest'
import { PASSWORD } from './browser.ts'

/**
 * Files copies as a citizen at the ward Sông Cầu, and lets its desk accept or refuse them.
 * @returns what the receipt says
 */
export async function fileCopies(
  answer: 'acceptance' | 'refusal' = 'acceptance',
): Promise<{ id: string; code: string; secret: string; applicant: string }> {
  const citizen = await tokenOf('nguoidan1')
  const desk = await tokenOf('tiepnhan.songcau')
  const example = await api('GET', '/procedures/2.000815/example', null)
  const filed = await api('POST', '/dossiers', citizen, {
    ...example,
    competentUnit: 'songcau',
    receivingUnit: 'songcau',
  })
  await api(
    'POST',
    `/dossiers/${filed.id}/${answer}`,
    desk,
    answer === 'refusal' ? { reason: 'Bản chính bị tẩy xoá' } : {},
  )
  const dossier = await api('GET', `/dossiers/${filed.id}`, desk)
  return {
    id: filed.id,
    code: dossier.code ?? dossier.submissionNumber,
    secret: dossier.trackingSecret,
    applicant: dossier.applicantName,
  }
}

/** Signs somebody in. @returns what `api` needs to act as him */
export const tokenOf = async (username: string): Promise<string> =>
  (await api('POST', '/session', null, { username, password: PASSWORD })).token

/** Calls the API as somebody, with a key of its own; whatever is refused fails the test. @param path after `/api/v1` */
// biome-ignore lint/suspicious/noExplicitAny: answers are read field by field
export async function api(method: string, path: string, token: string | null, body?: unknown): Promise<any> {
  const answer = await fetch(`${inject('address')}/api/v1${path}`, {
    method,
    headers: {
      'content-type': 'application/json',
      'idempotency-key': crypto.randomUUID(),
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const said = await answer.json()
  expect(answer.ok, `${method} ${path}: ${JSON.stringify(said)}`).toBe(true)
  return said
}
