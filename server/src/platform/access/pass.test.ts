import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, ANONYMOUS, type Grant, SYSTEM } from '../actor.ts'
import { type Ctx, inTx, type Root, readCtx } from '../ctx.ts'
import { openDatabase } from '../db.ts'
import { type TestRoot, testRoot } from '../testing/test-root.ts'
import { passOf, passText } from './pass.ts'

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

const SHOWN = sql<Shown>`select current_user::text as role, current_setting('motcua.pass', true) as pass`
type Shown = Record<'role' | 'pass', string | null>

const expected = (actor: Actor, tracked = ''): Shown => ({
  role: narrow.database.role,
  pass: [
    actor.kind === 'system' ? 'all' : 'own',
    actor.roles.map((g) => g.unitId).join(','),
    actor.roles.map((g) => g.unitId).join(','),
    '',
    actor.id,
    actor.idNumberIndex ?? '',
    tracked,
  ].join('|'),
})

describe('the text of a pass', () => {
  const roles = (...grants: Partial<Grant>[]): Actor => ({
    ...officer(1),
    roles: grants.map((g) => ({ role: 'chuyenvien', unitId: 'U', via: 'appointment', ...g })),
  })
  it.each<[string, Actor, string | null, string]>([
    ['one unit of several roles', roles({}, { role: 'vanthu' }), null, 'U|'],
    [
      'procedures of a unit',
      roles({ procedures: ['1.1', '1.2'] }, { unitId: 'V' }),
      null,
      'own|V|U,V|/,U/1.1,U/1.2,V/|',
    ],
    ['steps', roles({ steps: ['ky'] }), null, 'own|U|U||'],
    ['a code that wants to be more', roles({ procedures: ['1.1,V/2.2', '3'] }), 'H1|all', 'own||U|/,U/3|'],
    ['procedures that leave nothing', roles({ procedures: [] }), null, 'own||U|/|'],
  ])('%s', (_, actor, tracked, part) => {
    const text = passText(passOf(actor, tracked))
    expect(text).toContain(part)
    expect(text.split('|')).toHaveLength(7)
    expect(text.endsWith('|')).toBe(true)
    expect(text).not.toContain('V/2.2')
  })
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
      expect(left.pass ?? '').toBe('')
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

  it('is that of another for the part of a job that is done in his name', async () => {
    const shown = await inTx(narrow, SYSTEM, 'test', async (ctx) => {
      const show = async (of: Ctx) => (await SHOWN.execute(of.db)).rows[0]
      const [before, meanwhile] = [await show(ctx), await ctx.as(officer(3), show)]
      const failing = ctx.as(officer(4), (part) =>
        part.attempt(async () => {
          throw new Error('no')
        }),
      )
      await expect(failing).rejects.toThrow('no')
      return [before, meanwhile, await show(ctx)]
    })
    expect(shown).toEqual([expected(SYSTEM), expected(officer(3)), expected(SYSTEM)])
  })

  it('is not read without the role: what cannot take it sees nothing', async () => {
    const lost = { ...narrow, database: { ...narrow.database, role: 'motcua_not_there' } }
    await expect(SHOWN.execute(readCtx(lost, officer(1)).db)).rejects.toBeInstanceOf(pg.DatabaseError)
  })
})
