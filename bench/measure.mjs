// One workload: times, rate, and CPU of the server and of PostgreSQL while it ran.
import { runLoad } from './load.mjs'
import { cpuOf, cpuOfTree } from './server-process.mjs'

/**
 * @param {{port: number, pid: number, postmaster: number}} server
 * @returns {Promise<object>} percentiles in ms, rate per second, CPU in ms per 1,000 operations
 */
export async function measure(server, workload, { connections = 32, seconds = 6, warmup = 1 } = {}) {
  let before = null
  const read = () => ({ node: cpuOf(server.pid), database: cpuOfTree(server.postmaster) })
  const result = await runLoad({
    port: server.port,
    connections,
    seconds: workload.seconds ?? seconds,
    warmup,
    operation: workload.operation,
    onStart: () => {
      before = read()
    },
  })
  const after = read()
  const per = (now, then) => (result.count > 0 ? ((now - then) / result.count) * 1000 : Number.NaN)
  return {
    key: workload.key,
    name: workload.name,
    goal: workload.goal,
    connections,
    ...result,
    cpuNode: before ? per(after.node, before.node) : Number.NaN,
    cpuDatabase: before ? per(after.database, before.database) : Number.NaN,
  }
}
