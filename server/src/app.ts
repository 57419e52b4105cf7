import type { FastifyInstance } from 'fastify'
import type { Config } from './config.ts'
import { registerFaces } from './faces/index.ts'
import { announcements } from './modules/announcements/index.ts'
import { catalogue } from './modules/catalogue/index.ts'
import { deadlines } from './modules/deadlines/index.ts'
import { desk } from './modules/desk/index.ts'
import { dossiers } from './modules/dossiers/index.ts'
import { feedback } from './modules/feedback/index.ts'
import { fees } from './modules/fees/index.ts'
import { files } from './modules/files/index.ts'
import { forms } from './modules/forms/index.ts'
import { authenticate, identity } from './modules/identity/index.ts'
import { organisations } from './modules/organisations/index.ts'
import { process as processes } from './modules/process/index.ts'
import { registries } from './modules/registries/index.ts'
import { slips } from './modules/slips/index.ts'
import { studio } from './modules/studio/index.ts'
import { workplace } from './modules/workplace/index.ts'
import type { Root } from './platform/ctx.ts'
import { buildServer } from './platform/http/server.ts'
import type { Module } from './platform/module.ts'

/** All modules, lowest first. This file is the only one that knows them all. */
export const modules: readonly Module[] = [
  organisations,
  identity,
  files,
  forms,
  processes,
  deadlines,
  catalogue,
  registries,
  fees,
  dossiers,
  slips,
  studio,
  desk,
  feedback,
  workplace,
  announcements,
]

/**
 * The web server with every route; it does not listen yet.
 * @param faces also the pages of citizens and officers, which must have been built
 */
export const buildApp = (
  root: Root,
  config: Pick<Config, 'rateLimit' | 'metricsToken' | 'trustProxy' | 'publicUrl'>,
  { faces = false } = {},
): Promise<FastifyInstance> =>
  buildServer(
    root,
    config,
    (token) => authenticate(root, token),
    async (app) => {
      if (faces) await registerFaces(app, root, config.publicUrl)
    },
  )
