import type pg from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../db.ts'
import { migrate } from '../migrate.ts'
import { type TestDatabase, testDatabase } from '../testing/test-database.ts'
import { examineRole, roleNameOf, roleSetup } from './role.ts'

const OPTIONS = { poolSize: 2, namedStatements: true }
const OWNER = 'chu_thuong'
const NAME = `vai_${process.hrtime.bigint()}`

let test: TestDatabase
let server: pg.PoolConfig
let owned: Database
beforeAll(async () => {
  test = await testDatabase([])
  const { host, port, user } = test.database.pool.options
  server = { host, port, user }
  await test.database.pool.query(`create role ${OWNER} login`)
  await test.database.pool.query(`create database ${NAME} owner ${OWNER}`)
  owned = openDatabase({ ...server, user: OWNER, database: NAME }, OPTIONS)
})
afterAll(async () => {
  await owned.close()
  await test.database.pool.query(`drop database ${NAME} with (force)`)
  await test.database.pool.query(`drop role ${roleNameOf(NAME)}`)
  await test.database.pool.query(`drop role ${OWNER}`)
  await test.drop()
})

it('an owner who may not make roles goes on without, and is told what to have run', async () => {
  await migrate(owned, [])
  expect(owned.role).toBeNull()
  expect(await examineRole(owned)).toMatchObject({
    ok: false,
    detail: expect.stringContaining(roleSetup(NAME, OWNER)),
  })

  const superuser = openDatabase({ ...server, database: NAME }, OPTIONS)
  await superuser.pool.query(roleSetup(NAME, OWNER))
  await superuser.close()
  await migrate(owned, [])
  expect(owned.role).toBe(roleNameOf(NAME))
  expect(await examineRole(owned)).toMatchObject({ ok: true })
  const client = await owned.pool.connect()
  await client.query(`set role ${owned.role}`)
  expect((await client.query('select 1 from platform.job')).rowCount).toBe(0)
  await client.query('reset role')
  client.release()
})

it('a database that was renamed keeps its role, another one gets its own', async () => {
  const { rows } = await test.database.pool.query<{ name: string }>('select current_database() as name')
  expect(test.database.role).toMatch(/^motcua_[0-9a-f]{16}$/)
  // The test's database is a copy of a template under another name.
  expect(test.database.role).not.toBe(roleNameOf(rows[0]!.name))
  expect(test.database.role).not.toBe(owned.role)
})
