import type { ErrorObject } from 'ajv'
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import pg from 'pg'
import { isDatabaseGone } from '../db.ts'
import { AppError } from '../errors.ts'
import type { Log } from '../log.ts'
import { validationError } from './validation.ts'

/** Renders every error as application/problem+json (RFC 9457); what is not ours says nothing of its cause. */
export function sendProblem(
  error: unknown,
  req: FastifyRequest,
  reply: FastifyReply,
  log: Log,
): FastifyReply {
  const known = toAppError(error)
  if (known.status >= 500) {
    const name = error instanceof Error ? error.name : 'error'
    const code = error instanceof pg.DatabaseError ? error.code : undefined
    const stack = error instanceof Error ? error.stack : undefined
    log.error({ requestId: req.id, route: req.routeOptions.url, name, code, stack }, 'request failed')
  }
  return reply
    .code(known.status)
    .headers(known.headers ?? {})
    .type('application/problem+json; charset=utf-8')
    .send(
      JSON.stringify({
        type: `urn:motcua:${known.code}`,
        title: known.message,
        status: known.status,
        code: known.code,
        errors: known.details,
        instance: `urn:motcua:request:${req.id}`,
      }),
    )
}

/** Any error as what is told of it. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  const fault = error as Partial<FastifyError> & { validationContext?: string }
  if (fault.validation) {
    return validationError(fault.validation as unknown as ErrorObject[], fault.validationContext ?? 'body')
  }
  if (isDatabaseGone(error)) {
    return new AppError(
      'database.unavailable',
      503,
      'Hệ thống đang bận, xin thử lại sau ít giây.',
      undefined,
      {
        'retry-after': '2',
      },
    )
  }
  if (isStorageFull(error)) {
    return new AppError(
      'storage.full',
      503,
      'Máy chủ đã hết chỗ lưu trữ nên việc này chưa được thực hiện; xin thử lại sau ít phút.',
      undefined,
      { 'retry-after': '60' },
    )
  }
  return FASTIFY[fault.code ?? ''] ?? byStatus(fault.statusCode)
}

const FASTIFY: Record<string, AppError> = {
  FST_ERR_CTP_BODY_TOO_LARGE: new AppError(
    'body.too_large',
    413,
    'Dữ liệu gửi lên lớn quá mức cho phép; hãy gửi ít hơn.',
  ),
  FST_ERR_CTP_INVALID_MEDIA_TYPE: new AppError(
    'body.media_type',
    415,
    'Hãy gửi dữ liệu dạng application/json.',
  ),
  FST_ERR_CTP_EMPTY_JSON_BODY: new AppError(
    'json.malformed',
    400,
    'Lệnh này cần dữ liệu JSON nhưng không có gì được gửi lên.',
  ),
  FST_ERR_CTP_INVALID_JSON_BODY: new AppError(
    'json.malformed',
    400,
    'Dữ liệu gửi lên không phải JSON đúng cú pháp.',
  ),
  FST_REQ_FILE_TOO_LARGE: new AppError(
    'file.too_large',
    413,
    'Tệp lớn quá mức cho phép; hãy giảm dung lượng rồi gửi lại.',
  ),
}

function byStatus(status: number | undefined): AppError {
  if (status === 414)
    return new AppError('url.too_long', 414, 'Địa chỉ dài quá mức cho phép; hãy xem lại mã trong địa chỉ.')
  if (status === 400) return new AppError('request.malformed', 400, 'Yêu cầu gửi lên không đúng cú pháp.')
  if (status === 404) return new AppError('route.not_found', 404, 'Không có địa chỉ này.')
  if (status === 413)
    return new AppError('body.too_large', 413, 'Dữ liệu gửi lên lớn quá mức cho phép; hãy gửi ít hơn.')
  if (status && status >= 400 && status < 500)
    return new AppError('request.refused', status, 'Yêu cầu không được chấp nhận.')
  return new AppError('internal', 500, 'Hệ thống gặp lỗi; việc này chưa được thực hiện, xin thử lại.')
}

/**
 * No room for a file (operating system) or for a row (PostgreSQL's disk_full): nothing was saved. A new connection
 * that finds no room for its cache of the catalog is refused as an internal error (XX000) with the system's words.
 */
function isStorageFull(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const { code = '', message } = error as NodeJS.ErrnoException
  return ['ENOSPC', 'EDQUOT', '53100'].includes(code) || (code === 'XX000' && /No space left/.test(message))
}
