import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Database, openDatabase } from '../../platform/db.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
let second: Database
beforeAll(async () => {
  p = await smallProvince()
  // A second way to the same database shows which reads take it.
  second = openDatabase(p.root.database.pool.options, { poolSize: 2, namedStatements: true })
  p.root.replica = { dbFor: () => second.kysely, isFit: () => true, close: () => second.close() }
  await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
})
afterAll(async () => {
  await second.close()
  await p.close()
})

it.each([
  ['the figures', null, '/figures', true],
  ['an export', 'lanhdao', '/dossiers/export', true],
  ['an export of a queue', 'tiepnhan', '/dossiers/export?queue=intake', false],
  ["an officer's search", 'tiepnhan', '/dossiers?q=hoa', true],
  ['a queue', 'tiepnhan', '/dossiers?queue=intake', false],
  ['the sizes of queues', 'tiepnhan', '/queues', false],
  ["a person's own dossiers", 'citizen', '/dossiers', false],
] as const)('%s may come from the standby or must not', async (_, who, path, may) => {
  const before = second.counter.statements
  const actor = who === 'citizen' ? p.citizen : who && p.officer(who, 'xa')
  expect((await p.call(actor, 'GET', `/api/v1${path}`)).status).toBe(200)
  expect(second.counter.statements > before).toBe(may)
})
