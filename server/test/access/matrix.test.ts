import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { describeApi } from '../../src/openapi.ts'
import { watchRoundTrips } from '../../src/platform/testing/round-trips.ts'
import type { OpenApi } from '../contract/open-api.ts'
import { operationsOf } from '../contract/open-api.ts'
import { ABOUT_DOSSIER } from './about-dossier.ts'
import { LOOKS, overBudget } from './budget.ts'
import { ELSEWHERE } from './elsewhere.ts'
import type { Expectation } from './expectation.ts'
import { type AccessWorld, openAccessWorld, type Person } from './people.ts'
import { makeTarget, SHAPES, STATES, type Target } from './targets.ts'
import { sendAs } from './thing.ts'
import { THINGS } from './things.ts'

declare module 'vitest' {
  interface ProvidedContext {
    access: 'full' | undefined
  }
}

const isFull = inject('access') === 'full'
/** No promise about time: only so that a hanging call ends. */
const PATIENCE = isFull ? 1_800_000 : 120_000
/** In the short form one call of so many, spread evenly; a prime, so that no role or state falls out. */
const STRIDE = isFull ? 1 : 97

let world: AccessWorld
let watch: ReturnType<typeof watchRoundTrips>
beforeAll(async () => {
  world = await openAccessWorld()
  watch = watchRoundTrips(world.province.root.database)
}, 120_000)
afterAll(() => world.close())

const counts = { calls: 0, allowed: 0, denied: 0, refusedByState: 0 }
const unexpected: string[] = []
/** Routes through which somebody came: a refusal of what nobody could do says nothing about access. */
const passedRoutes = new Set<string>()
/** Of the calls that succeeded: the fewest round trips to the database, for once a second a call also looks whether units or procedures changed. */
const fewestTrips = new Map<string, number>()

describe('every route × every role × every relation', () => {
  it('has an expectation for every route of the API', async () => {
    const routes = operationsOf((await describeApi()) as OpenApi).map(
      ({ method, path }) => `${method} ${path.replace('/api/v1', '')}`,
    )
    const expected = [...Object.keys(ABOUT_DOSSIER), ...Object.keys(ELSEWHERE), ...Object.keys(THINGS)]
    expect(routes.filter((route) => !expected.includes(route))).toEqual([])
    expect(expected.filter((route) => !routes.includes(route))).toEqual([])
  })

  it(
    'lets nobody do with a dossier what the rules deny',
    async () => {
      const kept = new Map<string, Target>()
      let seq = 0
      for (const shape of SHAPES) {
        for (const state of STATES) {
          for (const [route, expectation] of Object.entries(ABOUT_DOSSIER)) {
            for (const person of world.people.values()) {
              seq++
              if (seq % STRIDE !== 0) continue
              const applicant = person.idNumber === undefined ? null : person
              const key = `${shape.join()} ${state} ${applicant?.name ?? ''}`
              const target = kept.get(key) ?? (await makeTarget(world, state, shape, applicant))
              kept.set(key, target)
              const id = route.includes('/tasks/') ? (target.taskId ?? UNKNOWN) : target.id
              const hasPassed = await judge(person, route, expectation, target, { ...PLACES, id })
              if (hasPassed && !route.startsWith('GET')) kept.delete(key)
            }
          }
        }
      }
      expect(unexpected).toEqual([])
    },
    PATIENCE,
  )

  it(
    'lets nobody through elsewhere whom the table does not name',
    async () => {
      let seq = 0
      for (const [route, expectation] of Object.entries(ELSEWHERE)) {
        // Its success would end the session of the person for all calls that follow.
        if (route === 'DELETE /session') continue
        for (const person of world.people.values()) {
          if (!isFull && seq++ % 3 !== 0) continue
          await judge(person, route, expectation, null, PLACES)
        }
      }
      expect(unexpected).toEqual([])
    },
    PATIENCE,
  )

  it(
    'gives the things of one to nobody else, who is told that they are not there',
    async () => {
      let seq = 0
      for (const [route, thing] of Object.entries(THINGS)) {
        const [method, path] = route.split(' ') as [string, string]
        let id: string | null = null
        for (const person of world.people.values()) {
          const isTheirs = thing.who(person)
          if (!isFull && !isTheirs && seq++ % 5 !== 0) continue
          id ??= await thing.make(world)
          const url = path.replace('{id}', id).replace('{part}', 'procedure')
          const body = typeof thing.body === 'function' ? await thing.body(world, id) : thing.body
          const { answer, trips } = await watch(() => sendAs(world, person, method, url, { ...thing, body }))
          const { statusCode } = answer
          const hasPassed = statusCode < 300
          count(route, statusCode, trips)
          if (isTheirs === DENIALS.includes(statusCode)) {
            unexpected.push(`${isTheirs ? 'DENIED' : 'NOT DENIED'} ${person.name} ${route} ${statusCode}`)
          }
          if (hasPassed && method !== 'GET') id = null
        }
      }
      expect(unexpected).toEqual([])
    },
    PATIENCE,
  )

  it('lets somebody through every route that it calls with all that is needed', () => {
    const called = [...Object.keys(ABOUT_DOSSIER), ...Object.keys(ELSEWHERE), ...Object.keys(THINGS)]
    const never = called.filter((route) => !passedRoutes.has(route) && !NEVER_PASSED.includes(route))
    expect(isFull ? never : []).toEqual([])
  })

  it('brings every route to its answer in few round trips to the database', () => {
    expect(overBudget(fewestTrips, isFull ? 0 : LOOKS)).toEqual([])
  })

  it('counts what it called', () => {
    process.stdout.write(`access matrix: ${JSON.stringify({ ...counts, unexpected: unexpected.length })}\n`)
    expect(counts.calls).toBeGreaterThan(isFull ? 20_000 : 500)
    expect(counts.allowed).toBeGreaterThan(100)
  })
})

