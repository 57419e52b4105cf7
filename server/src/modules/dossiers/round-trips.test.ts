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

  const tripsOf = async (request: () => Promise<unknown>) => (await watch(request)).trips

  const measure = async (round: number) => {
    const { body } = await submit()
    await p.call(reception(), 'POST', `/api/v1/dossiers/${body.id}/acceptance`)
    const specialist = p.officer('chuyenvien', 'xa')
    const url = `/api/v1/dossiers/${body.id}`
    const task = (await p.call(specialist, 'GET', `/api/v1/tasks?dossier=${body.id}`)).body.items[0]
    const completion = () =>
      p.call(specialist, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome: 'dat' })
    return {
      submit: await tripsOf(() => submit({ 'idempotency-key': `vong-${round}` })),
      dossierPage: await tripsOf(() => p.call(specialist, 'GET', url)),
      queuePage: await tripsOf(() => p.call(specialist, 'GET', '/api/v1/dossiers?queue=unit')),
      queueCounts: await tripsOf(() => p.call(specialist, 'GET', '/api/v1/queues')),
      tracking: await tripsOf(() => p.call(null, 'GET', `/api/v1/track/${body.submissionNumber}`)),
      complete: await tripsOf(completion),
    }
  }

  it('are few for the acts that happen most', async () => {
    // Once a second a request also looks whether units or procedures changed: the least of several tells the budget.
    const rounds = [await measure(1), await measure(2), await measure(3)]
    const least = (name: keyof (typeof rounds)[0]) => Math.min(...rounds.map((round) => round[name]))
    const measured = Object.fromEntries(Object.keys(rounds[0]!).map((n) => [n, least(n as 'submit')]))
    // Budgets of one more with the session make two for the acts and three for the page.
    const budgets = { submit: 1, complete: 2, dossierPage: 2, queuePage: 2, queueCounts: 1, tracking: 1 }
    const over = Object.entries(budgets).filter(([name, most]) => measured[name]! > most)
    expect(over, JSON.stringify(measured)).toEqual([])
    expect(Object.values(measured).every((trips) => trips >= 1)).toBe(true)
  })
})
