import { Logger, type Runner, run, runMigrations, type TaskList } from 'graphile-worker'
import { sql } from 'kysely'
import { SYSTEM } from './actor.ts'
import type { MovableClock } from './clock.ts'
import { type Ctx, inTx, type Root } from './ctx.ts'
import type { Database } from './db.ts'
import { DELIVERY_JOB, deliver } from './events.ts'

/** What runs when a job is due: in a transaction, at least once, so it must be harmless to run twice. */
export type JobHandler = (ctx: Ctx, payload: Record<string, unknown>) => Promise<void>

/** Creates or updates the job tables. */
export async function migrateJobs(database: Database): Promise<void> {
  await runMigrations({ pgPool: database.pool, logger: quietLogger() })
}

/** Starts running jobs; `stop()` of the answer waits for those under way. */
export async function startWorker(root: Root): Promise<Runner> {
  return run({
    pgPool: root.database.pool,
    concurrency: 2,
    pollInterval: 2000,
    noHandleSignals: true,
    logger: quietLogger(),
    taskList: taskList(root),
  })
}

/**
 * Runs all jobs of a moved clock that fall due up to `until`, in order of time, each with the clock standing
 * at its own moment; the clock then stands at `until`.
 * @throws the error of the first job that fails
 */
export async function drainJobs(root: Root & { clock: MovableClock }, until: Date): Promise<number> {
  const handlers = jobHandlers(root)
  for (let count = 0; ; count++) {
    const job = await takeNextJob(root, until)
    if (!job) {
      root.clock.set(until)
      return count
    }
    if (job.at > root.clock.now()) root.clock.set(job.at)
    const handler = handlers[job.name]
    if (!handler) throw new Error(`no handler for job ${job.name}`)
    await inTx(root, SYSTEM, `job.${job.name}`, (ctx) => handler(ctx, job.payload))
  }
}

async function takeNextJob(root: Root, until: Date) {
  const shift = root.clock.jobShift
  const { rows } = await sql<{ id: string; name: string; payload: Record<string, unknown>; runAt: Date }>`
    with due as (
      select j.id from graphile_worker._private_jobs j
       where j.run_at <= ${new Date(until.getTime() + shift)} and j.attempts < j.max_attempts
       order by j.run_at, j.id limit 1
    )
    delete from graphile_worker._private_jobs j using due, graphile_worker._private_tasks t
     where j.id = due.id and t.id = j.task_id
    returning j.id, t.identifier as name, j.payload, j.run_at as "runAt"`.execute(root.database.kysely)
  const row = rows[0]
  return row && { name: row.name, payload: row.payload, at: new Date(row.runAt.getTime() - shift) }
}

function jobHandlers(root: Root): Record<string, JobHandler> {
  const handlers: Record<string, JobHandler> = {
    [DELIVERY_JOB]: (ctx, payload) =>
      deliver(ctx, root.modules, payload as { eventId: string; subscriber: string }),
  }
  for (const module of root.modules) Object.assign(handlers, module.jobs)
  return handlers
}

function taskList(root: Root): TaskList {
  return Object.fromEntries(
    Object.entries(jobHandlers(root)).map(([name, handler]) => [
      name,
      async (payload: unknown) => {
        await inTx(root, SYSTEM, `job.${name}`, (ctx) => handler(ctx, payload as Record<string, unknown>))
      },
    ]),
  )
}

function quietLogger() {
  return new Logger(() => () => {})
}
