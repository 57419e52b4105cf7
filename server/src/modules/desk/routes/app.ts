import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Closed, Uuid } from '../../../platform/http/schema.ts'

/** The server as route files of this module see it. */
export type App = Parameters<FastifyPluginAsyncTypebox>[0]

export const Id = Closed({ id: Uuid() })
export const tags = ['Quầy một cửa']
