import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import type { Actor } from '../../src/platform/actor.ts'
import { openDatabase } from '../../src/platform/db.ts'
import { drainJobs } from '../../src/platform/jobs.ts'
import { type TestServer, testServer } from '../../src/platform/testing/test-server.ts'
import { brokenInvariants } from './engine/invariants.ts'
import { ACTS, after, type ModelAct, type ModelDossier, newDossier } from './engine/model.ts'

// `npm run test:faults` runs the full form.
const full = inject('faults') === 'full'
const FORM = full ? { seeds: 1000, steps: 100 } : { seeds: 200, steps: 16 }
const SEEDS_EACH = 40

type Model = { dossiers: ModelDossier[] }
type Real = World & {
  steps: { done: number; acts: number; refused: number; crashes: number; reached: Set<number> }
}

/** One small province, its people, and the server of the moment: a crash leaves only the database. */
type World = {
  p: SmallProvince
  call: TestServer['call']
  people: Record<'desk' | 'head' | 'clerk', Actor> & { specialists: [Actor, Actor] }
  crash: () => Promise<void>
  close: () => Promise<void>
}

async function openWorld(): Promise<World> {
  const p = await smallProvince()
  const lives: (() => Promise<void>)[] = []
  const world: World = {
    p,
    call: p.call,
    people: {
      desk: p.officer('tiepnhan', 'xa'),
      head: p.officer('lanhdao', 'xa'),
      clerk: p.officer('vanthu', 'xa'),
      specialists: [p.officer('chuyenvien', 'xa'), p.officer('chuyenvien', 'xa')],
    },
    async crash() {
      const { host, port, user, database } = p.root.database.pool.options
      const again = openDatabase({ host, port, user, database }, { poolSize: 4, namedStatements: true })
      const server = await testServer({ ...p.root, database: again })
      world.call = server.call
      lives.push(async () => {
        await server.app.close()
        await again.close()
      })
    },
    async close() {
      for (const end of lives) await end()
      await p.close()
    },
  }
  return world
}

type Request = { actor: Actor; url: string; body?: unknown }

/** How the act is asked for over HTTP; null when there is no task to ask about. */
async function requestFor(real: Real, d: ModelDossier, act: ModelAct, who: number): Promise<Request | null> {
  const { people, p } = real
  const on = (actor: Actor, name: string, body = {}) => ({ actor, url: `/dossiers/${d.id}/${name}`, body })
  const specialist = people.specialists[who]!
  switch (act) {
    case 'accept':
      return on(people.desk, 'acceptance')
    case 'request':
      return on(d.accepted ? specialist : people.desk, 'supplement-requests', { reason: 'Thiếu giấy' })
    case 'supplement':
      return on(p.citizen, 'supplements')
    case 'withdraw':
      return on(p.citizen, 'withdrawal')
    case 'result':
      return on(people.clerk, 'results')
    case 'hand over':
      return on(people.desk, 'handover')
    case 'claim':
    case 'complete':
    case 'return': {
      const tasks = await real.call(people.desk, 'GET', `/api/v1/tasks?dossier=${d.id}`)
      const task = tasks.body.items?.[0]
      if (!task) return null
      const signing = d.step === 'ky' && act !== 'claim'
      const outcome = act === 'return' ? 'tra' : signing ? 'ky' : 'dat'
      const part = act === 'claim' ? { url: `/tasks/${task.id}/claim` } : COMPLETION(task.id, outcome)
      return { actor: signing ? people.head : specialist, ...part }
    }
  }
}

const COMPLETION = (task: string, outcome: string) => ({
  url: `/tasks/${task}/completion`,
  body: { outcome },
})

/** Queues count what their lists show, for a person and a queue that change with every step. */
async function checkQueues(real: Real): Promise<void> {
  const { people } = real
  const all = [people.desk, ...people.specialists, people.head, people.clerk]
  const actor = all[real.steps.done % all.length]!
  const queues = (await real.call(actor, 'GET', '/api/v1/queues')).body as { key: string; count: number }[]
  const queue = queues[real.steps.done % queues.length]!
  const list = await real.call(actor, 'GET', `/api/v1/dossiers?queue=${queue.key}&limit=200`)
  expect([queue.key, list.body.items.length]).toEqual([queue.key, queue.count])
}

