import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { ACTS, decideAct, decideSight } from '../../src/modules/dossiers/policy.ts'
import { visibleTo } from '../../src/modules/dossiers/queries/dossiers.ts'
import { listQueue } from '../../src/modules/dossiers/queries/queues.ts'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { createUnit, rolesAt, unitByRef, withReach } from '../../src/modules/organisations/index.ts'
import { decideTask, TASK_ACTS } from '../../src/modules/process/index.ts'
import { type Actor, SYSTEM } from '../../src/platform/actor.ts'
import { type Ctx, inTx, readCtx } from '../../src/platform/ctx.ts'
import { cedarJudge } from './cedar.ts'
import { type Asker, type Case, NOW, stepsOf, taskOf, UNITS, type UnitKey, worldsOf } from './worlds.ts'

/** Dossiers that lie in the database at a time, and askers who look at them before others are put there. */
const DOSSIERS = 40
const ASKERS = 25
const PAIRS = inject('access') === 'full' ? 100_000 : 2000
/** No promise about time: only so that a hanging test ends. */
const PATIENCE = 1_800_000
const SEED = Math.floor(Math.random() * 2 ** 31)

let p: SmallProvince
let unitIds: Record<UnitKey, string>
let template: string
let worlds: ReturnType<typeof worldsOf>
let cedar: ReturnType<typeof cedarJudge>
beforeAll(async () => {
  p = await smallProvince()
  template = (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())).body.id
  unitIds = await inTx(p.root, SYSTEM, 'test', async (ctx) => {
    await createUnit(ctx, { name: 'Thôn thử', kind: 'division', key: 'thon', parent: 'xa' })
    await createUnit(ctx, { name: 'Tổ thử', kind: 'division', key: 'to', parent: 'thon' })
    const ids = await Promise.all(UNITS.map(async (key) => [key, (await unitByRef(ctx, key)).id]))
    return Object.fromEntries(ids)
  })
  worlds = worldsOf(unitIds)
  cedar = cedarJudge(unitIds)
})
afterAll(() => p.close())

/** The actor that a session of the asker would have. */
async function actorOf(asker: Asker, at = NOW): Promise<Actor> {
  const { kind, id, idNumberIndex, appointments, delegations } = asker
  const roles = await withReach(readCtx(p.root, SYSTEM), rolesAt(appointments, delegations, id, at))
  return { kind, id, name: '', idNumberIndex, roles }
}

const sees = (actor: Actor, c: Case, action: 'see' | 'oversee' = 'see') =>
  decideSight(actor, action, { facts: c.facts, units: c.units, steps: stepsOf(c) }).verdict === 'allow'

/** Puts these dossiers in place of those before, as copies of a real one. */
async function put(cases: readonly Case[]): Promise<void> {
  const { kysely } = p.root.database
  const rows = cases.map(({ facts: d }) => ({
    ...{ id: d.id, submission_number: d.id, status: d.status, procedure_code: d.procedureCode, code: null },
    ...{ receiving_unit_id: d.receivingUnitId, competent_unit_id: d.competentUnitId },
    ...{ return_unit_id: d.returnUnitId, submitted_by: d.submittedBy, applicant_index: d.applicantIndex },
  }))
  const scope = cases.flatMap((c) => c.units.map((unit_id) => ({ unit_id, dossier_id: c.facts.id })))
  const entries = cases.flatMap(({ facts: d, tasks }) =>
    tasks.flatMap((t) =>
      t.roles.map((role) => ({
        ...{
          dossier_id: d.id,
          queue: 'task',
          unit_id: t.unitId,
          role,
          step: t.node,
          assignee_id: t.assigneeId,
        },
        ...{ procedure_code: d.procedureCode, sort_at: NOW, entered_at: NOW },
      })),
    ),
  )
  await sql`truncate dossiers.scope, dossiers.queue_entry`.execute(kysely)
  await sql`delete from dossiers.dossier where id <> ${template}`.execute(kysely)
  await sql`insert into dossiers.dossier select r.* from dossiers.dossier t,
      jsonb_array_elements(${JSON.stringify(rows)}::jsonb) j, jsonb_populate_record(t, j) r
    where t.id = ${template}`.execute(kysely)
  await sql`insert into dossiers.scope select * from jsonb_populate_recordset(null::dossiers.scope,
    ${JSON.stringify(scope)}::jsonb)`.execute(kysely)
  await sql`insert into dossiers.queue_entry select * from jsonb_populate_recordset(null::dossiers.queue_entry,
    ${JSON.stringify(entries)}::jsonb)`.execute(kysely)
}

const idsOf = async (ctx: Ctx, condition: ReturnType<typeof visibleTo>) => {
  const { rows } = await sql<{ id: string }>`select d.id from dossiers.dossier d where ${condition}`.execute(
    ctx.db,
  )
  return new Set(rows.map((row) => row.id))
}

