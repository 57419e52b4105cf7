import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/id.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import { FEW_HITS, FEW_UNITS, LITTLE_WORK, listDossiers } from './queries/dossiers.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

/** More than are read unit by unit; the last has more work than a search reads through. */
const UNITS = Array.from({ length: FEW_UNITS + 3 }, newId)
const LARGE = UNITS.length - 1
const PROCEDURES = ['1.1', '1.2', '1.3']
const STEPS = ['thamDinh', 'ky']
const WORDS = ['hoa', 'lan', 'dung']
const KNOWN = 40
const HOUR = 3_600_000

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
  await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())
  const { kysely } = p.root.database
  await sql`create table public.sample as select * from dossiers.dossier`.execute(kysely)
  await sql`delete from dossiers.queue_entry`.execute(kysely)
  await sql`delete from dossiers.scope`.execute(kysely)
  // The work of the large unit: nothing of it is found by a word, some of it lies before, some behind the known ones.
  await insertDossiers(
    Array.from({ length: LITTLE_WORK + 1 }, (_, n) => ({ ...NOTHING, id: newId(), n, units: [LARGE] })),
  )
  // One word stands in very many dossiers, which nobody here may see, and the planner knows it.
  await insertDossiers(
    Array.from({ length: FEW_HITS * 2 }, (_, n) => ({
      ...NOTHING,
      id: newId(),
      n,
      words: ['dung'],
      units: [],
    })),
  )
  await sql`analyze dossiers.dossier`.execute(kysely)
})
afterAll(() => p.close())

type Known = {
  procedure: string
  status: number
  due: number
  words: string[]
  units: number[]
  step: { unit: number; step: string } | null
  mine: boolean
}
type Stored = Known & { id: string; n: number }
const NOTHING = { procedure: '1.1', status: 4, due: 1, words: [], step: null, mine: false }

async function insertDossiers(rows: readonly Stored[]): Promise<void> {
  const { kysely } = p.root.database
  const now = p.root.clock.now().getTime()
  const values = rows.map((row) => ({
    id: row.id,
    submission_number: `N-${row.id}`,
    procedure_code: row.procedure,
    status: row.status,
    search: row.words.join(' '),
    first_due_at: new Date(now + row.due * HOUR),
    applicant_index: row.mine ? 'me' : 'another',
    units: row.units.map((unit) => UNITS[unit]),
  }))
  const given = sql`jsonb_to_recordset(${JSON.stringify(values)}::jsonb) as v(id uuid, submission_number text,
    procedure_code text, status smallint, search text, first_due_at timestamptz, applicant_index text, units uuid[])`
  await sql`insert into dossiers.dossier select (jsonb_populate_record(s, to_jsonb(v) - 'units')).*
    from public.sample s, ${given}`.execute(kysely)
  await sql`insert into dossiers.scope select u, v.id from ${given}, unnest(v.units) u`.execute(kysely)
  for (const { id, step } of rows.filter((row) => row.step !== null)) {
    await sql`insert into dossiers.queue_entry (dossier_id, queue, unit_id, role, step, procedure_code, sort_at, entered_at)
      values (${id}, 'task', ${UNITS[step!.unit]}, 'chuyenvien', ${step!.step}, '1.1', now(), now())`.execute(
      kysely,
    )
  }
}

const units = fc.uniqueArray(fc.nat(LARGE), { minLength: 1, maxLength: 3 })
const known = fc
  .record({
    procedure: fc.constantFrom(...PROCEDURES),
    status: fc.constantFrom(2, 4, 6, 9),
    due: fc.constantFrom(-5, 5),
    words: fc.subarray(WORDS),
    units,
    atStep: fc.option(fc.constantFrom(...STEPS)),
    mine: fc.boolean(),
  })
  .map(({ atStep, ...rest }) => ({
    ...rest,
    step: atStep === null ? null : { unit: rest.units[0]!, step: atStep },
  }))
