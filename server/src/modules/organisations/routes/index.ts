import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Root } from '../../../platform/ctx.ts'
import { administrationRoutes } from './administration.ts'
import { areaRoutes } from './areas.ts'
import { staffRoutes } from './staff.ts'
import { unitRoutes } from './units.ts'

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(unitRoutes(root))
    await app.register(administrationRoutes(root))
    await app.register(areaRoutes(root))
    await app.register(staffRoutes(root))
  }
