// Child of `limit.mjs`: a Fastify route that runs captured SQL in one round trip and answers the rows as JSON.
import { readFileSync } from 'node:fs'
import Fastify from 'fastify'
import pg from 'pg'
import { replayOf, runOnce } from './replay.mjs'

const [file, port] = process.argv.slice(2)
const { connection, captured, others, max } = JSON.parse(readFileSync(file, 'utf8'))
for (const s of captured.statements) s.values = s.values.map(revived)
const next = replayOf(captured, others)
const pool = new pg.Pool({ ...connection, max, pipeline: true })
pool.on('error', () => {})
const app = Fastify()
app.post('/', async (_req, reply) => {
  const statements = next()
  if (statements === null) return reply.code(410).send({})
  const client = await pool.connect()
  try {
    const rows = await runOnce(client, statements)
    return { rows: rows.filter((r) => r.length > 0) }
  } finally {
    client.release()
  }
})
await app.listen({ port: Number(port), host: '127.0.0.1' })
process.stdout.write('ready\n')
process.on('SIGTERM', async () => {
  await app.close()
  await pool.end()
  process.exit(0)
})

/** A digest of a session travels through JSON as `{type: 'Buffer', data}`. */
function revived(value) {
  return value && typeof value === 'object' && value.type === 'Buffer' ? Buffer.from(value.data) : value
}
