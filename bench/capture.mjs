// What one request costs the database: its statements with their values, and its round trips. The web server runs in
// this process for it, without a network and without other requests.
import pg from 'pg'
import { buildApp, modules, openRoot, readConfig } from './motcua.mjs'

/**
 * @param {string} dataDir whose embedded database is running
 * @param {(send: (r: object) => Promise<{status: number, body: string, statements: object[], trips: number}>) => Promise<T>} work
 * @template T
 */
export async function withCapture(dataDir, work) {
  const config = readConfig({ MOTCUA_DATA: dataDir, MOTCUA_LOG_LEVEL: 'error', MOTCUA_RATE_LIMIT: '1000000' })
  const root = await openRoot({ ...config, databaseUrl: null }, modules)
  const tap = tapDatabase(root.database.pool)
  const app = await buildApp(root, config)
  const send = async ({ method = 'GET', path, token, body }) => {
    const headers = { ...(token ? { authorization: `Bearer ${token}` } : {}) }
    if (body !== undefined) headers['content-type'] = 'application/json'
    tap.start()
    const answer = await app.inject({ method, url: path, headers, payload: body })
    return { status: answer.statusCode, body: answer.body, ...tap.stop() }
  }
  try {
    return await work(send)
  } finally {
    tap.remove()
    await app.close()
    await root.close()
  }
}

/** Listens to the statements of this process and to the bytes that go out and come back. */
function tapDatabase(pool) {
  let statements = []
  let trips = 0
  let waiting = false
  const query = pg.Client.prototype.query
  const seen = new WeakSet()
  const listen = (client) => {
    const { stream } = client.connection
    if (seen.has(stream)) return
    seen.add(stream)
    // Bytes sent after an answer has come begin another round trip, on whichever connection.
    const write = stream.write
    stream.write = (...args) => {
      if (!waiting) trips += 1
      waiting = true
      return write.apply(stream, args)
    }
    stream.on('data', () => {
      waiting = false
    })
  }
  pg.Client.prototype.query = function tapped(first, ...rest) {
    listen(this)
    const text = typeof first === 'string' ? first : first?.text
    if (typeof text === 'string') statements.push({ text, values: first.values ?? [] })
    return query.call(this, first, ...rest)
  }
  return {
    start() {
      statements = []
      trips = 0
      waiting = false
    },
    stop: () => ({ statements, trips }),
    remove() {
      pg.Client.prototype.query = query
      void pool
    },
  }
}

/**
 * The cheapest of some runs of a request: what is remembered is then warm.
 * @param {() => object} request made anew for each run
 */
export async function captureWarm(send, request, runs = 4) {
  let best = null
  for (let i = 0; i < runs; i++) {
    const startedAt = Date.now()
    const made = request()
    const found = { ...(await send(made)), startedAt, request: made }
    if (found.status >= 400) throw new Error(`${found.status} ${found.body.slice(0, 300)}`)
    if (!best || found.statements.length <= best.statements.length) best = found
  }
  return best
}
