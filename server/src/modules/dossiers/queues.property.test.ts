import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readCtx } from '../../platform/ctx.ts'
import { newId } from '../../platform/id.ts'
import { testActor } from '../../platform/testing/test-server.ts'
import { countQueues, listQueue, QUEUES } from './queries/queues.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
let ids: string[]
beforeAll(async () => {
  p = await smallProvince()
  ids = []
  for (let n = 0; n < 8; n++)
    ids.push((await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())).body.id)
})
afterAll(() => p.close())

const UNITS = ['xa', 'phuong'] as const
const ROLES = ['tiepnhan', 'chuyenvien', 'lanhdao'] as const
const PROCEDURES = ['1.1', '1.2', '1.3']
const ME = newId()
const HOUR = 3_600_000

// All rows of a dossier in one queue have one moment: it is drawn per dossier and queue.
const entry = fc.record({
  dossier: fc.nat(7),
  queue: fc.constantFrom('task', 'task', 'intake', 'to-record'),
  unit: fc.constantFrom(...UNITS),
  role: fc.constantFrom(...ROLES),
  step: fc.constantFrom('thamDinh', 'ky'),
  assignee: fc.constantFrom(null, null, ME, '00000000-0000-4000-8000-000000000000'),
})
const dossierFacts = fc.record({
  procedure: fc.constantFrom(...PROCEDURES),
  sort: fc.integer({ min: -3, max: 3 }),
  due: fc.option(fc.integer({ min: -30, max: 30 })),
})
const grant = fc.record({
  unit: fc.constantFrom(...UNITS),
  role: fc.constantFrom(...ROLES),
  procedures: fc.option(fc.subarray(PROCEDURES)),
  steps: fc.option(fc.subarray(['ky', 'thamDinh'])),
})
type Entry = {
  dossier: number
  queue: string
  unit: (typeof UNITS)[number]
  role: string
  step: string
  assignee: string | null
}
type Facts = { procedure: string; sort: number; due: number | null }

/** Which dossiers stand in a queue, said again in the plainest way. */
function belongs(queue: string, e: Entry, due: number | null): boolean {
  if (queue === 'mine') return e.queue === 'task' && e.assignee === ME
  if (queue === 'unit') return e.queue === 'task' && e.assignee === null
  if (queue === 'late') return e.queue === 'task' && due !== null && due < 0
  // The clock stands at 8 in the morning: 16 hours are left of the day.
  if (queue === 'due-today') return e.queue === 'task' && due !== null && due >= 0 && due < 16
  return e.queue === queue
}

it('lists of any page length hold each dossier once, in order, and as many as are counted', async () => {
  const now = p.root.clock.now().getTime()
  const { kysely } = p.root.database
  await fc.assert(
    fc.asyncProperty(
      fc.array(entry, { maxLength: 25 }),
      fc.array(dossierFacts, { minLength: 8, maxLength: 8 }),
      fc.array(grant, { maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      async (entries: Entry[], facts: Facts[], grants, limit) => {
        const rows = entries.map((e) => {
          const { procedure, sort, due } = facts[e.dossier]!
          return {
            dossier_id: ids[e.dossier],
            queue: e.queue,
            unit_id: p.unitIds[e.unit],
            role: e.role,
            step: e.queue === 'task' ? e.step : null,
            assignee_id: e.assignee,
            procedure_code: procedure,
            sort_at: new Date(now + sort * HOUR),
            entered_at: new Date(now),
            due_at: due === null ? null : new Date(now + due * HOUR),
          }
        })
        await sql`delete from dossiers.queue_entry`.execute(kysely)
        await sql`insert into dossiers.queue_entry select r.* from jsonb_populate_recordset(
          null::dossiers.queue_entry, ${JSON.stringify(rows)}::jsonb) r`.execute(kysely)
        await sql`update dossiers.dossier d set procedure_code = f.code from jsonb_to_recordset(${JSON.stringify(
          facts.map(({ procedure }, n) => ({ id: ids[n], code: procedure })),
        )}::jsonb) as f(id uuid, code text) where d.id = f.id`.execute(kysely)
        // As every command does that lets a dossier stand in a queue.
        await sql`insert into dossiers.scope select distinct unit_id, dossier_id from dossiers.queue_entry
          on conflict do nothing`.execute(kysely)
        const roles = grants.map((g) => ({
          role: g.role,
          unitId: p.unitIds[g.unit],
          via: 'appointment' as const,
          ...(g.procedures ? { procedures: g.procedures } : {}),
          ...(g.steps ? { steps: g.steps } : {}),
        }))
        const ctx = readCtx(p.root, testActor('officer', roles, { id: ME }))
        const counts = new Map((await countQueues(ctx)).map((q) => [q.key, q.count]))
        for (const { key } of QUEUES) {
          const expected = new Set(
            entries
              .filter((e) => {
                const { procedure, due } = facts[e.dossier]!
                const held = grants.some(
                  (g) =>
                    g.unit === e.unit &&
                    g.role === e.role &&
                    (g.procedures === null || g.procedures.includes(procedure)) &&
                    (g.steps === null || (e.queue === 'task' && g.steps.includes(e.step))),
                )
                return (key === 'mine' || held) && belongs(key, e, due)
              })
              .map((e) => e.dossier),
          )
          const order = [...expected].sort(
            (a, b) => facts[a]!.sort - facts[b]!.sort || (ids[a]! < ids[b]! ? -1 : 1),
          )
          const listed: string[] = []
          for (let after: string | undefined, pages = 0; pages < 30; pages++) {
            const page = await listQueue(ctx, key, { limit, after })
            listed.push(...page.items.map((d) => d.id))
            if (page.next === null) break
            after = page.next
          }
          expect([key, listed]).toEqual([key, order.map((n) => ids[n])])
          expect([key, counts.get(key)]).toEqual([key, order.length])
        }
      },
    ),
    { numRuns: 40 },
  )
})
