import { join } from 'node:path'
import type { Config } from '../config.ts'
import { SYSTEM } from './actor.ts'
import { type Clock, systemClock } from './clock.ts'
import { inTx, type Root } from './ctx.ts'
import { type Database, openDatabase } from './db.ts'
import { startEmbeddedPostgres } from './embedded-postgres.ts'
import { checkRootKey, openKeyring } from './keys/keyring.ts'
import { sealExisting } from './keys/seal-existing.ts'
import { addressesOf, followLeader, untilReady } from './leader.ts'
import { type Log, openLog } from './log.ts'
import { migrate } from './migrate.ts'
import type { Module } from './module.ts'
import { openReplica, type Replica } from './replica.ts'
import { openFileStore } from './storage.ts'

export type OpenRoot = Root & { clock: Clock; close: () => Promise<void> }

/**
 * Connects to the configured database, or starts the embedded one and keeps it running. `close` stops what was
 * started here.
 * @param onRestart called when the embedded database had died and was started again
 * @param onMove called when another host of the cluster has become the leader, with its place in DATABASE_URL
 * @throws DatabaseAwayError when it cannot be reached, or several hosts are named and none of them leads
 */
export async function openConfiguredDatabase(
  config: Config,
  onRestart: () => void = () => {},
  onMove: (place: number) => void = () => {},
): Promise<{ database: Database; close: () => Promise<void> }> {
  if (config.databaseUrl) return openOutsideDatabase(config, config.databaseUrl, onMove)
  const server = startEmbeddedPostgres(join(config.dataDir, 'postgres'))
  const endWatch = server.keepRunning(onRestart)
  const connection = { ...server.connection, ...(config.databaseName && { database: config.databaseName }) }
  const database = openDatabase(connection, config)
  // Another process may have started it a moment ago.
  await untilReady(database.pool)
  return {
    database,
    async close() {
      endWatch()
      // Another process (a command beside the server) may still be working with it.
      const others = await database.pool
        .query<{ others: number }>(
          `select count(*)::int as others from pg_stat_activity
            where backend_type = 'client backend' and application_name <> $1`,
          [APPLICATION],
        )
        .then(({ rows }) => rows[0]?.others)
        // A database that is away needs no stopping.
        .catch(() => undefined)
      await database.close()
      if (others === 0) server.stop()
    },
  }
}

async function openOutsideDatabase(
  config: Config,
  url: string,
  onMove: (place: number) => void,
): Promise<{ database: Database; close: () => Promise<void> }> {
  const addresses = addressesOf(url).map((address) => withDatabase(address, config.databaseName))
  const database = openDatabase({ connectionString: addresses[0]! }, config)
  if (addresses.length === 1) {
    await untilReady(database.pool)
    return { database, close: () => database.close() }
  }
  const leader = await followLeader(database.pool, addresses, onMove)
  return {
    database,
    async close() {
      await leader.stop()
      await database.close()
    },
  }
}

function replicaOf(config: Config, leader: Database, log: Log): Replica | undefined {
  if (!config.databaseReplicaUrl) return undefined
  const url = withDatabase(config.databaseReplicaUrl, config.databaseName)
  return openReplica(leader, url, config, (fit) =>
    fit
      ? log.info('reports are read from the standby')
      : log.warn('standby is away or behind: the leader is read'),
  )
}

/** The address with another database behind it. */
function withDatabase(url: string, name: string | null): string {
  if (name === null) return url
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/**
 * Makes an empty database beside the configured one.
 * @param name as `DATABASE_NAME` of the configuration allows it
 * @returns false when there is one of this name, which is left alone
 */
export async function createDatabase(config: Config, name: string): Promise<boolean> {
  const { database, close } = await openConfiguredDatabase({ ...config, databaseName: null })
  try {
    const { rowCount } = await database.pool.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount !== 0) return false
    await database.pool.query(`create database ${name}`)
    return true
  } finally {
    await close()
  }
}

const APPLICATION = `motcua-${process.pid}`

/** Opens database, files and log, and brings the database up to date. */
export async function openRoot(
  config: Config,
  modules: readonly Module[],
  clock: Clock = systemClock,
): Promise<OpenRoot> {
  const log = openLog(config.logLevel)
  const { database, close } = await openConfiguredDatabase(
    config,
    () => log.warn('embedded database had died and was started again'),
    (place) => log.warn({ place }, 'another host of the cluster leads now'),
  )
  try {
    const { root } = await upgrade(config, database, modules, clock, log)
    await seedModules(root)
    const replica = replicaOf(config, database, log)
    return {
      ...root,
      ...(replica && { replica }),
      async close() {
        await replica?.close()
        await close()
      },
    }
  } catch (error) {
    await close()
    throw error
  }
}

/**
 * Brings a database up to date: the root key is looked at before anything is changed, then come the migrations, the
 * keys, and the sealing of what an earlier version kept in plain text.
 * @returns the names of the migrations applied now
 */
export async function upgrade(
  config: Config,
  database: Database,
  modules: readonly Module[],
  clock: Clock,
  log: Log,
): Promise<{ root: Root; applied: string[] }> {
  await checkRootKey(database, config.rootKey)
  const applied = await migrate(
    database,
    modules.map((m) => m.name),
  )
  if (database.role === null) log.warn('no role of the application: see motcua doctor')
  const keys = await openKeyring(database, config.rootKey)
  const files = openFileStore(join(config.dataDir, 'files'))
  const publicUrl = publicUrlOf(config)
  const partners = { sharedData: config.sharedData, identity: config.identity, messages: config.messages }
  const root: Root = { database, clock, modules, log, files, keys, publicUrl, partners }
  await sealExisting(root)
  return { root, applied }
}

/** Where browsers see this system. */
export const publicUrlOf = (config: Pick<Config, 'publicUrl' | 'host' | 'port'>): string =>
  config.publicUrl ?? `http://${seenAs(config.host)}:${config.port}`

/** A host that listens everywhere is this machine to its own browser. */
function seenAs(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}

/** Runs the `seed` of every module that has one. */
export async function seedModules(root: Root): Promise<void> {
  for (const module of root.modules) {
    if (module.seed) await inTx(root, SYSTEM, `${module.name}.seed`, module.seed)
  }
}
