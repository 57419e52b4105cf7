import type pg from 'pg'

/** A table as it stands in a backup: quoted name, columns that may be written, rows and their digest. */
export type TableCount = { table: string; columns: string[]; rows: number; digest: string }

/** Text forms of dates and numbers that do not depend on how the server is set. */
export const PLAIN_FORMS = `set local timezone = 'UTC'; set local datestyle = 'ISO, YMD';
  set local intervalstyle = 'postgres'; set local extra_float_digits = 1; set local bytea_output = 'hex'`

/** Schemas of the modules and of the platform: everything that is ours in the database. */
export const schemasOf = (moduleNames: readonly string[]): string[] => [
  'platform',
  ...moduleNames.map((name) => name.replaceAll('-', '_')),
]

/** All our tables, by name, with the columns that are not computed. */
export async function listTables(
  client: pg.ClientBase,
  schemas: readonly string[],
): Promise<{ table: string; columns: string[] }[]> {
  const { rows } = await client.query<{ table: string; columns: string[] }>(
    `select format('%I.%I', n.nspname, c.relname) as table,
        array_agg(quote_ident(a.attname) order by a.attnum) as columns
       from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
      where n.nspname = any($1) and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
        and a.attgenerated = ''
      group by n.nspname, c.relname order by n.nspname, c.relname`,
    [schemas],
  )
  return rows
}

/**
 * Counts a table and adds up the 64-bit hashes of its rows, so that the order of rows does not matter. Call it
 * in a transaction with PLAIN_FORMS.
 */
export async function countTable(
  client: pg.ClientBase,
  { table, columns }: { table: string; columns: string[] },
): Promise<TableCount> {
  const { rows } = await client.query<{ rows: number; digest: string }>(
    `select count(*)::int as rows, coalesce(sum(hashtextextended(t::text, 0)::numeric), 0)::text as digest
       from ${table} t`,
  )
  return { table, columns, ...rows[0]! }
}

/** Rows and digest of every table, of one moment. */
export async function countTables(pool: pg.Pool, moduleNames: readonly string[]): Promise<TableCount[]> {
  return inSnapshot(pool, async (client) => {
    const counts: TableCount[] = []
    for (const table of await listTables(client, schemasOf(moduleNames)))
      counts.push(await countTable(client, table))
    return counts
  })
}

/** Reads in one transaction that sees one moment of the database, whatever others write meanwhile. */
export async function inSnapshot<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let broken = false
  try {
    await client.query('begin isolation level repeatable read, read only')
    await client.query(PLAIN_FORMS)
    const result = await work(client)
    await client.query('commit')
    return result
  } catch (error) {
    broken = true
    throw error
  } finally {
    client.release(broken)
  }
}
