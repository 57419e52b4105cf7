import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, ANONYMOUS, SYSTEM } from '../actor.ts'
import { inTx, type Root, readCtx } from '../ctx.ts'
import { openDatabase } from '../db.ts'
import { type TestRoot, testRoot } from '../testing/test-root.ts'

let root: TestRoot
let narrow: Root
beforeAll(async () => {
  root = await testRoot([])
  const { host, port, user, database } = root.database.pool.options
  const one = openDatabase({ host, port, user, database } as pg.PoolConfig, {
    poolSize: 1,
    namedStatements: true,
  })
  one.role = root.database.role
  narrow = { ...root, database: one }
})
afterAll(async () => {
  await narrow.database.close()
  await root.drop()
})

const officer = (n: number): Actor => ({
  kind: 'officer',
  id: `00000000-0000-7000-8000-00000000000${n}`,
  name: 'Cán bộ',
  idNumberIndex: `person${n}`,
  roles: [{ role: 'chuyenvien', unitId: `00000000-0000-7000-8000-0000000000a${n}`, via: 'appointment' }],
})

const SHOWN = sql<Shown>`select current_user::text as role, current_setting('motcua.pass', true) as pass,
  current_setting('motcua.units', true) as units, current_setting('motcua.account', true) as account,
  current_setting('motcua.person', true) as person, current_setting('motcua.tracked', true) as tracked`
type Shown = Record<'role' | 'pass' | 'units' | 'account' | 'person' | 'tracked', string | null>

const expected = (actor: Actor, tracked = ''): Shown => ({
  role: narrow.database.role,
  pass: actor.kind === 'system' ? 'all' : 'own',
  units: actor.roles.map((g) => g.unitId).join(','),
  account: actor.id,
  person: actor.idNumberIndex ?? '',
  tracked,
})

describe('the pass of a reader', () => {
  it('is shown in the role of the application, and is gone for the next user of the connection', async () => {
    const kept = async () =>
      (await narrow.database.pool.query<Shown>(SHOWN.compile(root.database.kysely).sql)).rows[0]!
    const { user } = root.database.pool.options
    for (const [actor, tracked] of [
      [officer(1), undefined],
      [officer(2), 'H1'],
      [ANONYMOUS, 'H2'],
      [officer(1), undefined],
      [SYSTEM, undefined],
      [ANONYMOUS, undefined],
    ] as const) {
      const { rows } = await SHOWN.execute(readCtx(narrow, actor, tracked).db)
      expect(rows[0]).toEqual(expected(actor, tracked))
      const left = await kept()
      expect(left.role).toBe(user)
      expect([left.pass, left.units, left.account, left.person, left.tracked].filter(Boolean)).toEqual([])
    }
  })

  it('does not mix with another that waits for the same connection', async () => {
    const actors = Array.from({ length: 40 }, (_, n) => officer(n % 9))
    const seen = await Promise.all(actors.map((a) => SHOWN.execute(readCtx(narrow, a).db)))
    expect(seen.map(({ rows }) => rows[0])).toEqual(actors.map((a) => expected(a)))
  })

  it('is gone after a query that failed', async () => {
    const { db } = readCtx(narrow, officer(1))
    const asked = [sql`select 1/0`.execute(db), SHOWN.execute(db)]
    const fault = { code: '22012' }
    await expect(asked[0]).rejects.toMatchObject(fault)
    await expect(asked[1]).rejects.toMatchObject(fault)
    expect((await SHOWN.execute(readCtx(narrow, officer(2)).db)).rows[0]).toEqual(expected(officer(2)))
  })

  it('is that of the actor in a command', async () => {
    const shown = await inTx(narrow, officer(3), 'test', async (ctx) => (await SHOWN.execute(ctx.db)).rows[0])
    expect(shown).toEqual(expected(officer(3)))
    expect((await SHOWN.execute(readCtx(narrow, officer(2)).db)).rows[0]).toEqual(expected(officer(2)))
  })

  it('is not read without the role: what cannot take it sees nothing', async () => {
    const lost = { ...narrow, database: { ...narrow.database, role: 'motcua_not_there' } }
    await expect(SHOWN.execute(readCtx(lost, officer(1)).db)).rejects.toBeInstanceOf(pg.DatabaseError)
  })
})
