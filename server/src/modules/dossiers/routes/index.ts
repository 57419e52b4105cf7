import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Root } from '../../../platform/ctx.ts'
import { registerAccess } from './access.ts'
import { registerActs } from './acts.ts'
import { registerBatches } from './batches.ts'
import { registerDossiers } from './dossiers.ts'
import { registerDrafts } from './drafts.ts'
import { registerExport } from './export.ts'
import { registerFigures } from './figures.ts'
import { registerForm } from './form.ts'
import { registerMigrations } from './migrations.ts'
import { registerNotices } from './notices.ts'
import { registerPrefill } from './prefill.ts'
import { registerReads } from './reads.ts'
import { registerReceipts } from './receipts.ts'
import { registerSupervision } from './supervision.ts'
import { registerTasks } from './tasks.ts'
import { registerTracking } from './tracking.ts'

export const routes =
  (root: Root): FastifyPluginAsyncTypebox =>
  async (app) => {
    registerDossiers(app, root)
    registerActs(app, root)
    registerReceipts(app, root)
    registerReads(app, root)
    registerAccess(app, root)
    registerNotices(app, root)
    registerTasks(app, root)
    registerSupervision(app, root)
    registerForm(app, root)
    registerBatches(app, root)
    registerMigrations(app, root)
    registerDrafts(app, root)
    registerPrefill(app, root)
    registerTracking(app, root)
    registerExport(app, root)
    registerFigures(app, root)
  }
