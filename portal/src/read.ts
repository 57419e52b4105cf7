import type { operations } from '../../contract/api.d.ts'
import type { Api } from './visit.ts'

/** The body of a 200 of an operation of the public API. */
export type Reply<Op extends keyof operations> = operations[Op] extends {
  responses: { 200: { content: { 'application/json': infer Body } } }
}
  ? Body
  : never

/** The API refused or failed; the message is its sentence for people, empty when it gave none. */
export class ApiFailure extends Error {
  readonly status: number
  constructor(status: number, body: unknown) {
    super((body as { title?: string } | null)?.title ?? '')
    this.status = status
  }
}

/**
 * Reads from the API: `read<'getUnit'>(visit.api, '/units/songhinh')`. Null when there is no such thing.
 * @throws ApiFailure for every other status
 */
export async function read<Op extends keyof operations>(api: Api, path: string): Promise<Reply<Op> | null> {
  const { status, body } = await api('GET', path)
  if (status === 200) return body as Reply<Op>
  if (status === 404) return null
  throw new ApiFailure(status, body)
}

/** Reads what a page can do without: null too when the API fails. */
export async function readIfPossible<Op extends keyof operations>(
  api: Api,
  path: string,
): Promise<Reply<Op> | null> {
  const { status, body } = await api('GET', path)
  return status === 200 ? (body as Reply<Op>) : null
}