const grantIn = (unit: fc.Arbitrary<number>) =>
  fc.record({
    unit,
    procedures: fc.option(fc.subarray(PROCEDURES), { freq: 2 }),
    steps: fc.option(fc.subarray(STEPS), { freq: 4 }),
  })
const somewhere = fc.array(grantIn(fc.oneof(fc.nat(LARGE), fc.constant(LARGE))), { maxLength: 4 })
const everywhere = fc.tuple(...UNITS.map((_, unit) => grantIn(fc.constant(unit))))
const asking = fc.record({
  q: fc.option(fc.constantFrom(...WORDS)),
  status: fc.option(fc.constantFrom(2, 4)),
  late: fc.boolean(),
  limit: fc.integer({ min: 1, max: 7 }),
})
type Grant = { unit: number; procedures: string[] | null; steps: string[] | null }

/** The rule of sight, said again in the plainest way. */
const reads = (d: Known, grants: readonly Grant[]): boolean =>
  grants.some(
    (g) =>
      d.units.includes(g.unit) &&
      (g.procedures === null || g.procedures.includes(d.procedure)) &&
      (g.steps === null || (d.step !== null && d.step.unit === g.unit && g.steps.includes(d.step.step))),
  )

const sawLarge = { alone: 0, amongMany: 0 }

it('pages of any officer hold what he may see, each once, newest first', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(known, { minLength: KNOWN, maxLength: KNOWN }),
      fc.oneof(somewhere, everywhere),
      fc.boolean(),
      asking,
      async (facts, grants: Grant[], isApplicant, { q, status, late, limit }) => {
        const { kysely } = p.root.database
        const rows = facts.map((fact, n) => ({ ...fact, n, id: newId() }))
        await insertDossiers(rows)
        const held = new Set(grants.map((g) => g.unit))
        if (q !== null && held.has(LARGE)) sawLarge[held.size > FEW_UNITS ? 'amongMany' : 'alone'] += 1
        const roles = grants.map((g) => ({
          ...{ role: 'chuyenvien' as const, unitId: UNITS[g.unit]!, via: 'appointment' as const },
          ...(g.procedures && { procedures: g.procedures }),
          ...(g.steps && { steps: g.steps }),
        }))
        const officer = testActor('officer', roles, isApplicant ? { idNumberIndex: 'me' } : {})
        const ctx = readCtx(p.root, officer)
        const expected = rows
          .filter((d) => reads(d, grants) || (isApplicant && d.mine))
          .filter((d) => status === null || d.status === status)
          .filter((d) => q === null || d.words.includes(q))
          .filter((d) => !late || (d.due < 0 && [2, 4].includes(d.status)))
          .map((d) => d.id)
          .sort()
          .reverse()
        const listed: string[] = []
        let after: string | undefined
        do {
          const page = await listDossiers(ctx, {
            ...{ limit, after, late },
            ...(q !== null && { q }),
            ...(status !== null && { status }),
          })
          expect(page.items.length).toBeLessThanOrEqual(limit)
          listed.push(...page.items.map((d) => d.id))
          after = page.next ?? undefined
        } while (after !== undefined && listed.length <= expected.length)
        // Behind the known ones, which are the newest, comes the work of the large unit.
        expect(listed.slice(0, expected.length)).toEqual(expected)
        const known = new Set(rows.map((d) => d.id))
        expect(listed.slice(expected.length).filter((id) => known.has(id))).toEqual([])
        if (q !== null) expect(listed.length).toBe(expected.length)
        const ids = rows.map((d) => d.id)
        await sql`with gone as (delete from dossiers.queue_entry where dossier_id = any(${ids}::uuid[])),
          unseen as (delete from dossiers.scope where dossier_id = any(${ids}::uuid[]))
          delete from dossiers.dossier where id = any(${ids}::uuid[])`.execute(kysely)
      },
    ),
    { numRuns: 80 },
  )
  expect(Math.min(sawLarge.alone, sawLarge.amongMany)).toBeGreaterThan(3)
})
