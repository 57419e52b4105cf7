import type { FastifyInstance, InjectOptions } from 'fastify'
import type { Actor, ActorKind, Grant } from '../actor.ts'
import { buildServer } from '../http/server.ts'
import { newId } from '../id.ts'
import type { TestRoot } from './test-root.ts'

/** A person for the tests of one module, without the identity module: the token is the actor itself. */
export function testActor(kind: ActorKind, roles: readonly Grant[] = [], extra: Partial<Actor> = {}): Actor {
  return { kind, id: newId(), name: `${kind} thử`, roles, ...extra }
}

export type TestServer = {
  app: FastifyInstance
  /** Sends a request as this actor (or nobody) and answers status, headers and parsed body. */
  call: (
    actor: Actor | null,
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    url: string,
    body?: unknown,
    headers?: Record<string, string>,
  ) => Promise<TestAnswer>
}

// biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field
export type TestAnswer = { status: number; headers: Record<string, unknown>; body: any }

export async function testServer(root: TestRoot): Promise<TestServer> {
  const config = { rateLimit: 1_000_000, metricsToken: null, trustProxy: false, publicUrl: null }
  const app = await buildServer(root, config, async (token) => ({
    actor: JSON.parse(Buffer.from(token, 'base64url').toString()) as Actor,
    revision: null,
    until: root.clock.now(),
  }))
  return {
    app,
    async call(actor, method, url, body, headers = {}) {
      const token = actor && Buffer.from(JSON.stringify(actor)).toString('base64url')
      const request: InjectOptions = {
        method,
        url,
        headers: { ...headers, ...(token ? { authorization: `Bearer ${token}` } : {}) },
      }
      if (body !== undefined) request.payload = body as object
      const answer = await app.inject(request)
      const isJson = String(answer.headers['content-type'] ?? '').includes('json')
      return {
        status: answer.statusCode,
        headers: answer.headers,
        body: isJson && answer.body ? JSON.parse(answer.body) : answer.body,
      }
    },
  }
}
