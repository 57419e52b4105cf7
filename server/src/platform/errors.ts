/**
 * The one error of the product, rendered as problem+json (RFC 9457).
 * `code` is part of the public API (`dossier.bad_transition`); `message` is one Vietnamese sentence that says
 * what is wrong and how to mend it; `details` may hold a list of `{pointer, code, message}` for fields.
 */
export class AppError extends Error {
  override readonly name = 'AppError'
  constructor(
    readonly code: string,
    readonly status: number,
    message: string,
    readonly details?: unknown,
    readonly headers?: Record<string, string>,
  ) {
    super(message)
  }
}

/** 400: the shape of the request is wrong. */
export const badRequest = (code: string, message: string, details?: unknown) =>
  new AppError(code, 400, message, details)

/** 401: nobody is signed in, or the session has ended. */
export const unauthenticated = () =>
  new AppError('session.required', 401, 'Bạn cần đăng nhập để thực hiện việc này.')

/** 403: signed in, but not allowed. */
export const forbidden = (
  message = 'Tài khoản của bạn không có quyền thực hiện việc này.',
  code = 'forbidden',
) => new AppError(code, 403, message)

/** 404: it does not exist or may not be seen; the two are not told apart. */
export const notFound = (code: string, message: string) => new AppError(code, 404, message)

/** 409: the thing is not in a state that allows this, or somebody else was first. */
export const conflict = (code: string, message: string, details?: unknown) =>
  new AppError(code, 409, message, details)

/** 412: somebody else has changed the thing since it was read. */
export const stale = (code: string, message: string, details?: unknown) =>
  new AppError(code, 412, message, details)

/** 422: well formed, but the rules of the procedure or the law refuse it. */
export const unprocessable = (code: string, message: string, details?: unknown) =>
  new AppError(code, 422, message, details)
