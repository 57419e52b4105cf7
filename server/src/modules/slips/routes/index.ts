import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Root } from '../../../platform/ctx.ts'
import { registerPrints } from './prints.ts'
import { registerSlips } from './slips.ts'

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    registerSlips(app, root)
    registerPrints(app, root)
  }
