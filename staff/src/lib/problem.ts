/** What the server answers when something cannot be done (RFC 9457). */
export class Problem extends Error {
  readonly status: number
  readonly code: string
  /** Per field, by JSON pointer of the body. */
  readonly fields: readonly { pointer: string; message: string }[]

  constructor(status: number, body: unknown) {
    const { code, errors } = (body ?? {}) as { code?: string; errors?: unknown }
    super(sentenceOf(body))
    this.status = status
    this.code = code ?? ''
    this.fields = Array.isArray(errors) ? errors : []
  }

  /** Somebody else was faster: what the screen shows is not how things are. */
  get isStale(): boolean {
    return this.status === 409 || this.status === 412
  }
}

/**
 * The body of an answer of the API.
 * @throws Problem with the one sentence to show; also when the server cannot be reached
 */
export async function answerOf<T>(
  sent: Promise<{ data?: T; error?: unknown; response: Response }>,
): Promise<T> {
  const { data, error, response } = await sent.catch((cause) => {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem(0, { detail: 'Không nối được tới máy chủ; xin kiểm tra mạng rồi thử lại.' })
  })
  if (!response.ok) throw new Problem(response.status, error)
  return data as T
}

/** The one sentence of a problem. */
export function sentenceOf(problem: unknown): string {
  if (problem instanceof Error) return problem.message
  const { detail, title } = (problem ?? {}) as { detail?: string; title?: string }
  return detail ?? title ?? 'Không làm được, xin thử lại.'
}
