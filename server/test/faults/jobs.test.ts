import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { SYSTEM } from '../../src/platform/actor.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { inTx, type Root } from '../../src/platform/ctx.ts'
import { examineRoot } from '../../src/platform/examine.ts'
import { startWorker } from '../../src/platform/jobs.ts'
import { digestTables, failingRoot } from './engine/failing-calls.ts'

let p: SmallProvince
beforeAll(async () => {
  p = await smallProvince()
})
afterAll(() => p.close())

type Planned = { name: string; payload: Record<string, unknown>; at: Date }

async function submitted(): Promise<string> {
  return (await p.call(p.citizen, 'POST', '/api/v1/dossiers', p.body())).body.id
}
async function act(role: 'tiepnhan' | 'chuyenvien', id: string, name: string, body = {}) {
  const answer = await p.call(p.officer(role, 'xa'), 'POST', `/api/v1/dossiers/${id}/${name}`, body)
  expect(answer.status).toBe(200)
  return answer.body
}

/** The jobs planned for a dossier, in order of time. */
async function plannedFor(id: string): Promise<Planned[]> {
  const { rows } = await sql<Planned>`select t.identifier as name, j.payload, j.run_at as at
      from graphile_worker._private_jobs j join graphile_worker._private_tasks t on t.id = j.task_id
     where j.payload::text like ${`%${id}%`} order by j.run_at, j.id`.execute(p.root.database.kysely)
  return rows.map((r) => ({ ...r, at: new Date(r.at.getTime() - p.root.clock.jobShift) }))
}

const run = (root: Root, { name, payload }: Planned) =>
  inTx(root, SYSTEM, `job.${name}`, (ctx) =>
    root.modules.find((m) => m.jobs?.[name])!.jobs![name]!(ctx, payload),
  )

const changed = (a: Map<string, string>, b: Map<string, string>) =>
  [...b].filter(([name, digest]) => a.get(name) !== digest).map(([name]) => name)

/** What a second run may leave: its audit row, and its next alarm planned anew. */
const TRACES = ['platform.audit', 'graphile_worker._private_jobs']

describe('job handlers', () => {
  it('killed at any call change nothing; run twice they do no more than once', {
    timeout: 120_000,
  }, async () => {
    const id = await submitted()
    await act('tiepnhan', id, 'acceptance')
    const other = await submitted()
    await act('tiepnhan', other, 'supplement-requests', { reason: 'Thiếu' })
    const jobs = [...(await plannedFor(id)), ...(await plannedFor(other))]
    expect([...new Set(jobs.map((j) => j.name))].sort()).toEqual([
      'deadlines.ring',
      'deadlines.ring_step',
      'dossiers.auto_close',
    ])
    const root = failingRoot(p.root)
    for (const job of jobs.sort((a, b) => a.at.getTime() - b.at.getTime())) {
      p.root.clock.set(job.at)
      const before = await digestTables(p.root)
      for (let nth = 2; ; nth++) {
        root.arm('refused', nth)
        const error = await run(root, job).then(
          () => null,
          (e: unknown) => e,
        )
        if (!root.failed()) break
        expect([job.name, nth, error !== null, changed(before, await digestTables(p.root))]).toEqual([
          job.name,
          nth,
          true,
          [],
        ])
      }
      const once = await digestTables(p.root, TRACES)
      expect(changed(before, once)).not.toEqual([])
      await run(p.root, job)
      expect([job.name, changed(once, await digestTables(p.root, TRACES))]).toEqual([job.name, []])
    }
    expect((await p.call(p.officer('tiepnhan', 'xa'), 'GET', `/api/v1/dossiers/${other}`)).body.status).toBe(
      8,
    )
  })

  it('run late they look at how things are, not at how they were', async () => {
    const id = await submitted()
    await act('tiepnhan', id, 'supplement-requests', { reason: 'Thiếu' })
    const [close] = await plannedFor(id)
    await p.call(p.citizen, 'POST', `/api/v1/dossiers/${id}/supplements`, {})
    p.root.clock.set(new Date(close!.at.getTime() + 90 * 86_400_000))
    const before = await digestTables(p.root, ['platform.audit'])
    await run(p.root, close!)
    expect(changed(before, await digestTables(p.root, ['platform.audit']))).toEqual([])
  })

  it('of a worker that died are taken up by the next', { timeout: 60_000 }, async () => {
    const { kysely } = p.root.database
    await sql`select graphile_worker.add_job('dossiers.auto_close', json_build_object('dossierId', gen_random_uuid()))
        from generate_series(1, 5)`.execute(kysely)
    await sql`update graphile_worker._private_jobs set locked_by = 'pool-dead', locked_at = now() - interval '1 second'
       where run_at <= now()`.execute(kysely)
    const worker = await startWorker({ ...p.root, clock: systemClock })
    const left = async () =>
      (
        await sql<{ n: number }>`select count(*)::int as n from graphile_worker._private_jobs
          where run_at <= now()`.execute(kysely)
      ).rows[0]!.n
    while ((await left()) > 0) await new Promise((resolve) => setTimeout(resolve, 20))
    await worker.stop()
  })
})

describe('a clock set forward over a holiday and back', () => {
  it('keeps dates, numbers and history right', async () => {
    const accept = async (at: string) => {
      p.root.clock.set(`${at}+07:00`)
      return act('tiepnhan', await submitted(), 'acceptance')
    }
    // Tết 2026 is from 16 to 20 February: three working days from Friday the 13th end on the 25th.
    const before = await accept('2026-02-13T10:00')
    const after = await accept('2026-02-24T10:00')
    const back = await accept('2026-02-13T10:00')
    expect([before.dueAt, back.dueAt]).toEqual(Array(2).fill('2026-02-25T03:00:00.000Z'))
    expect(new Date(after.dueAt).getTime()).toBeGreaterThan(new Date(before.dueAt).getTime())
    expect([before.code, after.code, back.code]).toEqual([
      'H15.1-260213-0001',
      'H15.1-260224-0001',
      'H15.1-260213-0002',
    ])
    const findings = await examineRoot(p.root)
    expect(findings.filter((f) => ['mã hồ sơ', 'hàng đợi'].includes(f.name) && !f.ok)).toEqual([])
  })
})
