import { vietnamDate } from '@motcua/rules'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, describe, expect, inject, it } from 'vitest'
import { drainJobs } from '../../../src/platform/jobs.ts'
import { brokenInvariants, brokenProvince } from './invariants.ts'
import { ACTS, after, type ModelAct, type ModelDossier, newDossier } from './model.ts'
import { openWorld, PEOPLE, type Person, type World } from './world.ts'

// `npm run test:faults` runs the full form.
const full = inject('faults') === 'full'
const STEPS = 300
const FORM = full ? { batches: 40, seedsEach: 25 } : { batches: 8, seedsEach: 25 }

type Model = { dossiers: ModelDossier[]; lent: boolean; delegation: string | null }
type Counts = {
  steps: number
  acts: number
  refused: number
  crashes: number
  restores: number
  reached: Set<number>
}
type Real = { world: World; counts: Counts }

type Request = { person: Person; url: string; body?: unknown }

/** How the act is asked for over HTTP; null when there is no task to ask about. */
async function requestFor(
  world: World,
  d: ModelDossier,
  act: ModelAct,
  who: number,
): Promise<Request | null> {
  const on = (person: Person, name: string, body: object = {}) => ({
    person,
    url: `/dossiers/${d.id}/${name}`,
    body,
  })
  const specialist = who === 0 ? 'specialist0' : 'specialist1'
  const signer = who === 0 ? 'leader' : 'deputy'
  switch (act) {
    case 'accept':
      return on('desk', 'acceptance')
    case 'request':
      return on(d.accepted ? specialist : 'desk', 'supplement-requests', { reason: 'Thiếu giấy' })
    case 'supplement':
      return on('citizen', 'supplements')
    case 'withdraw':
      return on('citizen', 'withdrawal')
    case 'result':
      return on('clerk', 'results')
    case 'hand over':
      return on('desk', 'handover')
    case 'correct abstract':
    case 'correct receipt': {
      const version = await versionOf(world, d.id)
      const change =
        act === 'correct abstract' ? { abstract: `Sửa bản ${version}` } : { receivedAt: d.submittedAt }
      return on(signer, 'corrections', {
        version,
        reason: 'Ghi nhầm',
        ...change,
      })
    }
    case 'claim':
    case 'complete':
    case 'return': {
      const task = await openTaskOf(world, d.id)
      if (!task) return null
      if (act === 'claim') return { person: specialist, url: `/tasks/${task}/claim` }
      const signing = d.step === 'ky'
      const outcome = act === 'return' ? 'tra' : signing ? 'ky' : 'dat'
      return { person: signing ? signer : specialist, url: `/tasks/${task}/completion`, body: { outcome } }
    }
  }
}

async function openTaskOf(world: World, id: string): Promise<string | null> {
  const { rows } = await sql<{
    id: string
  }>`select id from process.public_open_task where subject_id = ${id}`.execute(world.root().database.kysely)
  return rows[0]?.id ?? null
}

async function versionOf(world: World, id: string): Promise<number> {
  const { rows } = await sql<{
    version: number
  }>`select version from dossiers.dossier where id = ${id}`.execute(world.root().database.kysely)
  return rows[0]!.version
}

/** Queues count what their lists show, for a person and a queue that change with every step. */
async function checkQueues({ world, counts }: Real): Promise<void> {
  const person = PEOPLE[counts.steps % PEOPLE.length]!
  const queues = (await world.as(person, 'GET', '/queues')).body as { key: string; count: number }[]
  const queue = queues[counts.steps % queues.length]!
  const list = await world.as(person, 'GET', `/dossiers?queue=${queue.key}&limit=200`)
  expect([queue.key, list.body.items.length]).toEqual([queue.key, Math.min(queue.count, 200)])
}

type Command = fc.AsyncCommand<Model, Real>

/** A step, after which everything is looked at that it may have touched. */
const command = (
  name: string,
  run: (model: Model, real: Real) => Promise<readonly ModelDossier[]>,
): Command => ({
  check: () => true,
  run: async (model, real) => {
    const touched = await run(model, real)
    real.counts.steps += 1
    for (const d of touched) real.counts.reached.add(d.status)
    expect(await brokenInvariants(real.world.root(), touched)).toEqual([])
    // Reads everything, and costs as much as some twenty steps.
    if (real.counts.steps % 50 === 0) expect(await brokenProvince(real.world.root())).toEqual([])
    await checkQueues(real)
  },
  toString: () => name,
})

const submit = command('submit', async (model, { world }) => {
  const { status, body } = await world.as('citizen', 'POST', '/dossiers', world.body())
  expect(status).toBe(201)
  const dossier = newDossier(body.id, world.root().clock.now())
  model.dossiers.push(dossier)
  return [dossier]
})

const crash = command('crash', async (model, { world, counts }) => {
  await world.crash()
  counts.crashes += 1
  return model.dossiers
})

const restore = command('restore', async (model, { world, counts }) => {
  await world.restore()
  counts.restores += 1
  return model.dossiers
})

