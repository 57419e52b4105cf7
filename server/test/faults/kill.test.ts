import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { modules } from '../../src/app.ts'
import { loadProvince } from '../../src/cli/demo/load.ts'
import { openRoot } from '../../src/platform/root.ts'
import { openClients, type Tally } from './engine/clients.ts'
import { random } from './engine/random.ts'
import {
  configOf,
  connectionOf,
  makeDataDir,
  type RunningServer,
  runServer,
} from './engine/running-server.ts'
import { judge } from './engine/verdict.ts'

// `npm run test:faults` runs the full form (full.config.ts).
const full = inject('faults') === 'full'
const FORM = full ? { acts: 5000, kills: 24, jobs: 500 } : { acts: 300, kills: 3, jobs: 60 }
const CLIENTS = 8
const SEED = 20260105

const { dataDir, remove } = makeDataDir()
let server: RunningServer

beforeAll(async () => {
  const root = await openRoot(configOf(dataDir), modules)
  await loadProvince(root).finally(root.close)
  server = await runServer(dataDir)
})
afterAll(async () => {
  await server?.stop()
  remove()
})

type Kill = 'server' | 'database' | 'both' | 'backend' | 'restart'
const KINDS: Kill[] = full
  ? ['server', 'database', 'both', 'backend', 'restart']
  : ['server', 'database', 'both']

async function kill(kind: Kill): Promise<void> {
  if (kind === 'database' || kind === 'both') server.killDatabase()
  if (kind === 'backend') server.killBackend()
  if (kind === 'restart') server.restartDatabase()
  if (kind === 'server' || kind === 'both') {
    await server.killServer()
    await server.start()
  }
}

describe('kill -9 at random points', () => {
  it(`${FORM.acts} acts by ${CLIENTS} clients, ${FORM.kills} kills: nothing lost, nothing doubled, jobs go on`, {
    timeout: full ? 900_000 : 120_000,
  }, async () => {
    const { tally, run } = openClients(server.base)
    const next = random(SEED)
    const points = Array.from({ length: FORM.kills }, () => 1 + next(Math.floor(FORM.acts * 0.9))).sort(
      (a, b) => a - b,
    )
    const killed: Kill[] = []
    const kills: Promise<void>[] = []
    let busy = false
    await plantJobs(FORM.jobs)
    await run(FORM.acts, CLIENTS, (done) => {
      if (busy || points.length === 0 || done < points[0]!) return
      points.shift()
      const kind = KINDS[killed.length % KINDS.length]!
      killed.push(kind)
      busy = true
      kills.push(
        kill(kind).finally(() => {
          busy = false
        }),
      )
    })
    await Promise.all(kills)
    expect(await jobsLeft()).toBe(0)
    await server.stop()

    const verdict = await judge(configOf(dataDir), tally.promises)
    report(killed, tally, verdict)
    expect(killed.length).toBe(FORM.kills)
    expect(tally.wrong).toEqual([])
    expect(tally.withoutRetryAfter).toBe(0)
    expect(verdict).toMatchObject({ lost: [], doubled: [], uneven: [] })
    expect(verdict.findings.filter((f) => !f.ok)).toEqual([])
    expect(verdict.jobs.get(JOB)).toBeGreaterThanOrEqual(FORM.jobs)
  })
})

/** A job of the real server that changes nothing: it looks for a dossier that does not exist. */
const JOB = 'dossiers.auto_close'

async function plantJobs(count: number): Promise<void> {
  await withClient((client) =>
    client.query(
      `insert into platform.job (name, payload, run_at)
       select $1, jsonb_build_object('dossierId', gen_random_uuid()),
         now() + n * interval '1 s' * $3 / $2 from generate_series(1, $2::int) n`,
      [JOB, count, full ? 60 : 6],
    ),
  )
}

/** Waits until the planted jobs are gone; answers how many are left when none was done for long. */
async function jobsLeft(): Promise<number> {
  for (let last = Number.POSITIVE_INFINITY, idle = 0; ; ) {
    const left = await withClient(
      async (client) =>
        (
          await client.query<{ n: number }>(`select count(*)::int as n from platform.job where name = $1`, [
            JOB,
          ])
        ).rows[0]!.n,
    )
    idle = left < last ? 0 : idle + 1
    last = left
    if (left === 0 || idle > 300) return left
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}

async function withClient<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(connectionOf(dataDir))
  client.on('error', () => {})
  await client.connect()
  return work(client).finally(() => client.end())
}

function report(killed: Kill[], tally: Tally, verdict: { lost: string[]; doubled: string[] }): void {
  process.stdout.write(
    `kill -9: ${killed.length} kills (${killed.join(', ')}); acts acknowledged ${tally.acknowledged()}, requests tried ${tally.tried}, cut ${tally.cut}, 503 ${tally.unavailable}; lost ${verdict.lost.length}, doubled ${verdict.doubled.length}\n`,
  )
}
