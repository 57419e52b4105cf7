import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Root } from '../../../platform/ctx.ts'
import { registerFilters } from './filters.ts'
import { registerLive } from './live.ts'

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    registerLive(app, root)
    registerFilters(app, root)
  }
