import pg from 'pg'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { modules } from '../../src/app.ts'
import { loadProvince } from '../../src/cli/demo/load.ts'
import { openRoot } from '../../src/platform/root.ts'
import { openClients } from './engine/clients.ts'
import {
  configOf,
  connectionOf,
  makeDataDir,
  type RunningServer,
  runServer,
} from './engine/running-server.ts'
import { judge } from './engine/verdict.ts'

const full = inject('faults') === 'full'
const FORM = full ? { acts: 3000, jobs: 500, refusals: 50 } : { acts: 150, jobs: 40, refusals: 5 }
const CLIENTS = 8

const { dataDir, remove } = makeDataDir()
const webs: RunningServer[] = []
const workers: RunningServer[] = []

beforeAll(async () => {
  const root = await openRoot(configOf(dataDir), modules)
  await loadProvince(root).finally(root.close)
  // All at once: they meet at the migrations and at the start of the database.
  const roles = ['web', 'web', 'worker', 'worker']
  const started = await Promise.all(roles.map((role) => runServer(dataDir, { MOTCUA_ROLE: role })))
  webs.push(...started.slice(0, 2))
  workers.push(...started.slice(2))
})
afterAll(async () => {
  for (const server of [...webs, ...workers]) await server.stop()
  remove()
})

describe('two web and two worker processes on one database', () => {
  it('share sessions, do every job once and lose no event, while one of each is killed', {
    timeout: full ? 600_000 : 120_000,
  }, async () => {
    const { tally, run } = openClients(...webs.map((w) => w.base))
    await plantJobs(FORM.jobs)
    await refuse(FORM.refusals, tally.promises.submitted)
    await run(FORM.acts / 2, CLIENTS, () => {})
    expect(await jobsDone()).toBe(FORM.jobs)

    let isKilled = false
    const again: Promise<void>[] = []
    const killOneOfEach = async (): Promise<void> => {
      await Promise.all([webs[0]!.killServer(), workers[0]!.killServer()])
      await Promise.all([webs[0]!.start(), workers[0]!.start()])
    }
    await run(FORM.acts / 2, CLIENTS, () => {
      if (!isKilled) again.push(killOneOfEach())
      isKilled = true
    })
    await Promise.all(again)
    const events = await eventsDelivered()
    for (const server of [...webs, ...workers].reverse()) await server.stop()

    const verdict = await judge(configOf(dataDir), tally.promises)
    process.stdout.write(
      `processes: acts acknowledged ${tally.acknowledged()}, requests tried ${tally.tried}, cut ${tally.cut}; jobs planted ${FORM.jobs}, done ${verdict.jobs.get(JOB)}; events expected ${events.expected}, delivered ${events.delivered}; lost ${verdict.lost.length}, doubled ${verdict.doubled.length}\n`,
    )
    expect(tally.wrong).toEqual([])
    expect(verdict).toMatchObject({ lost: [], doubled: [], uneven: [] })
    expect(verdict.findings.filter((f) => !f.ok)).toEqual([])
    expect(verdict.jobs.get(JOB)).toBe(FORM.jobs)
    expect(events.expected).toBeGreaterThan(0)
    expect(events.delivered).toBe(events.expected)
  })

  it('a worker answers whether it is well, and nothing else', async () => {
    const worker = await runServer(dataDir, { MOTCUA_ROLE: 'worker' })
    try {
      expect((await fetch(`${worker.base}/readyz`)).status).toBe(200)
      expect((await fetch(`${worker.base}/api/v1/procedures`)).status).toBe(404)
    } finally {
      await worker.stop()
    }
  })
})

/** Dossiers that are filed online and refused: their applicants get a notice, by an event. */
async function refuse(times: number, submitted: Map<string, string>): Promise<void> {
  const ask = async (token: string | null, path: string, body?: unknown) => {
    const answer = await fetch(`${webs[1]!.base}/api/v1${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    expect(answer.status).toBeLessThan(300)
    return (await answer.json()) as Record<string, unknown>
  }
  const login = async (username: string) =>
    String((await ask(null, '/session', { username, password: 'motcua-demo' }))['token'])
  const [citizen, desk] = [await login('nguoidan1'), await login('tiepnhan.songhinh')]
  const example = await ask(null, '/procedures/2.000815/example')
  for (let n = 0; n < times; n++) {
    const dossier = await ask(citizen, '/dossiers', { ...example, receivingUnit: 'songhinh' })
    submitted.set(String(dossier['id']), String(dossier['submissionNumber']))
    await ask(desk, `/dossiers/${dossier['id']}/refusal`, { reason: 'Bản chính đã bị sửa chữa' })
  }
}

/** A job of the real server that changes nothing: it looks for a dossier that does not exist. */
const JOB = 'dossiers.auto_close'

const plantJobs = (count: number) =>
  query(
    `insert into platform.job (name, payload, run_at)
     select $1, jsonb_build_object('dossierId', gen_random_uuid()), now() from generate_series(1, $2::int)`,
    [JOB, count],
  )

/** Waits until no planted job is left; how often they ran. */
async function jobsDone(): Promise<number> {
  await until(async () => (await count('platform.job j where j.name = $1', [JOB])) === 0)
  return count('platform.audit where action = $1', [`job.${JOB}`])
}

/** Waits until every event has reached all of its subscribers, or nothing moves any more. */
async function eventsDelivered(): Promise<{ expected: number; delivered: number }> {
  const subscribed = modules.flatMap((m) => m.subscribers ?? []).map((s) => s.on)
  const expected = await count('unnest($1::text[]) as s(type) join platform.event e on e.type = s.type', [
    subscribed,
  ])
  const delivered = () => count('platform.delivery', [])
  await until(async () => (await delivered()) >= expected)
  return { expected, delivered: await delivered() }
}

async function until(isDone: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 300 && !(await isDone()); tries++)
    await new Promise((resolve) => setTimeout(resolve, 100))
}

async function count(from: string, values: unknown[]): Promise<number> {
  const rows = await query<{ n: number }>(`select count(*)::int as n from ${from}`, values)
  return rows[0]!.n
}

async function query<T extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<T[]> {
  const client = new pg.Client(connectionOf(dataDir))
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query<T>(text, values)).rows
  } finally {
    await client.end()
  }
}
