import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance } from 'fastify'
import type { Config } from '../../config.ts'
import type { Root } from '../ctx.ts'
import { AppError, badRequest, notFound } from '../errors.ts'
import { registerAuth } from './auth.ts'
import { registerDocs } from './docs.ts'
import { registerHealth } from './health.ts'
import { type Authenticate, type KnownActors, rememberActors } from './known-actors.ts'
import { sendProblem } from './problem.ts'
import { normaliseText } from './text.ts'
import { validatorCompiler } from './validation.ts'

export type HttpConfig = Pick<Config, 'rateLimit' | 'metricsToken' | 'trustProxy' | 'publicUrl'>

const MAX_JSON = 2 * 1024 * 1024
/** Largest file a citizen or an officer may send, in bytes. */
export const MAX_FILE = 25 * 1024 * 1024
const MAX_WAITING = 1000

/**
 * Builds the web server with all routes of the modules under `/api/v1`; it does not listen yet.
 * @param extend adds what is served beside the API
 */
export async function buildServer(
  root: Root,
  config: HttpConfig,
  authenticate: Authenticate,
  extend: (app: FastifyInstance) => Promise<void> = async () => {},
): Promise<FastifyInstance> {
  const app = Fastify({
    logger: false,
    bodyLimit: MAX_JSON,
    trustProxy: config.trustProxy,
    genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 },
    rewriteUrl: (req) => mendPercentSigns(req.url ?? '/'),
    // Addresses that no route can be found for: broken percent signs, endless ids.
    frameworkErrors: (error, req, reply) => {
      sendProblem(error, req, reply, root.log)
    },
    forceCloseConnections: 'idle',
  }).withTypeProvider<TypeBoxTypeProvider>()

  app.setValidatorCompiler(validatorCompiler())
  app.setErrorHandler((error, req, reply) => sendProblem(error, req, reply, root.log))
  app.setNotFoundHandler((req, reply) =>
    sendProblem(notFound('route.not_found', 'Không có địa chỉ này.'), req, reply, root.log),
  )
  acceptEmptyJson(app)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: { directives: cspFor(root) },
    // Without a referrer browsers send forms with the origin “null”, and ours could not be told from a foreign site's.
    referrerPolicy: { policy: 'same-origin' },
    hsts: config.publicUrl?.startsWith('https:') ?? false,
  })
  await app.register(rateLimit, {
    max: config.rateLimit,
    timeWindow: '1 minute',
    errorResponseBuilder: (_req, context) =>
      new AppError('rate.limited', 429, `Có quá nhiều yêu cầu, xin thử lại sau ${context.after}.`),
  })
  await app.register(multipart, { limits: { fileSize: MAX_FILE, files: 1, fields: 5, fieldSize: 10_000 } })

  registerAuth(app, root.modules, actorsOf(root, authenticate), config.publicUrl)
  app.addHook('onRequest', async () => {
    if (root.database.pool.waitingCount <= MAX_WAITING) return
    throw new AppError('server.busy', 503, 'Hệ thống đang bận, xin thử lại sau ít giây.', undefined, {
      'retry-after': '2',
    })
  })
  app.addHook('preValidation', async (req) => {
    if (req.body !== undefined && req.body !== null) req.body = normaliseText(req.body)
    if (req.query) req.query = normaliseText(req.query)
    if (req.params) req.params = normaliseText(req.params)
  })
  registerHealth(app, root, config)
  await registerDocs(app)
  for (const module of root.modules) {
    if (module.routes) await app.register(module.routes(root), { prefix: '/api/v1' })
  }
  await extend(app)
  await app.ready()
  return app
}

/** With a standby beside it every actor is read anew: a standby cannot tell what has changed on the leader. */
function actorsOf(root: Root, authenticate: Authenticate): KnownActors {
  const actors = rememberActors(authenticate, root.clock.now)
  return root.replica ? { ...actors, recall: actors.ask } : actors
}

/** Outside of the API a percent sign that means nothing stands for itself: people are told in a page, not in JSON. */
function mendPercentSigns(url: string): string {
  if (url.startsWith('/api/') || !url.includes('%')) return url
  try {
    decodeURIComponent(url)
    return url
  } catch {
    return url.replaceAll(/%(?![0-7][0-9a-f])/gi, '%25')
  }
}

/** Acts such as an acceptance need no body: none, or an empty one, counts as `{}`. */
function acceptEmptyJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeContentTypeParser('application/json')
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (req, body, done) => {
    const text = body.toString()
    if (text.trim() === '') return done(null, {})
    return parse(req, text, (error, value) =>
      error
        ? done(badRequest('json.malformed', 'Dữ liệu gửi lên không phải JSON đúng cú pháp.'))
        : done(null, value),
    )
  })
  app.addHook('preValidation', async (req) => {
    if (req.body === undefined && req.method !== 'GET' && req.method !== 'HEAD') req.body = {}
  })
}

// Everything from here. Reading a QR code needs WebAssembly; cameras, printing and previews need blobs and own frames.
const cspFor = ({ partners }: Root) => ({
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
  workerSrc: ["'self'", 'blob:'],
  imgSrc: ["'self'", 'data:', 'blob:'],
  mediaSrc: ["'self'", 'blob:'],
  frameSrc: ["'self'", 'blob:'],
  objectSrc: ["'self'", 'blob:'],
  styleSrc: ["'self'", "'unsafe-inline'"],
  frameAncestors: ["'self'"],
  // A form that needs a proof of identity is led on to its provider.
  formAction: ["'self'", ...(partners.identity ? [new URL(partners.identity.issuer).origin] : [])],
  upgradeInsecureRequests: null,
})
