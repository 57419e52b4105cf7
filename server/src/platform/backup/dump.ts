import { createWriteStream } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGzip } from 'node:zlib'
import type pg from 'pg'
import type { Database } from '../db.ts'
import { readMigrations } from '../migrate.ts'
import { copyFiles } from './files.ts'
import { countTable, inSnapshot, listTables, schemasOf, type TableCount } from './tables.ts'

/** What a backup holds; written last, so a folder without it is no backup. */
export type Manifest = {
  format: 1
  madeAt: string
  postgres: string
  migrations: string[]
  tables: TableCount[]
  sequences: { name: string; last: string; called: boolean }[]
  files: number
}

export const MANIFEST = 'manifest.json'
const ROWS_AT_ONCE = 1000

/** Name of the file of a table inside a backup. */
export const tableFile = (table: string): string => `${table.replaceAll('"', '')}.jsonl.gz`

/**
 * Writes everything into a folder: each table as lines of JSON strings (a row in PostgreSQL's own text form), all
 * of one moment although others go on writing, and the files by their SHA-256.
 * @param source the files' folder of the running system
 */
export async function backUp(
  database: Database,
  moduleNames: readonly string[],
  source: string,
  folder: string,
  madeAt: Date,
): Promise<Manifest> {
  await mkdir(join(folder, 'tables'), { recursive: true })
  const migrations = (await readMigrations(moduleNames)).map(labelOf)
  const manifest = await inSnapshot(database.pool, async (client): Promise<Manifest> => {
    const tables: TableCount[] = []
    for (const table of await listTables(client, schemasOf(moduleNames))) {
      await dumpTable(client, table.table, join(folder, 'tables', tableFile(table.table)))
      tables.push(await countTable(client, table))
    }
    // Sequences stand outside of transactions: read last, they are at least as far as the rows.
    const sequences = await readSequences(client, schemasOf(moduleNames))
    const { rows } = await client.query<{ v: string }>(`select current_setting('server_version') as v`)
    // A file is saved before the row that names it, so all files of this moment are there by now.
    const files = await copyFiles(source, join(folder, 'files'))
    const at = madeAt.toISOString()
    return { format: 1, madeAt: at, postgres: rows[0]!.v, migrations, tables, sequences, files }
  })
  await writeFile(join(folder, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`)
  return manifest
}

/** A migration as backups name it: two programs with the same names have the same tables. */
export const labelOf = (m: { module: string; name: string; checksum: string }): string =>
  `${m.module}/${m.name} ${m.checksum}`

async function dumpTable(client: pg.ClientBase, table: string, path: string): Promise<void> {
  await client.query(`declare dump no scroll cursor for select t::text as row from ${table} t`)
  await pipeline(Readable.from(linesOf(client)), createGzip({ level: 4 }), createWriteStream(path))
  await client.query('close dump')
}

async function* linesOf(client: pg.ClientBase): AsyncGenerator<string> {
  for (;;) {
    const { rows } = await client.query<{ row: string }>(`fetch ${ROWS_AT_ONCE} from dump`)
    if (rows.length === 0) return
    yield rows.map(({ row }) => `${JSON.stringify(row)}\n`).join('')
  }
}

async function readSequences(client: pg.ClientBase, schemas: readonly string[]) {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, sequencename) as name from pg_sequences
      where schemaname = any($1) order by 1`,
    [schemas],
  )
  const sequences: Manifest['sequences'] = []
  for (const { name } of rows) {
    const state = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${name}`,
    )
    sequences.push({ name, ...state.rows[0]! })
  }
  return sequences
}