/** Time passes and what falls due happens: dossiers that were not supplemented are closed. */
const wait = (hours: number) =>
  command(`wait ${hours} h`, async (model, { world }) => {
    const root = world.root()
    await drainJobs(root, new Date(root.clock.now().getTime() + hours * 3_600_000))
    const waiting = model.dossiers.filter((d) => d.status === 5 && !d.received)
    for (const d of waiting) {
      const { body } = await world.as('desk', 'GET', `/dossiers/${d.id}`)
      if (body.status === 8) Object.assign(d, { status: 8, step: null, taken: null })
    }
    return waiting
  })

const lend = command('delegate', async (model, { world, counts }) => {
  if (model.lent) return []
  const now = world.root().clock.now()
  const { status, body } = await world.as('leader', 'POST', '/delegations', {
    toAccountId: world.idOf('deputy'),
    unit: 'xa',
    role: 'lanhdao',
    validFrom: vietnamDate(now),
    validTo: '2999-12-31',
    reason: 'Đi công tác',
  })
  expect(status).toBe(201)
  Object.assign(model, { lent: true, delegation: body.id })
  counts.acts += 1
  return []
})

const revoke = command('revoke', async (model, { world, counts }) => {
  if (model.delegation === null) return []
  const { status } = await world.as('leader', 'DELETE', `/delegations/${model.delegation}`)
  expect(status).toBe(200)
  Object.assign(model, { lent: false, delegation: null })
  counts.acts += 1
  return []
})

/** @param index which of the newest dossiers */
const act = (name: ModelAct, index: number, who: number) =>
  command(`${name} #${index} by ${who}`, async (model, { world, counts }) => {
    const at = model.dossiers.length - 1 - (index % Math.max(model.dossiers.length, 1))
    const d = model.dossiers[at]
    const request = d && (await requestFor(world, d, name, who))
    if (!d || !request) return []
    const next = after(d, name, who, { now: world.root().clock.now(), lent: model.lent })
    const answer = await world.as(request.person, 'POST', request.url, request.body)
    const outcome = answer.status < 300 ? 'done' : 'refused'
    expect([name, d, outcome, answer.status < 500], answer.body.title).toEqual([
      name,
      d,
      next ? 'done' : 'refused',
      true,
    ])
    counts[next ? 'acts' : 'refused'] += 1
    if (next) model.dossiers[at] = next
    return [next ?? d]
  })

const anyAct = fc
  .tuple(fc.constantFrom(...ACTS), fc.nat(3), fc.nat(1))
  .map(([name, index, who]) => act(name, index, who))

const step: fc.Arbitrary<Command> = fc.oneof(
  { weight: 300, arbitrary: fc.constant(submit) },
  { weight: 2000, arbitrary: anyAct },
  // The straight way again, so that runs come far.
  {
    weight: 600,
    arbitrary: fc
      .tuple(fc.constantFrom('accept', 'complete', 'complete'), fc.nat(2))
      .map(([n, i]) => act(n, i, 0)),
  },
  { weight: 200, arbitrary: fc.integer({ min: 1, max: 100 }).map(wait) },
  { weight: 100, arbitrary: fc.constantFrom(lend, revoke) },
  { weight: 5, arbitrary: fc.constant(crash) },
  { weight: 1, arbitrary: fc.constant(restore) },
)

describe('a simulation of citizens, officers, time and crashes', () => {
  const counts: Counts = { steps: 0, acts: 0, refused: 0, crashes: 0, restores: 0, reached: new Set() }
  let seeds = 0
  afterAll(() => {
    process.stdout.write(
      `simulation: ${seeds} seeds, ${counts.steps} steps (${counts.acts} acts done, ${counts.refused} refused, ${counts.crashes} crashes, ${counts.restores} restores), statuses reached ${[...counts.reached].sort((a, b) => a - b).join(' ')}\n`,
    )
  })

  // Side by side: while one waits for the database the others go on.
  it.concurrent.each(Array.from({ length: FORM.batches }, (_, i) => i + 1))(
    `batch %i of ${FORM.seedsEach} seeds of ${STEPS} steps keeps every invariant`,
    { timeout: 900_000 },
    async (seed) => {
      const world = await openWorld()
      const list = fc.array(step, { minLength: STEPS - 1, maxLength: STEPS - 1, size: 'max' })
      try {
        await fc.assert(
          fc.asyncProperty(list, async (commands) => {
            const model: Model = { dossiers: [], lent: false, delegation: null }
            await fc.asyncModelRun(() => ({ model, real: { world, counts } }), [submit, ...commands])
            if (model.delegation !== null)
              await world.as('leader', 'DELETE', `/delegations/${model.delegation}`)
            expect(await brokenInvariants(world.root(), model.dossiers)).toEqual([])
            expect(await brokenProvince(world.root())).toEqual([])
            seeds += 1
          }),
          { numRuns: FORM.seedsEach, seed, endOnFailure: true },
        )
      } finally {
        await world.close()
      }
    },
  )
})
