import {
  type Answer,
  type Api,
  answer,
  failure,
  type Request as PageRequest,
  readAssets,
} from '@motcua/portal'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Root } from '../platform/ctx.ts'
import { notFound } from '../platform/errors.ts'
import { SESSION_COOKIE } from '../platform/http/auth.ts'
import { toAppError } from '../platform/http/problem.ts'
import { serveFolder } from './files.ts'

/** The citizens' portal: pages drawn by the server, which knows nothing but the public API. */
export async function registerPortal(
  app: FastifyInstance,
  root: Pick<Root, 'clock' | 'log'>,
  publicUrl: string | null,
): Promise<void> {
  const { folder, ...assets } = readAssets()
  serveFolder(app, '/assets/', folder)
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_req, body, done) => {
    done(null, body)
  })
  const requestOf = (req: FastifyRequest): PageRequest => ({
    ...addressOf(req),
    origin: publicUrl ?? `${req.protocol}://${req.host}`,
    assets,
    hasSession: SESSION_COOKIE in (req.cookies ?? {}),
    now: root.clock.now(),
    api: apiOf(app, req),
  })
  // What goes wrong before a page is asked for: too many requests, a form of another site, a strange body.
  app.setErrorHandler((error, req, reply) => {
    const known = toAppError(error)
    if (req.url.startsWith('/api/')) throw error
    if (known.status >= 500) root.log.error({ requestId: req.id, route: '/*', ...told(error) }, 'page failed')
    reply.headers(known.headers ?? {})
    return send(reply, failure(requestOf(req), known))
  })
  app.route({
    method: ['GET', 'POST'],
    url: '/*',
    config: { allow: 'public' },
    schema: { hide: true },
    handler: async (req, reply) => {
      if (req.url.startsWith('/api/')) throw notFound('route.not_found', 'Không có địa chỉ này.')
      const made = await answer(requestOf(req))
      if (made.kind === 'page' && made.error)
        root.log.error({ requestId: req.id, route: '/*', ...told(made.error) }, 'page failed')
      return send(reply, made)
    },
  })
}

function addressOf(req: FastifyRequest): Pick<PageRequest, 'method' | 'path' | 'lang' | 'query' | 'form'> {
  const { pathname, searchParams } = new URL(req.url, 'http://portal')
  const english = /^\/en(?=\/|$)/.exec(pathname)
  const path = (english ? pathname.slice(3) : pathname).replace(/\/+$/, '') || '/'
  const isPost = req.method === 'POST'
  return {
    method: isPost ? 'POST' : 'GET',
    path: readable(path),
    lang: english ? 'en' : 'vi',
    query: searchParams,
    form: isPost ? new URLSearchParams(typeof req.body === 'string' ? req.body : '') : null,
  }
}

/** An address with a broken percent sign stays as it is: no page has it. */
function readable(path: string): string {
  try {
    return decodeURI(path)
  } catch {
    return path
  }
}

/** Calls the API as the visitor, in this process. */
function apiOf(app: FastifyInstance, req: FastifyRequest): Api {
  return async (method, path, body) => {
    const response = await app.inject({
      method,
      url: `/api/v1${path}`,
      remoteAddress: req.ip,
      headers: { cookie: req.headers.cookie ?? '', 'x-request-id': req.id },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    const isJson = String(response.headers['content-type'] ?? '').includes('json')
    return {
      status: response.statusCode,
      headers: response.headers as Record<string, string | string[] | undefined>,
      body: isJson ? JSON.parse(response.payload) : response.payload,
    }
  }
}

/** Without the message, which may hold words of a person. */
const told = (error: unknown): { name: string; stack: string | undefined } =>
  error instanceof Error
    ? { name: error.name, stack: error.stack?.split('\n    at ').slice(1, 6).join(' < ') }
    : { name: 'error', stack: undefined }

function send(reply: FastifyReply, made: Answer): FastifyReply {
  if (made.kind === 'redirect') {
    for (const cookie of made.cookies ?? []) reply.header('set-cookie', cookie)
    return reply.redirect(made.to, 303)
  }
  reply.headers(made.headers ?? {}).code(made.status)
  return made.kind === 'page'
    ? reply.type('text/html; charset=utf-8').send(made.html)
    : reply.type(made.type).send(made.text)
}