describe('a right that is taken back', () => {
  it('is gone at the next request of the open session', async () => {
    const giver = world.people.get('tiepnhan.same')!
    const receiver = world.people.get('canbo')!
    const queues = async () => (await world.call(receiver, 'GET', '/queues')).status
    expect(await queues()).toBe(403)
    const lent = await world.call(giver, 'POST', '/delegations', {
      ...{ toAccountId: receiver.actor.id, unit: 'xa', role: 'tiepnhan', reason: 'Nghỉ phép' },
      ...{ validFrom: '2026-01-06', validTo: '2026-01-31' },
    })
    expect([lent.status, await queues()]).toEqual([201, 200])
    const taken = await world.call(giver, 'DELETE', `/delegations/${lent.body.id}`)
    expect([taken.status, await queues()]).toEqual([200, 403])
  })
})

const UNKNOWN = '01890000-0000-7000-8000-000000000000'
const PLACES = { id: UNKNOWN, code: '9.000001', ref: 'xa', kind: 'receipt', key: 'intake' }
/** Refusals because of who asks; everything else that is no success is about the request or the state. */
const DENIALS = [401, 403, 404]

/** Routes that nobody comes through here, and why. */
const NEVER_PASSED: readonly string[] = [
  // Open to everybody, about things that this province does not have.
  'GET /areas/provinces/{code}/communes',
  'GET /areas/{code}/today',
  'GET /procedures/{code}/example',
  'GET /track/{code}',
  // Opened by code and secret of a receipt.
  'POST /ratings',
  // Signing in and out is no right; people come in by it before the matrix begins.
  'POST /session',
  'DELETE /session',
  'GET /session/oidc',
  'GET /session/oidc/callback',
  // The orders here name versions that are not: the tests of these beside their code go through.
  'POST /migrations/preview',
  'POST /migrations',
  'POST /saved-filters',
  // Nothing sends messages, no spreadsheet is at hand, and units are not renamed or closed under those who follow.
  'POST /dossiers/{id}/handover-codes',
  'POST /desk/groups',
  'POST /units/{ref}/names',
  'POST /units/{ref}/codes',
  'POST /units/{ref}/closure',
]

/** Makes one call and notes where it differs from what is expected. @returns whether it was a success */
async function judge<T>(
  person: Person,
  route: string,
  { who, body, query }: Expectation<T>,
  target: T,
  places: Record<string, string>,
): Promise<boolean> {
  const [method, path] = route.split(' ') as [string, string]
  const url = path.replace(/\{(\w+)\}/g, (_, name: string) => places[name] ?? UNKNOWN)
  const whole = query ? `${url}?${query}` : url
  const { answer, trips } = await watch(() => world.call(person, method, whole, body?.(target, person)))
  const hasPassed = answer.status < 300
  const isExpected = who(person, target)
  count(route, answer.status, trips)
  const about = JSON.stringify(target && { ...(target as object) }).slice(0, 300)
  if (hasPassed && !isExpected) unexpected.push(`ALLOWED ${person.name} ${route} ${about}`)
  const isLost = [401, 403].includes(answer.status) && isExpected
  if (isLost) unexpected.push(`DENIED ${person.name} ${route} ${answer.body.code} ${about}`)
  return hasPassed
}

function count(route: string, status: number, trips: number): void {
  counts.calls++
  if (status < 300) {
    counts.allowed++
    passedRoutes.add(route)
    fewestTrips.set(route, Math.min(trips, fewestTrips.get(route) ?? trips))
  } else if (DENIALS.includes(status)) counts.denied++
  else counts.refusedByState++
}
