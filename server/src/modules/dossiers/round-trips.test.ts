import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallProvince, smallProvince } from './testing/small-province.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

type Watched = { query: (...args: unknown[]) => unknown }

/**
 * Round trips of a request: how often it waits for the database. Statements that are sent before an answer has come
 * travel together. Counted at the connection: each time something is sent while nothing is on its way.
 */
async function roundTrips(request: () => Promise<unknown>): Promise<number> {
  const { pool } = p.root.database
  let onTheWay = 0
  let trips = 0
  const watch = (client: Watched) => {
    const { query } = client
    client.query = (...args) => {
      if (onTheWay === 0) trips += 1
      onTheWay += 1
      const arrived = () => {
        onTheWay -= 1
      }
      // The pool asks with a callback, transactions with a promise.
      const callback = args.findIndex((arg) => typeof arg === 'function')
      if (callback < 0) {
        const answer = query.apply(client, args) as Promise<unknown>
        answer.then(arrived, arrived)
        return answer
      }
      const original = args[callback] as (...result: unknown[]) => void
      const watched = (...result: unknown[]) => {
        arrived()
        original(...result)
      }
      return query.apply(client, args.with(callback, watched))
    }
    return () => {
      client.query = query
    }
  }
  const undo: (() => void)[] = []
  const onAcquire = (client: unknown) => {
    undo.push(watch(client as Watched))
  }
  pool.on('acquire', onAcquire)
  await request()
  pool.off('acquire', onAcquire)
  for (const restore of undo.reverse()) restore()
  return trips
}

// Without the round trip that finds the session: the tests of one module carry the actor in the token.
describe('round trips beside the session', () => {
  const submit = (headers = {}) => p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body(), headers)
  const reception = () => p.officer('tiepnhan', 'xa')

  const measure = async (round: number) => {
    const { body } = await submit()
    await p.call(reception(), 'POST', `/api/v1/dossiers/${body.id}/acceptance`)
    const specialist = p.officer('chuyenvien', 'xa')
    const url = `/api/v1/dossiers/${body.id}`
    const task = (await p.call(specialist, 'GET', `/api/v1/tasks?dossier=${body.id}`)).body.items[0]
    const completion = () =>
      p.call(specialist, 'POST', `/api/v1/tasks/${task.id}/completion`, { outcome: 'dat' })
    return {
      submit: await roundTrips(() => submit({ 'idempotency-key': `vong-${round}` })),
      dossierPage: await roundTrips(() => p.call(specialist, 'GET', url)),
      queuePage: await roundTrips(() => p.call(specialist, 'GET', '/api/v1/dossiers?queue=unit')),
      queueCounts: await roundTrips(() => p.call(specialist, 'GET', '/api/v1/queues')),
      tracking: await roundTrips(() => p.call(null, 'GET', `/api/v1/track/${body.submissionNumber}`)),
      complete: await roundTrips(completion),
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
