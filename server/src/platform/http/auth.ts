import type { FastifyInstance, FastifyRequest } from 'fastify'
import { STALE_ACTOR } from '../access/revision.ts'
import { type Actor, ANONYMOUS } from '../actor.ts'
import { isPgError } from '../db.ts'
import { AppError, forbidden, unauthenticated } from '../errors.ts'
import type { Holder, Module } from '../module.ts'
import type { KnownActors } from './known-actors.ts'

/** Where the API can be read by people. */
export const DOCS_PREFIX = '/api/docs'

export const SESSION_COOKIE = 'motcua_session'

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
    token: string | null
  }
  interface FastifyContextConfig {
    /** `public`, `signed-in` or the name of a permission. A route without it stops the server from starting. */
    allow?: string
  }
}

/**
 * Puts the actor on every request and refuses what the route's `allow` does not admit.
 * @param publicUrl origin that browsers see, when a proxy in front changes the host; null means the host of the request
 */
export function registerAuth(
  app: FastifyInstance,
  modules: readonly Module[],
  actors: KnownActors,
  publicUrl: string | null,
): void {
  const publicHost = publicUrl && new URL(publicUrl).host
  const permissions: Record<string, readonly Holder[]> = Object.assign(
    {},
    ...modules.map((m) => m.permissions ?? {}),
  )
  app.decorateRequest('actor', null as unknown as Actor)
  app.decorateRequest('token', null)

  app.addHook('onRoute', (route) => {
    // The library that draws the API page makes its own routes, all of them public.
    if (route.url.startsWith(DOCS_PREFIX)) route.config = { ...route.config, allow: 'public' }
    const allow = route.config?.allow
    if (allow === 'public' || allow === 'signed-in' || (allow && permissions[allow])) return
    throw new Error(`route ${String(route.method)} ${route.url} has no known permission (config.allow)`)
  })
  app.addHook('onRoute', (route) => {
    const work = route.handler
    route.handler = async function (req, reply) {
      try {
        const answer = await work.call(this, req, reply)
        // What was answered without the database, out of memory, must not outlive a session either.
        if (!isUnconfirmed(req) || route.config?.allow === 'public' || reply.sent) return answer
      } catch (error) {
        if (!isPgError(error, STALE_ACTOR) && !isUnconfirmed(req)) throw error
      }
      await identify(req, actors.ask)
      return work.call(this, req, reply)
    }
  })

  app.addHook('onRequest', async (req) => {
    req.actor = ANONYMOUS
    const bearer = /^Bearer (\S+)$/.exec(req.headers.authorization ?? '')?.[1]
    const cookie = req.cookies[SESSION_COOKIE]
    req.token = bearer ?? cookie ?? null
    if (!bearer) refuseForeignSite(req, publicHost)
    // What is read only once could not be handled again for an actor who has changed.
    await identify(req, isRepeatable(req) ? actors.recall : actors.ask)
  })

  async function identify(req: FastifyRequest, find: KnownActors['ask']): Promise<void> {
    req.actor = (req.token && (await find(req.token))) || ANONYMOUS
    try {
      admit(req)
    } catch (error) {
      if (!isUnconfirmed(req)) throw error
      await identify(req, actors.ask)
    }
  }

  function admit(req: FastifyRequest): void {
    const allow = req.routeOptions.config.allow ?? 'public'
    if (allow === 'public') return
    if (req.actor.kind === 'anonymous') {
      if (!req.token) throw unauthenticated()
      throw new AppError('session.expired', 401, 'Phiên làm việc đã hết hạn, xin đăng nhập lại.')
    }
    if (allow !== 'signed-in' && !mayUse(req.actor, permissions[allow] ?? [])) throw forbidden()
  }
}

/** Names of the permissions that the actor holds, so that a screen offers nothing that would be refused. */
export const permissionsOf = (actor: Actor, modules: readonly Module[]): string[] =>
  modules
    .flatMap((m) => Object.entries(m.permissions ?? {}))
    .filter(([, holders]) => mayUse(actor, holders))
    .map(([name]) => name)
    .sort()

const isUnconfirmed = ({ actor }: FastifyRequest): boolean => actor.remembered?.isConfirmed === false

/** Whether the body, if any, is read as a whole before the handler begins. */
const isRepeatable = ({ headers, method }: FastifyRequest): boolean =>
  method === 'GET' ||
  method === 'HEAD' ||
  /^application\/json/i.test(headers['content-type'] ?? 'application/json')

/** Whether the actor may use a permission at all; the module's policy then looks at the thing itself. */
export function mayUse(actor: Actor, holders: readonly Holder[]): boolean {
  return holders.some((holder) => {
    const [type, name] = holder.split(':')
    return type === 'kind' ? actor.kind === name : actor.roles.some((g) => g.role === name)
  })
}

/**
 * A browser sends the cookie along from any site: acts must come from our own pages. Without a cookie too, so that no
 * other page signs a visitor in under an account he does not know. Programs send neither header and pass.
 */
function refuseForeignSite(req: FastifyRequest, publicHost: string | null): void {
  if (['GET', 'HEAD', 'OPTIONS'].includes(req.method)) return
  const site = req.headers['sec-fetch-site']
  const origin = req.headers.origin
  const sameOrigin = !origin || isOwn(origin, [req.host, publicHost])
  if ((site === undefined || site === 'same-origin' || site === 'none') && sameOrigin) return
  throw forbidden('Yêu cầu đến từ một trang khác nên không được thực hiện.', 'session.foreign_site')
}

function isOwn(origin: string, hosts: readonly (string | null)[]): boolean {
  if (!URL.canParse(origin)) return false
  const { protocol, host } = new URL(origin)
  // A usual port may be written out or not.
  const plain = (name: string) =>
    URL.canParse(`${protocol}//${name}`) ? new URL(`${protocol}//${name}`).host : name
  return hosts.some((own) => own !== null && plain(own) === host)
}
