import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Root } from '../../../platform/ctx.ts'
import { registerGroups } from './groups.ts'
import { registerHandovers } from './handovers.ts'
import { registerIntake } from './intake.ts'

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    registerIntake(app, root)
    registerGroups(app, root)
    registerHandovers(app, root)
  }
