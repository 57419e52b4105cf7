import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { modules } from '../../src/app.ts'
import { loadProvince } from '../../src/cli/demo/load.ts'
import { openRoot } from '../../src/platform/root.ts'
import { openClients } from '../faults/engine/clients.ts'
import { configOf, makeDataDir, type RunningServer, runServer } from '../faults/engine/running-server.ts'
import { judge } from '../faults/engine/verdict.ts'
import { type Cluster, missingPrograms, PACKAGES, startCluster } from './cluster.ts'

// `npm run test:failover`: not part of `npm test`, because it needs Debian's Patroni, etcd and PostgreSQL.
const KILLS = 3
const ACTS_BETWEEN = 600
const CLIENTS = 8

const { dataDir, remove } = makeDataDir()
let cluster: Cluster
let server: RunningServer
const rootKey = randomBytes(32).toString('base64')
const environment = () => ({ DATABASE_URL: cluster.url, MOTCUA_ROOT_KEY: rootKey })

beforeAll(async () => {
  const missing = missingPrograms()
  if (missing.length > 0) throw new Error(`Thiếu ${missing.join(', ')}; hãy cài: apt-get install ${PACKAGES}`)
  const folder = join(dataDir, '../cluster')
  mkdirSync(folder)
  cluster = await startCluster(folder)
  const root = await openRoot(configOf(dataDir, environment()), modules)
  await loadProvince(root).finally(root.close)
  server = await runServer(dataDir, environment())
}, 180_000)

afterAll(async () => {
  await server?.stop()
  await cluster?.stop()
  remove()
}, 60_000)

it(`${KILLS} leaders killed under ${CLIENTS} clients: nothing lost, nothing doubled, service resumes alone`, {
  timeout: 900_000,
}, async () => {
  const { tally, run } = openClients(server.base)
  const outages: number[] = []
  for (let n = 0; n < KILLS; n++) {
    await run(ACTS_BETWEEN / 2, CLIENTS, () => {})
    const leading = await cluster.leader()
    expect(leading).not.toBeNull()
    const answers: number[] = []
    const kills: Promise<void>[] = []
    await run(ACTS_BETWEEN / 2, CLIENTS, () => {
      answers.push(performance.now())
      if (kills.length === 0) kills.push(cluster.kill(leading!))
    })
    await Promise.all(kills)
    outages.push(longestGap(answers))
    cluster.revive(leading!)
    await cluster.settled()
    expect(await cluster.leader()).not.toBe(leading)
  }
  await server.stop()
  const verdict = await judge(configOf(dataDir, environment()), tally.promises)
  process.stdout.write(
    `failover: ${KILLS} leaders killed; acts acknowledged ${tally.acknowledged()}, requests tried ${tally.tried}, cut ${tally.cut}, 503 ${tally.unavailable}; lost ${verdict.lost.length}, doubled ${verdict.doubled.length}; outage ${outages.map((ms) => (ms / 1000).toFixed(1)).join(', ')} s\n`,
  )
  expect(tally.wrong).toEqual([])
  expect(tally.withoutRetryAfter).toBe(0)
  expect(verdict).toMatchObject({ lost: [], doubled: [], uneven: [] })
  expect(verdict.findings.filter((f) => !f.ok)).toEqual([])
})

/** The longest time between two acts of the clients, in milliseconds. */
const longestGap = (moments: readonly number[]): number =>
  Math.max(...moments.slice(1).map((at, i) => at - moments[i]!))
