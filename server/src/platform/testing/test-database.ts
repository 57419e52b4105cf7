import { createHash } from 'node:crypto'
import { inject } from 'vitest'
import { applicationRole } from '../access/role.ts'
import { type Database, openDatabase } from '../db.ts'
import { migrate, readMigrations } from '../migrate.ts'

export type TestDatabase = { database: Database; drop: () => Promise<void> }

const OPTIONS = { poolSize: 8, namedStatements: true }

/** A fresh database with the migrations of these modules, copied from a template in some 40 ms. */
export async function testDatabase(moduleNames: readonly string[]): Promise<TestDatabase> {
  const server = inject('postgres')
  const admin = openDatabase(server, { poolSize: 1, namedStatements: false })
  const template = await makeTemplate(admin, moduleNames)
  const name = `t_${process.hrtime.bigint()}_${Math.floor(Math.random() * 1e6)}`
  await admin.pool.query(`create database ${name} template ${template}`)
  const database = openDatabase({ ...server, database: name }, OPTIONS)
  database.role = await applicationRole(database.pool)
  return {
    database,
    async drop() {
      await database.close()
      await admin.pool.query(`drop database ${name} with (force)`)
      await admin.close()
    },
  }
}

async function makeTemplate(admin: Database, moduleNames: readonly string[]): Promise<string> {
  const migrations = await readMigrations(moduleNames)
  const digest = createHash('sha256').update(migrations.map((m) => m.module + m.name + m.checksum).join())
  const name = `template_${digest.digest('hex').slice(0, 24)}`
  const client = await admin.pool.connect()
  try {
    await client.query('select pg_advisory_lock(1)')
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name])
    if (rowCount === 0) {
      await client.query(`create database ${name}_new`)
      const database = openDatabase({ ...inject('postgres'), database: `${name}_new` }, OPTIONS)
      await migrate(database, moduleNames)
      await database.close()
      await client.query(`alter database ${name}_new rename to ${name}`)
    }
    return name
  } finally {
    await client.query('select pg_advisory_unlock(1)')
    client.release()
  }
}