async function check(model: Model, real: Real): Promise<void> {
  real.steps.done += 1
  for (const d of model.dossiers) real.steps.reached.add(d.status)
  expect(await brokenInvariants(real.p.root, model.dossiers)).toEqual([])
  await checkQueues(real)
}

type Command = fc.AsyncCommand<Model, Real>

const command = (name: string, run: (model: Model, real: Real) => Promise<void>): Command => ({
  check: () => true,
  run: async (model, real) => {
    await run(model, real)
    await check(model, real)
  },
  toString: () => name,
})

const submit = command('submit', async (model, real) => {
  const { status, body } = await real.call(real.p.citizen, 'POST', '/api/v1/dossiers', real.p.body())
  expect(status).toBe(201)
  model.dossiers.push(newDossier(body.id))
})

const crash = command('crash', async (_, real) => {
  await real.crash()
  real.steps.crashes += 1
})

/** Time passes and what falls due happens: dossiers that were not supplemented are closed. */
const wait = (hours: number) =>
  command(`wait ${hours} h`, async (model, real) => {
    const { clock } = real.p.root
    await drainJobs(real.p.root, new Date(clock.now().getTime() + hours * 3_600_000))
    for (const d of model.dossiers.filter((d) => d.status === 5 && !d.received)) {
      const { body } = await real.call(real.people.desk, 'GET', `/api/v1/dossiers/${d.id}`)
      if (body.status === 8) Object.assign(d, { status: 8, step: null, taken: null })
    }
  })

const act = (name: ModelAct, index: number, who: number) =>
  command(`${name} #${index} by ${who}`, async (model, real) => {
    const at = index % Math.max(model.dossiers.length, 1)
    const d = model.dossiers[at]
    const request = d && (await requestFor(real, d, name, who))
    if (!d || !request) return
    const next = after(d, name, who)
    const answer = await real.call(request.actor, 'POST', `/api/v1${request.url}`, request.body)
    expect([name, d, answer.status < 300 ? 'done' : 'refused', answer.status < 500]).toEqual([
      name,
      d,
      next ? 'done' : 'refused',
      true,
    ])
    real.steps[next ? 'acts' : 'refused'] += 1
    if (next) model.dossiers[at] = next
  })

const commands = fc.commands(
  [
    fc.constant(submit),
    ...ACTS.map((name) => fc.tuple(fc.nat(2), fc.nat(1)).map(([index, who]) => act(name, index, who))),
    // The straight way again, so that runs come far.
    ...(['accept', 'complete', 'complete'] as const).map((name) => fc.constant(act(name, 0, 0))),
    fc.integer({ min: 1, max: 400 }).map(wait),
    fc.nat(5).map((n) => (n === 0 ? crash : wait(n))),
  ],
  { maxCommands: FORM.steps, size: 'max' },
)

describe('a simulation of citizens, officers, time and crashes', () => {
  const steps: Real['steps'] = { done: 0, acts: 0, refused: 0, crashes: 0, reached: new Set() }
  const batches = Array.from({ length: FORM.seeds / SEEDS_EACH }, (_, i) => i + 1)
  let world: World
  beforeAll(async () => {
    world = await openWorld()
  })
  afterAll(async () => {
    await world.close()
    process.stdout.write(
      `simulation: ${FORM.seeds} seeds, ${steps.done} steps (${steps.acts} acts done, ${steps.refused} refused, ${steps.crashes} crashes), statuses reached ${[...steps.reached].sort((a, b) => a - b).join(' ')}\n`,
    )
  })

  it.each(batches)(
    `batch %i of ${SEEDS_EACH} seeds keeps every invariant`,
    { timeout: 300_000 },
    async (seed) => {
      await world.close()
      world = await openWorld()
      await fc.assert(
        fc.asyncProperty(commands, (list) =>
          fc.asyncModelRun(
            () => ({ model: { dossiers: [] }, real: Object.assign(world, { steps }) }),
            [submit, ...list],
          ),
        ),
        { numRuns: SEEDS_EACH, seed, endOnFailure: true },
      )
    },
  )
})
