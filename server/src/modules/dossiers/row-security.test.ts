import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Actor, ANONYMOUS, SYSTEM } from '../../platform/actor.ts'
import { inTx, readCtx } from '../../platform/ctx.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

const TABLES = ['dossier', 'paper', 'act', 'receipt'] as const

let p: SmallProvince
let dossier: { id: string; submissionNumber: string }
beforeAll(async () => {
  p = await smallProvince()
  dossier = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())).body
  await p.call(p.officer('tiepnhan', 'xa'), 'POST', `/api/v1/dossiers/${dossier.id}/acceptance`)
  await p.call(p.citizen, 'POST', '/api/v1/drafts', { procedureCode: '9.000001', body: { answers: {} } })
})
afterAll(() => p.close())

const limited = (procedures: string[]): Actor =>
  testActor('officer', [{ role: 'chuyenvien', unitId: p.unitIds.xa, via: 'appointment', procedures }])

/** Rows of each table that the database lets this actor see, whatever our own code would ask. */
async function seen(actor: Actor, tracked?: string): Promise<string[]> {
  const { db } = readCtx(p.root, actor, tracked)
  const counts = await Promise.all(
    [...TABLES, 'draft'].map(async (table) => {
      const { rows } = await sql<{
        n: number
      }>`select count(*)::int as n from ${sql.table(`dossiers.${table}`)}`.execute(db)
      return rows[0]!.n > 0 ? table : null
    }),
  )
  return counts.filter((table) => table !== null)
}

describe('rows of a dossier', () => {
  it.each<[string, () => Actor, readonly string[]]>([
    ['an officer of its unit', () => p.officer('chuyenvien', 'xa'), TABLES],
    ['an officer of its procedure', () => limited(['9.000001']), TABLES],
    ['an officer of other procedures', () => limited(['9.999999']), []],
    ['an officer of another unit', () => p.officer('chuyenvien', 'phuong'), []],
    ['an officer without a role', () => testActor('officer', []), []],
    ['the applicant, who filed it', () => p.citizen, [...TABLES, 'draft']],
    ['the applicant under another account', () => ({ ...p.citizen, id: p.unitIds.xa }), TABLES],
    ['another citizen', () => testActor('citizen', [], { idNumberIndex: 'other' }), []],
    ['nobody', () => ANONYMOUS, []],
    ['the system', () => SYSTEM, [...TABLES, 'draft']],
  ])('are seen by %s', async (_, actor, tables) => {
    expect(await seen(actor())).toEqual(tables)
  })

  it('are seen by its code, and by no other', async () => {
    expect(await seen(ANONYMOUS, dossier.submissionNumber)).toEqual(TABLES)
    expect(await seen(ANONYMOUS, 'H99')).toEqual([])
    expect(await seen(ANONYMOUS, '')).toEqual([])
  })

  it('are not seen by the role of the application alone', async () => {
    const client = await p.root.database.pool.connect()
    try {
      await client.query(`set role ${p.root.database.role}`)
      for (const table of [...TABLES, 'draft', 'result', 'supplement_request']) {
        expect([table, (await client.query(`select 1 from dossiers.${table}`)).rowCount]).toEqual([table, 0])
      }
      await expect(
        client.query('alter table dossiers.dossier disable row level security'),
      ).rejects.toMatchObject({
        code: '42501',
      })
    } finally {
      await client.query('reset role')
      client.release()
    }
  })

  it('are not changed by who does not see them', async () => {
    const change = (actor: Actor) =>
      inTx(p.root, actor, 'test', async (ctx) => {
        const { numAffectedRows } = await sql`update dossiers.dossier set search = search`.execute(ctx.db)
        return Number(numAffectedRows)
      })
    expect(await change(p.officer('chuyenvien', 'phuong'))).toBe(0)
    expect(await change(p.officer('chuyenvien', 'xa'))).toBe(1)
  })

  it('are protected in every table that holds a part of a dossier or a draft', async () => {
    const { rows } = await p.root.database.pool.query<{ name: string }>(
      `select c.relname as name from pg_class c where c.relnamespace = 'dossiers'::regnamespace
         and c.relkind = 'r' and not c.relrowsecurity order by 1`,
    )
    // Which units and queues a dossier stands in, orders and looks of officers, and counters: no word of a person.
    expect(rows.map((r) => r.name)).toEqual([
      'batch',
      'batch_item',
      'code_counter',
      'figure',
      'figure_delta',
      'queue_entry',
      'queue_look',
      'scope',
    ])
  })
})
