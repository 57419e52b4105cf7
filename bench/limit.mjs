// The limit beside each figure, in the same run on the same database: the request's own SQL (a) straight on the
// database in one round trip, (b) behind a bare Fastify route in a process of its own.
import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { percentiles, runLoad } from './load.mjs'
import { replayOf, runOnce } from './replay.mjs'
import { freePort } from './server-process.mjs'

const CONNECTIONS = 16

/**
 * @param connection of the embedded database
 * @param {() => object[]} next the statements of one more run
 */
export async function runStraight(connection, next, seconds = 3) {
  const pool = new pg.Pool({ ...connection, max: CONNECTIONS, pipeline: true })
  const times = []
  const begin = performance.now() + 500
  let end = begin + seconds * 1000
  try {
    await Promise.all(
      Array.from({ length: CONNECTIONS }, async () => {
        const client = await pool.connect()
        try {
          while (performance.now() < end) {
            const started = performance.now()
            const statements = next()
            if (statements === null) {
              end = Math.min(end, started)
              break
            }
            await runOnce(client, statements)
            if (started >= begin) times.push(performance.now() - started)
          }
        } finally {
          client.release()
        }
      }),
    )
  } finally {
    await pool.end()
  }
  const passed = (end - begin) / 1000
  if (passed < 1) throw new Error(`open steps for ${passed.toFixed(1)} s only`)
  return { ...percentiles(times), rate: times.length / passed }
}

/** The same SQL behind `POST /` of a Fastify server that does nothing else. */
export async function runBare(connection, captured, others, { folder, body, connections = 32, seconds = 3 }) {
  const file = join(folder, 'bare.json')
  writeFileSync(file, JSON.stringify({ connection, captured, others, max: CONNECTIONS }))
  const port = await freePort()
  const script = fileURLToPath(new URL('./bare-server.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, file, String(port)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.on('exit', resolve))
  try {
    await new Promise((resolve, reject) => {
      child.stdout.once('data', resolve)
      child.once('exit', () => reject(new Error('the bare server does not start')))
    })
    const request = { method: 'POST', path: '/', body: body ?? '{}' }
    // 410: each open step has had its turn.
    const operation = async (send) => ![410, 500].includes((await send(request)).status)
    const result = await runLoad({ port, connections, seconds, warmup: 0.5, operation })
    if (result.seconds < 1) throw new Error(`open steps for ${result.seconds.toFixed(1)} s only`)
    if (result.errors > 0 && !result.isCut) throw new Error(`bare route: ${result.firstError}`)
    return result
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

export { replayOf }
