import type { Database } from '../db.ts'

type Watched = { query: (...args: unknown[]) => unknown }

/**
 * Watches how often a test waits for the database from now on. Statements that are sent before an answer has come travel
 * together: counted each time something is sent while nothing is on its way. For one request at a time.
 * @returns counts the round trips of what `request` does
 */
export function watchRoundTrips({
  pool,
}: Database): <T>(request: () => Promise<T>) => Promise<{ answer: T; trips: number }> {
  let onTheWay = 0
  let trips = 0
  const arrived = () => {
    onTheWay -= 1
  }
  const watched = new WeakSet<object>()
  pool.on('acquire', (connection: unknown) => {
    const client = connection as Watched
    if (watched.has(client)) return
    watched.add(client)
    const { query } = client
    client.query = (...args) => {
      if (onTheWay === 0) trips += 1
      onTheWay += 1
      // The pool asks with a callback, transactions with a promise.
      const callback = args.findIndex((arg) => typeof arg === 'function')
      if (callback < 0) {
        const answer = query.apply(client, args) as Promise<unknown>
        answer.then(arrived, arrived)
        return answer
      }
      const original = args[callback] as (...result: unknown[]) => void
      const heard = (...result: unknown[]) => {
        arrived()
        original(...result)
      }
      return query.apply(client, args.with(callback, heard))
    }
  })
  return async (request) => {
    const before = trips
    const answer = await request()
    return { answer, trips: trips - before }
  }
}
