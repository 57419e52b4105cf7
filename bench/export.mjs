// An export of 100,000 rows while others read pages of dossiers: how long it takes and how large the server grows.
import { runLoad } from './load.mjs'
import { memoryOf } from './server-process.mjs'

const ROWS = 100_000

/**
 * Reads rows until there are 100,000 or no more, then goes away.
 * @returns {Promise<{key: string, name: string, value: number, unit: string, goal: number}[]>} rows like those of `micro`
 */
export async function measureExport(server, path, token, workloads) {
  const others = workloads.find((w) => w.key === 'dossier')
  let isDone = false
  const background = runLoad({
    port: server.port,
    connections: 4,
    seconds: 120,
    warmup: 0,
    operation: async (send, worker) => !isDone && others.operation(send, worker),
  })
  let peak = 0
  const watch = setInterval(() => {
    peak = Math.max(peak, memoryOf(server.pid).now)
  }, 100)
  const started = performance.now()
  const rows = await readRows(`http://127.0.0.1:${server.port}${path}`, token)
  const seconds = (performance.now() - started) / 1000
  clearInterval(watch)
  isDone = true
  const meanwhile = await background
  const said = `${rows.toLocaleString('en-US')} rows exported, 4 others reading (p50 ${meanwhile.p50.toFixed(0)} ms)`
  return [
    { key: 'export', name: said, value: seconds, unit: 's', goal: 30 },
    { key: 'export.rss', name: 'RSS of the server during the export', value: peak, unit: 'MB', goal: 300 },
  ]
}

async function readRows(url, token) {
  const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } })
  if (answer.status !== 200) throw new Error(`export: ${answer.status} ${await answer.text()}`)
  let rows = -1
  for await (const bytes of answer.body) {
    for (const byte of bytes) if (byte === 10) rows += 1
    // Leaving the loop ends the connection: the server stops reading.
    if (rows >= ROWS) break
  }
  return rows
}
