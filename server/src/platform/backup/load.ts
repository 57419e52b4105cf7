import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import type { Database } from '../db.ts'
import { migrate, readMigrations } from '../migrate.ts'
import { labelOf, MANIFEST, type Manifest, tableFile } from './dump.ts'
import { copyFiles } from './files.ts'
import { countTable, listTables, PLAIN_FORMS, schemasOf, type TableCount } from './tables.ts'

/** A backup that cannot be restored here; the message says why and what to do. */
export class RestoreError extends Error {
  override readonly name = 'RestoreError'
}

const ROWS_AT_ONCE = 500

/** @throws RestoreError when the folder is no finished backup */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch(() => null)
  if (text === null) {
    throw new RestoreError(
      `${folder} không phải bản sao lưu, hoặc lần sao lưu chưa xong (thiếu ${MANIFEST}).`,
    )
  }
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format !== 1) throw new RestoreError('Bản sao lưu thuộc một phiên bản khác của chương trình.')
  return manifest
}

/**
 * Brings a backup into an empty database and an empty store of files. Rows are loaded in one transaction and
 * counted before it commits: all of it is there, or nothing.
 * @throws RestoreError when the database is not empty, or tables or content differ
 */
export async function restore(
  database: Database,
  moduleNames: readonly string[],
  folder: string,
  target: string,
): Promise<Manifest> {
  const manifest = await readManifest(folder)
  const known = (await readMigrations(moduleNames)).map(labelOf)
  if (known.join() !== manifest.migrations.join()) {
    throw new RestoreError(
      'Bản sao lưu do một phiên bản khác tạo ra; hãy dùng đúng phiên bản đó để phục hồi.',
    )
  }
  const { rows } = await database.pool.query<{ used: boolean }>(
    `select to_regnamespace('platform') is not null as used`,
  )
  if (rows[0]!.used) throw new RestoreError('Cơ sở dữ liệu không trống; chỉ phục hồi vào cơ sở dữ liệu mới.')
  await copyFiles(join(folder, 'files'), target)
  await migrate(database, moduleNames)
  await loadAll(database, moduleNames, manifest, folder)
  return manifest
}

/** Tables whose rows or digest differ from those of the backup. */
export const differences = (manifest: Manifest, counts: readonly TableCount[]): string[] => {
  const now = new Map(counts.map((c) => [c.table, c]))
  return manifest.tables
    .filter(({ table, rows, digest }) => now.get(table)?.rows !== rows || now.get(table)?.digest !== digest)
    .map(({ table }) => table)
}

async function loadAll(
  database: Database,
  moduleNames: readonly string[],
  manifest: Manifest,
  folder: string,
): Promise<void> {
  const client = await database.pool.connect()
  try {
    await client.query('begin')
    await client.query(PLAIN_FORMS)
    const tables = await listTables(client, schemasOf(moduleNames))
    await client.query(`truncate ${tables.map((t) => t.table).join(', ')}`)
    // Rows come in any order, and a unit may come before its parent: checked when all are there.
    const checks = await dropForeignKeys(client, schemasOf(moduleNames))
    for (const table of tables) await loadTable(client, table, join(folder, 'tables', tableFile(table.table)))
    for (const check of checks) await client.query(check)
    for (const { name, last, called } of manifest.sequences) {
      await client.query('select setval($1::regclass, $2, $3)', [name, last, called])
    }
    const counts: TableCount[] = []
    for (const table of tables) counts.push(await countTable(client, table))
    const wrong = differences(manifest, counts)
    if (wrong.length > 0) throw new RestoreError(`Bản sao lưu bị hỏng: khác ở ${wrong.join(', ')}.`)
    await client.query('commit')
    client.release()
  } catch (error) {
    client.release(true)
    throw error
  }
}

/** @returns the statements that put the foreign keys back */
async function dropForeignKeys(client: pg.ClientBase, schemas: readonly string[]): Promise<string[]> {
  const { rows } = await client.query<{ drop: string; add: string }>(
    `select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drop,
        format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname,
          pg_get_constraintdef(c.oid)) as add
       from pg_constraint c join pg_namespace n on n.oid = c.connamespace
      where c.contype = 'f' and n.nspname = any($1)`,
    [schemas],
  )
  for (const { drop } of rows) await client.query(drop)
  return rows.map((r) => r.add)
}

async function loadTable(
  client: pg.ClientBase,
  { table, columns }: { table: string; columns: string[] },
  path: string,
): Promise<void> {
  const list = columns.join(', ')
  const insert = (rows: string[]) =>
    client.query(
      `insert into ${table} (${list}) overriding system value
         select ${list} from unnest($1::text[]::${table}[])`,
      [rows],
    )
  const text = createGunzip().setEncoding('utf8')
  await pipeline(createReadStream(path), text, async (source: AsyncIterable<string>) => {
    let batch: string[] = []
    let rest = ''
    for await (const chunk of source) {
      const lines = (rest + chunk).split('\n')
      rest = lines.pop()!
      for (const line of lines) {
        batch.push(JSON.parse(line) as string)
        if (batch.length < ROWS_AT_ONCE) continue
        await insert(batch)
        batch = []
      }
    }
    if (batch.length > 0) await insert(batch)
  }).catch((error: unknown) => {
    if (error instanceof pg.DatabaseError) throw error
    throw new RestoreError(`Bản sao lưu thiếu hoặc hỏng phần của bảng ${table}; hãy dùng bản sao lưu khác.`)
  })
}
