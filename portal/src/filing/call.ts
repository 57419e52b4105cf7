/** One thing that is wrong, with a JSON pointer into what was sent. */
export type Fault = { pointer: string; code: string; message: string }

/** The API refused; the message is its sentence for people. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  readonly faults: readonly Fault[]
  /** what else the refusal says, such as `goTo` of a needed proof of identity */
  readonly details: unknown
  constructor(status: number, body: unknown) {
    const problem = (body ?? {}) as { title?: string; code?: string; errors?: unknown }
    super(problem.title ?? 'Hệ thống đang bận, xin thử lại sau ít giây.')
    this.status = status
    this.code = problem.code ?? ''
    this.details = problem.errors
    this.faults = Array.isArray(problem.errors) ? (problem.errors as Fault[]) : []
  }
}

/** The API could not be reached, or is not able to answer now: the same request may be sent again. */
export class Unreachable extends Error {}

export type Call = <T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  options?: { key?: string; signal?: AbortSignal },
) => Promise<T>

/**
 * Calls the public API from the browser; `path` starts after `/api/v1`. `key` is an Idempotency-Key.
 * @throws Refusal, Unreachable
 */
export const call: Call = async <T>(
  method: string,
  path: string,
  body?: unknown,
  { key, signal }: { key?: string; signal?: AbortSignal } = {},
) => {
  const isBytes = body instanceof Blob
  const headers: Record<string, string> = { accept: 'application/json' }
  if (body !== undefined && !isBytes) headers['content-type'] = 'application/json'
  if (key !== undefined) headers['idempotency-key'] = key
  const sent = isBytes ? body : body === undefined ? undefined : JSON.stringify(body)
  const response = await reach(`/api/v1${path}`, { method, headers, body: sent, signal })
  const answer: unknown = response.status === 204 ? null : await response.json().catch(() => null)
  if (response.status === 429 || response.status >= 500) throw new Unreachable()
  if (!response.ok) throw new Refusal(response.status, answer)
  return answer as T
}

/** @throws Unreachable when there is no network */
export async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, init)
  } catch (error) {
    if (init.signal?.aborted) throw error
    throw new Unreachable()
  }
}
