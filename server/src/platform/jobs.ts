import { EventEmitter } from 'node:events'
import { Logger, type Runner, run, runMigrations, type TaskList, type WorkerEvents } from 'graphile-worker'
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

const LEASE_CHECK_MS = 15_000

/**
 * Starts running jobs; `stop()` waits for those under way. Jobs that a dead process was running are taken up
 * again at once when this starts, and later within half a minute. A worker that gave up because the database
 * was away is replaced.
 */
export async function startWorker(root: Root): Promise<{ stop: () => Promise<void> }> {
  let stopping = false
  const release = (seconds: number) =>
    releaseOrphans(root.database, seconds).catch((error: Error) =>
      root.log.error({ message: error.message }, 'orphaned jobs not released'),
    )
  await release(0)
  let worker = await openRunner(root)
  const watch = async (): Promise<void> => {
    await worker.runner.promise.catch(() => {})
    if (stopping) return
    root.log.warn('job worker gave up and is replaced')
    await retryUntil(
      () => stopping,
      async () => {
        await unlockJobs(root.database, worker.id)
        worker = await openRunner(root)
      },
    )
    return watch()
  }
  const watching = watch()
  const timer = setInterval(() => void release(10), LEASE_CHECK_MS)
  return {
    async stop() {
      stopping = true
      clearInterval(timer)
      await worker.runner.stop().catch(() => {})
      await watching
    },
  }
}

type Worker = { runner: Runner; id: string }

async function openRunner(root: Root): Promise<Worker> {
  const events = new EventEmitter() as WorkerEvents
  let id = ''
  events.on('pool:create', ({ workerPool }) => {
    id = workerPool.id
  })
  events.on('pool:listen:success', ({ workerPool, client }) => {
    // Held as long as this connection lives: how other processes know that the jobs of this worker are in hand.
    client.query('select pg_advisory_lock($1, hashtext($2))', [LEASES, workerPool.id]).catch(() => {})
  })
  const runner = await run({
    pgPool: root.database.pool,
    concurrency: 2,
    pollInterval: 2000,
    noHandleSignals: true,
    logger: quietLogger(),
    taskList: taskList(root),
    events,
    // Without a batch nobody listens to the failure of these writes, and Node.js ends the process.
    preset: { worker: { completeJobBatchDelay: 0, failJobBatchDelay: 0 } },
  })
  return { runner, id }
}

const unlockJobs = (database: Database, workerId: string) =>
  sql`select graphile_worker.force_unlock_workers(array[${workerId}])`.execute(database.kysely)

// Any fixed number: class of the advisory locks of living workers.
const LEASES = 704_202

/** Gives back the jobs of workers whose process is gone. @param seconds how long they must have been taken */
async function releaseOrphans(database: Database, seconds: number): Promise<void> {
  await sql`select graphile_worker.force_unlock_workers(array_agg(distinct j.locked_by))
    from graphile_worker._private_jobs j
   where j.locked_at < now() - make_interval(secs => ${seconds}) and not exists (
     select 1 from pg_locks l join pg_database b on b.oid = l.database
      where b.datname = current_database() and l.locktype = 'advisory' and l.classid = ${LEASES}::int::oid
        and l.objid = hashtext(j.locked_by)::oid)`.execute(database.kysely)
}

async function retryUntil(isOver: () => boolean, attempt: () => Promise<void>): Promise<void> {
  while (!isOver()) {
    const done = await attempt().then(
      () => true,
      () => false,
    )
    if (done) return
    await new Promise((resolve) => setTimeout(resolve, 1000))
  }
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
