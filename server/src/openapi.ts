import { pino } from 'pino'
import { buildApp, modules } from './app.ts'
import { systemClock } from './platform/clock.ts'
import type { Root } from './platform/ctx.ts'
import { openDatabase } from './platform/db.ts'
import type { Keyring } from './platform/keys/index.ts'
import { NO_PARTNERS } from './platform/partners.ts'
import { openFileStore } from './platform/storage.ts'

export { modules } from './app.ts'

const NO_KEYS: Keyring = {
  root: Buffer.alloc(0),
  wrapping: new Map(),
  newest: 0,
  readAt: 0,
  index: Buffer.alloc(0),
  replies: Buffer.alloc(0),
}

/** The OpenAPI 3.1 description of all routes; no database is touched. */
export async function describeApi(): Promise<object> {
  const database = openDatabase({ host: '/nowhere' }, { poolSize: 1, namedStatements: false })
  const root: Root = {
    database,
    clock: systemClock,
    log: pino({ level: 'silent' }),
    files: openFileStore('/nowhere'),
    keys: NO_KEYS,
    modules,
    publicUrl: '',
    partners: NO_PARTNERS,
  }
  const app = await buildApp(root, { rateLimit: 1, metricsToken: null, trustProxy: false, publicUrl: null })
  const description = app.swagger()
  await app.close()
  await database.close()
  return description
}