describe('decide, the lists and Cedar', () => {
  it(
    'agree in random worlds',
    async () => {
      const unlike: string[] = []
      const allowed: Record<string, number> = {}
      let pairs = 0
      for (let batch = 0; pairs < PAIRS; batch++) {
        const seed = SEED + batch
        const cases = fc.sample(worlds.dossier, { seed, numRuns: DOSSIERS })
        await put(cases)
        for (const asker of fc.sample(worlds.asker, { seed, numRuns: ASKERS })) {
          const actor = await actorOf(asker)
          const ctx = readCtx(p.root, actor)
          const [listed, passed, queue] = await Promise.all([
            idsOf(ctx, visibleTo(actor)),
            idsOf(ctx, sql<boolean>`true`),
            listQueue(ctx, 'tasks', { limit: DOSSIERS }),
          ])
          const queued = new Set(queue.items.map((d) => d.id))
          for (const c of cases) {
            const { id } = c.facts
            const note = (what: string, ...says: boolean[]) => {
              allowed[what] = (allowed[what] ?? 0) + Number(says[0])
              if (says.some((one) => one !== says[0]))
                unlike.push(`${what} ${says} seed ${seed} ${JSON.stringify({ asker, c })}`)
            }
            const seen = sees(actor, c)
            note('see: decide, list, Cedar', seen, listed.has(id), cedar.dossier(asker, 'see', c))
            if (seen && !passed.has(id)) unlike.push(`see: refused by the database, seed ${seed}`)
            if (pairs % 4 === 0) {
              note('oversee: decide, Cedar', sees(actor, c, 'oversee'), cedar.dossier(asker, 'oversee', c))
            }
            const act = ACTS[pairs % ACTS.length]!
            const verdict = decideAct(actor, act, c.facts).verdict === 'allow'
            note(`${act}: decide, Cedar`, verdict, cedar.dossier(asker, act, c))
            const works = c.tasks.map((t) => decideTask(actor, 'complete', taskOf(c, t)).verdict === 'allow')
            note('queue: decide, list', works.includes(true), queued.has(id))
            for (const t of c.tasks) {
              const taskAct = TASK_ACTS[pairs % TASK_ACTS.length]!
              const may = decideTask(actor, taskAct, taskOf(c, t)).verdict === 'allow'
              note(`${taskAct}: decide, Cedar`, may, cedar.task(asker, taskAct, c, t))
            }
            pairs++
          }
        }
      }
      expect(unlike.slice(0, 3)).toEqual([])
      expect(pairs).toBeGreaterThanOrEqual(PAIRS)
      // Agreement that nobody may do anything would be none.
      const never = [...ACTS, ...TASK_ACTS].filter((act) => !allowed[`${act}: decide, Cedar`])
      expect(PAIRS < 10_000 ? [] : never).toEqual([])
      expect(allowed['see: decide, list, Cedar']).toBeGreaterThan(PAIRS / 20)
      expect(allowed['queue: decide, list']).toBeGreaterThan(PAIRS / 100)
    },
    PATIENCE,
  )
})

const with_ = (actor: Actor, change: (g: Actor['roles'][number]) => object): Actor => ({
  ...actor,
  roles: actor.roles.map((g) => ({ ...g, ...change(g) })),
})
type Mutant = {
  see?: boolean
  actor?: (actor: Actor, asker: Asker) => Actor | Promise<Actor>
  facts?: (c: Case) => Case
}

describe('a rule that was written wrong', () => {
  it.each<[string, Mutant]>([
    ['procedures are forgotten', { actor: (a) => with_(a, () => ({ procedures: null })) }],
    ['steps are forgotten', { actor: (a) => with_(a, () => ({ steps: null })) }],
    ['reach is forgotten', { actor: (a) => ({ ...a, roles: a.roles.filter((g) => !g.inherited) }) }],
    [
      'every grant reaches below',
      {
        actor: async (a) => ({
          ...a,
          roles: await withReach(readCtx(p.root, SYSTEM), with_(a, () => ({ reach: 'subtree' })).roles),
        }),
      },
    ],
    [
      'what has run out still counts',
      { actor: (_, asker) => actorOf(asker, new Date('2026-01-05T01:00:00Z')) },
    ],
    [
      'what is lent reaches further than the giver',
      {
        actor: (_, asker) =>
          actorOf({
            ...asker,
            appointments: asker.appointments.map((a) =>
              a.accountId === asker.id ? a : { ...a, procedures: null, steps: null, reach: 'subtree' },
            ),
          }),
      },
    ],
    ['own affairs are forgotten', { actor: (a) => ({ ...a, idNumberIndex: null }) }],
    ['who filed at a desk counts as the applicant', { actor: (a) => ({ ...a, kind: 'citizen' }) }],
    [
      'the unit that decides counts as the one that received',
      { facts: (c) => ({ ...c, facts: { ...c.facts, receivingUnitId: c.facts.competentUnitId } }) },
    ],
    ['a result is overlooked', { facts: (c) => ({ ...c, facts: { ...c.facts, resultAt: null } }) }],
    [
      'units that joined later see nothing',
      { see: true, facts: (c) => ({ ...c, units: c.units.slice(0, 1) }) },
    ],
    [
      'administrators see dossiers',
      { see: true, actor: (a) => with_(a, (g) => (g.role === 'quantri' ? { role: 'kiemtra' } : {})) },
    ],
  ])(
    'is caught: %s',
    async (_, { see, actor: change, facts }) => {
      let caught = false
      for (let seed = SEED; !caught && seed < SEED + 200; seed++) {
        const cases = fc.sample(worlds.dossier, { seed, numRuns: 30 })
        for (const asker of fc.sample(worlds.asker, { seed, numRuns: 20 })) {
          const right = await actorOf(asker)
          const wrong = (await change?.(right, asker)) ?? right
          caught ||= cases.some((c, n) => {
            const act = ACTS[n % ACTS.length]!
            const says = (actor: Actor, of: Case) =>
              see ? sees(actor, of) : decideAct(actor, act, of.facts).verdict === 'allow'
            // Cedar is asked where the slip would change anything.
            const slip = says(wrong, facts?.(c) ?? c)
            return slip !== says(right, c) && slip !== cedar.dossier(asker, see ? 'see' : act, c)
          })
        }
      }
      expect(caught).toBe(true)
    },
    PATIENCE,
  )
})
