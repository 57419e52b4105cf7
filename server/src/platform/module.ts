import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Ctx, Root } from './ctx.ts'
import type { Subscriber } from './events.ts'
import type { Finding } from './examine.ts'
import type { JobHandler } from './jobs.ts'

/** Who may use a permission at all: a role held in any unit, or a kind of account. Policies narrow it further. */
export type Holder = `role:${string}` | 'kind:citizen' | 'kind:business' | 'kind:officer' | 'kind:partner'

/** The public face of a capability. Its migrations are `modules/<name>/migrations/*.sql`. */
export type Module = {
  name: string
  permissions?: Record<string, readonly Holder[]>
  routes?: (root: Root) => FastifyPluginAsyncTypebox
  subscribers?: readonly Subscriber[]
  jobs?: Record<string, JobHandler>
  /** Whether the actor may read a file that somebody else sent, because of a thing of this module. */
  mayReadFile?: (ctx: Ctx, fileId: string) => Promise<boolean>
  /** What `motcua doctor` should look at in this module. */
  examine?: (ctx: Ctx) => Promise<Finding[]>
  /**
   * Seals what an earlier version kept in plain text and drops the plain columns; runs after migration, is harmless to
   * repeat and goes on where it was interrupted.
   */
  sealExisting?: (root: Root) => Promise<void>
  /** Brings the module's own fixed data (holidays, roles …) up to date after migration; harmless to repeat. */
  seed?: (ctx: Ctx) => Promise<void>
}

export const defineModule = (module: Module): Module => module
