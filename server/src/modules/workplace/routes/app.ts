import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'

/** The server as route files of this module see it. */
export type App = Parameters<FastifyPluginAsyncTypebox>[0]
