import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type SmallProvince, smallProvince } from '../../src/modules/dossiers/testing/small-province.ts'
import { SYSTEM } from '../../src/platform/actor.ts'
import { systemClock } from '../../src/platform/clock.ts'
import { type Ctx, inTx, type Root } from '../../src/platform/ctx.ts'
import { examineRoot } from '../../src/platform/examine.ts'
import { startWorker } from '../../src/platform/jobs.ts'
import { defineModule } from '../../src/platform/module.ts'
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
  const { rows } = await sql<Planned>`select j.name, j.payload, j.run_at as at from platform.job j
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
const TRACES = ['platform.audit', 'platform.job']

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

  it('are run once by several workers, also those of a worker that died', { timeout: 60_000 }, async () => {
    const { kysely } = p.root.database
    const ran: string[] = []
    const jobs = {
      // Slow, so that the workers meet.
      'probe.run': async (ctx: Ctx, { n }: Record<string, unknown>) => {
        await sql`select pg_sleep(0.01)`.execute(ctx.db)
        ran.push(String(n))
      },
    }
    await sql`insert into platform.job (name, payload, run_at)
      select 'probe.run', jsonb_build_object('n', n), now() from generate_series(1, 30) n`.execute(kysely)
    const root: Root = { ...p.root, clock: systemClock, modules: [defineModule({ name: 'probe', jobs })] }
    const dead = await p.root.database.pool.connect()
    await dead.query('begin')
    await dead.query(`select pg_advisory_xact_lock(704202, hashint8(id)) from platform.job
      where name = 'probe.run' limit 3`)
    const workers = [startWorker(root), startWorker(root)]
    const left = async () =>
      (await sql`select 1 from platform.job where name = 'probe.run'`.execute(kysely)).rows.length
    const until = async (most: number) => {
      while ((await left()) > most) await new Promise((resolve) => setTimeout(resolve, 20))
    }
    await until(3)
    expect(await left()).toBe(3)
    dead.release(true)
    await until(0)
    await Promise.all(workers.map((worker) => worker.stop()))
    expect(ran.map(Number).sort((a, b) => a - b)).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
  })

  it('that fail are tried again later, and parked after ten times', async () => {
    const { kysely } = p.root.database
    const jobs = { 'probe.fail': () => Promise.reject(new Error('partner is away')) }
    await sql`insert into platform.job (name, payload, run_at, attempts)
      values ('probe.fail', '{"n": 1}', now(), 0),
             ('probe.fail', '{"n": 2}', now(), 9)`.execute(kysely)
    const state = async () =>
      (
        await sql<{
          attempts: number
          later: boolean
          error: string
        }>`select attempts, run_at > now() as later,
            last_error as error from platform.job where name = 'probe.fail' order by attempts`.execute(kysely)
      ).rows
    const worker = startWorker({
      ...p.root,
      clock: systemClock,
      modules: [defineModule({ name: 'probe', jobs })],
    })
    while ((await state()).some((job) => job.error === null)) await new Promise((r) => setTimeout(r, 20))
    await worker.stop()
    expect(await state()).toEqual([
      { attempts: 1, later: true, error: 'partner is away' },
      { attempts: 10, later: true, error: 'partner is away' },
    ])
    const finding = (await examineRoot(p.root)).find((f) => f.name === 'việc nền')
    expect([finding?.ok, finding?.detail]).toEqual([false, expect.stringContaining('1 hỏng sau 10 lần thử')])
    await sql`delete from platform.job where name = 'probe.fail'`.execute(kysely)
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
