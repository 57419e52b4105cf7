import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Root } from '../ctx.ts'
import { AppError, forbidden } from '../errors.ts'
import type { HttpConfig } from './server.ts'

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** `/healthz` (the process lives), `/readyz` (it can serve), `/metrics` (Prometheus), and the request log. */
export function registerHealth(app: FastifyInstance, root: Root, config: HttpConfig): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time to answer, by route pattern and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  const { pool } = root.database
  new Gauge({
    name: 'database_connections',
    help: 'Connections of the pool',
    labelNames: ['state'],
    registers: [registry],
    collect() {
      this.set({ state: 'open' }, pool.totalCount)
      this.set({ state: 'idle' }, pool.idleCount)
      this.set({ state: 'waiting' }, pool.waitingCount)
    },
  })

  app.addHook('onResponse', async (req, reply) => {
    const route = req.routeOptions.url ?? 'none'
    const { method } = req
    const status = reply.statusCode
    seconds.observe({ method, route, status }, reply.elapsedTime / 1000)
    root.log.info({ requestId: req.id, method, route, status, ms: Math.round(reply.elapsedTime) }, 'request')
  })

  const open = { config: { allow: 'public' }, schema: { hide: true } } as const
  app.get('/healthz', open, async () => ({ status: 'ok' }))
  app.get('/readyz', open, async () => {
    await sql`select 1`.execute(root.database.kysely).catch((error: Error) => {
      root.log.error({ message: error.message }, 'database not ready')
      throw new AppError('database.unavailable', 503, 'Cơ sở dữ liệu chưa sẵn sàng.', undefined, {
        'retry-after': '2',
      })
    })
    return { status: 'ready' }
  })
  app.get('/metrics', open, async (req, reply) => {
    const allowed = config.metricsToken
      ? req.headers.authorization === `Bearer ${config.metricsToken}`
      : LOOPBACK.has(req.ip)
    if (!allowed) throw forbidden()
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}
