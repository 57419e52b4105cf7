import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type pg from 'pg'
import { applicationRole, prepareRole } from './access/role.ts'
import { schemasOf } from './backup/tables.ts'
import type { Database } from './db.ts'
import { sourceRoot } from './paths.ts'

export type Migration = { module: string; name: string; checksum: string; text: string }

export class MigrationError extends Error {
  override readonly name = 'MigrationError'
}

// Any fixed number: it only has to be the same in every process of Motcua.
const LOCK = 7_042_025

/**
 * Brings the database up to date: each module's `migrations/*.sql`, in order, each in its own transaction,
 * under an advisory lock so that several processes may start at once. Then the application's role is let at what is new.
 * @returns names of the migrations that were applied now
 * @throws MigrationError when an applied migration was changed afterwards or one fails
 */
export async function migrate(database: Database, moduleNames: readonly string[]): Promise<string[]> {
  const migrations = await readMigrations(moduleNames)
  const client = await database.pool.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK])
    const applied = await applyMissing(client, migrations)
    database.role = applied.length === 0 ? await applicationRole(client) : null
    database.role ??= await prepareRole(client, schemasOf(moduleNames))
    await client.query('select pg_advisory_unlock($1)', [LOCK])
    client.release()
    return applied
  } catch (error) {
    // Ending the connection also gives the lock back.
    client.release(true)
    throw error
  }
}

/** Reads the migrations of the platform and of the modules, in the order they are applied. */
export async function readMigrations(moduleNames: readonly string[]): Promise<Migration[]> {
  const folders = [
    { module: 'platform', folder: join(sourceRoot, 'platform/migrations') },
    ...moduleNames.map((module) => ({ module, folder: join(sourceRoot, 'modules', module, 'migrations') })),
  ]
  const lists = await Promise.all(folders.map(({ module, folder }) => readFolder(module, folder)))
  return lists.flat()
}

async function readFolder(module: string, folder: string): Promise<Migration[]> {
  const files = (await readdir(folder).catch(() => [])).filter((f) => f.endsWith('.sql')).sort()
  return Promise.all(
    files.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      return { module, name, text, checksum: createHash('sha256').update(text).digest('hex') }
    }),
  )
}

async function applyMissing(client: pg.PoolClient, migrations: readonly Migration[]): Promise<string[]> {
  await client.query(`create schema if not exists platform`)
  await client.query(`create table if not exists platform.migration (
    module text, name text, checksum text not null, applied_at timestamptz not null default now(),
    constraint migration_pk primary key (module, name))`)
  const { rows } = await client.query<{ module: string; name: string; checksum: string }>(
    'select module, name, checksum from platform.migration',
  )
  const known = new Map(rows.map((r) => [`${r.module}/${r.name}`, r.checksum]))
  const applied: string[] = []
  for (const migration of migrations) {
    const label = `${migration.module}/${migration.name}`
    const checksum = known.get(label)
    if (checksum === migration.checksum) continue
    if (checksum)
      throw new MigrationError(`Tệp ${label} đã bị sửa sau khi chạy; hãy thêm tệp mới thay vì sửa tệp cũ.`)
    await applyOne(client, migration, label)
    applied.push(label)
  }
  return applied
}

async function applyOne(client: pg.PoolClient, migration: Migration, label: string): Promise<void> {
  try {
    await client.query('begin')
    await client.query(`create schema if not exists ${migration.module.replaceAll('-', '_')}`)
    await client.query(migration.text)
    await client.query('insert into platform.migration (module, name, checksum) values ($1, $2, $3)', [
      migration.module,
      migration.name,
      migration.checksum,
    ])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new MigrationError(`Không chạy được ${label}: ${(error as Error).message}`, { cause: error })
  }
}
