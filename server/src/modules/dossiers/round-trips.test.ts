import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { watchRoundTrips } from '../../platform/testing/round-trips.ts'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
let watch: ReturnType<typeof watchRoundTrips>
beforeAll(async () => {
  p = await smallProvince()
  watch = watchRoundTrips(p.root.database)
})
afterAll(() => p.close())

// Without the round trip that finds the session: the tests of one module carry the actor in the token.
describe('round trips beside the session', () => {
  const submit = (headers = {}) => p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body(), headers)
  const reception = () => p.officer('tiepnhan', 'xa')

  const tripsOf = async (request: () => Promise<{ status: number }>) => {
    const { trips, answer } = await watch(request)
    expect([200, 201]).toContain(answer.status)
    return trips
  }

  const measure = async (round: number) => {
    const { body } = await submit()
    const accept = () => p.call(reception(), 'POST', `/api/v1/dossiers/${body.id}/acceptance`)
    const acceptance = await tripsOf(accept)
    const specialist = p.officer('chuyenvien', 'xa')
    const url = `/api/v1/dossiers/${body.id}`
    const task = (await p.call(specialist, 'GET', `/api/v1/tasks?dossier=${body.id}`)).body.items[0]
    const completion = () =>
      p.call(specialist, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome: 'dat' })
    const act = (name: string) => () => p.call(specialist, 'POST', `/api/v1/tasks/${task.id}/${name}`)
    return {
      acceptance,
      claim: await tripsOf(act('claim')),
      release: await tripsOf(act('release')),
      submit: await tripsOf(() => submit({ 'idempotency-key': `vong-${round}` })),
      dossierPage: await tripsOf(() => p.call(specialist, 'GET', url)),
      queuePage: await tripsOf(() => p.call(specialist, 'GET', '/api/v1/dossiers?queue=unit')),
      queueCounts: await tripsOf(() => p.call(specialist, 'GET', '/api/v1/queues')),
      tracking: await tripsOf(() => p.call(null, 'GET', `/api/v1/track/${body.submissionNumber}`)),
      complete: await tripsOf(completion),
    }
  }

  it('are few for the acts that happen most', async () => {
    // Budgets of one more with the session make two for the acts and three for the page.
    const budgets = {
      submit: 1,
      acceptance: 4,
      claim: 3,
      release: 3,
      complete: 2,
      dossierPage: 2,
      queuePage: 2,
      queueCounts: 1,
      tracking: 1,
    }
    // Once a second a request also looks whether units or procedures changed: the least of several tells the budget.
    const rounds: Record<string, number>[] = []
    const least = (name: string) => Math.min(...rounds.map((round) => round[name]!))
    const over = () => Object.entries(budgets).filter(([name, most]) => !(least(name) <= most))
    do rounds.push(await measure(rounds.length))
    while (over().length > 0 && rounds.length < 10)
    expect(over(), JSON.stringify(rounds)).toEqual([])
    expect(Object.keys(budgets).every((name) => least(name) >= 1)).toBe(true)
  })
})
