import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import { type SmallProvince, smallProvince } from '../../../src/modules/dossiers/testing/small-province.ts'
import { appoint, type Role, rolesOf } from '../../../src/modules/organisations/index.ts'
import { type Actor, SYSTEM } from '../../../src/platform/actor.ts'
import { backUp } from '../../../src/platform/backup/dump.ts'
import { restore } from '../../../src/platform/backup/load.ts'
import { inTx, readCtx } from '../../../src/platform/ctx.ts'
import { type Database, openDatabase } from '../../../src/platform/db.ts'
import { openTestKeys } from '../../../src/platform/testing/test-keys.ts'
import type { TestRoot } from '../../../src/platform/testing/test-root.ts'
import { type TestAnswer, testServer } from '../../../src/platform/testing/test-server.ts'

export const PEOPLE = ['desk', 'specialist0', 'specialist1', 'leader', 'deputy', 'clerk'] as const
export type Person = (typeof PEOPLE)[number] | 'citizen'

/** One small province, its people, and the server of the moment. */
export type World = {
  root: () => TestRoot
  /** Sends a request as this person, with the roles that hold at this moment. */
  as: (person: Person, method: 'GET' | 'POST' | 'DELETE', url: string, body?: unknown) => Promise<TestAnswer>
  idOf: (person: Person) => string
  /** A valid body for POST /dossiers. */
  body: SmallProvince['body']
  /** The server is gone and started again: only the database remains. */
  crash: () => Promise<void>
  /** The machine is gone: the system goes on from a backup, on an empty database. */
  restore: () => Promise<void>
  close: () => Promise<void>
}

const ROLES: Record<(typeof PEOPLE)[number], { role: Role; unit: 'xa' | 'phuong' }> = {
  desk: { role: 'tiepnhan', unit: 'xa' },
  specialist0: { role: 'chuyenvien', unit: 'xa' },
  specialist1: { role: 'chuyenvien', unit: 'xa' },
  leader: { role: 'lanhdao', unit: 'xa' },
  // Of another unit: he sees nothing here but what the leader lends him.
  deputy: { role: 'lanhdao', unit: 'phuong' },
  clerk: { role: 'vanthu', unit: 'xa' },
}

export async function openWorld(): Promise<World> {
  const p = await smallProvince()
  const names = p.root.modules.map((m) => m.name)
  const folder = mkdtempSync(join(tmpdir(), 'motcua-simulation-'))
  const ids = new Map<Person, string>(PEOPLE.map((person) => [person, randomUUID()]))
  await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    for (const person of PEOPLE) await appoint(ctx, { accountId: ids.get(person)!, ...ROLES[person] })
  })
  let root: TestRoot = p.root
  let call = p.call
  let backups = 0
  let endServer = async () => {}
  const drops: (() => Promise<void>)[] = []

  const serveFrom = async (database: Database) => {
    await endServer()
    root = { ...p.root, database, keys: await openTestKeys(database) }
    const server = await testServer(root)
    call = server.call
    endServer = async () => {
      await server.app.close()
      await database.close()
    }
  }
  const actorOf = async (person: Person): Promise<Actor> => {
    if (person === 'citizen') return p.citizen
    const id = ids.get(person)!
    const roles = await rolesOf(readCtx(root, SYSTEM), id, root.clock.now())
    return { kind: 'officer', id, name: person, roles }
  }
  return {
    root: () => root,
    as: async (person, method, url, body) => call(await actorOf(person), method, `/api/v1${url}`, body),
    idOf: (person) => ids.get(person)!,
    body: p.body,
    async crash() {
      await serveFrom(openDatabase(connectionOf(root.database), OPTIONS))
    },
    async restore() {
      backups += 1
      const kept = join(folder, String(backups))
      await backUp(root.database, names, join(folder, 'files'), kept, root.clock.now())
      const name = `simulated_${process.hrtime.bigint()}`
      const admin = openDatabase(inject('postgres'), OPTIONS)
      await admin.pool.query(`create database ${name}`)
      const database = openDatabase({ ...inject('postgres'), database: name }, OPTIONS)
      await restore(database, names, kept, join(folder, 'files'))
      await serveFrom(database)
      drops.push(async () => {
        await admin.pool.query(`drop database ${name} with (force)`)
        await admin.close()
      })
    },
    async close() {
      await endServer()
      for (const drop of drops) await drop()
      await p.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const OPTIONS = { poolSize: 4, namedStatements: true }

function connectionOf(database: Database) {
  const { host, port, user, database: name } = database.pool.options
  return { host, port, user, database: name }
}
