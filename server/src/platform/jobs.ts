import { sql } from 'kysely'
import { SYSTEM } from './actor.ts'
import type { MovableClock } from './clock.ts'
import { type Ctx, inTx, type Root } from './ctx.ts'
import { DELIVERY_JOB, deliver } from './events.ts'

/** What runs when a job is due: in a transaction, which also takes the job away. Harmless to run twice. */
export type JobHandler = (ctx: Ctx, payload: Record<string, unknown>) => Promise<void>

const POLL_MS = 500
const AT_ONCE = 2
const BATCH = 50
const MAX_ATTEMPTS = 10
// Any fixed number: class of the advisory locks of running jobs.
const RUNNING = 704_202

/**
 * Starts running the jobs that fall due, at most half a second late, in any number of processes; `stop()` waits for
 * those under way. A job belongs to the transaction that does its work: when the process dies, the next one to look
 * finds it as it was. A job that fails is tried again later and later, and parked after ten times.
 */
export function startWorker(root: Root): { stop: () => Promise<void> } {
  const handlers = jobHandlers(root)
  const ended = new AbortController()
  const work = async (): Promise<void> => {
    while (!ended.signal.aborted) {
      const found = await runDue(root, handlers, ended.signal).catch((error: Error) => {
        root.log.error({ message: error.message }, 'jobs not read')
        return 0
      })
      if (found === 0) await pause(POLL_MS, ended.signal)
    }
  }
  const working = work()
  return {
    async stop() {
      ended.abort()
      await working
    },
  }
}

/** Runs a batch of what is due. @returns how many this process ran or tried to */
async function runDue(
  root: Root,
  handlers: Record<string, JobHandler>,
  stopped: AbortSignal,
): Promise<number> {
  const due = await dueJobs(root, root.clock.now(), BATCH)
  // Several processes find the same jobs: each begins somewhere else.
  const start = Math.floor(Math.random() * due.length)
  const turn = [...due.slice(start), ...due.slice(0, start)]
  let done = 0
  const next = async (): Promise<void> => {
    for (let job = turn.shift(); job && !stopped.aborted; job = turn.shift()) {
      if (await tryJob(root, handlers, job)) done += 1
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
  return done
}

async function tryJob(root: Root, handlers: Record<string, JobHandler>, job: DueJob): Promise<boolean> {
  try {
    await runJob(root, handlers, job)
    return true
  } catch (error) {
    if (error === NOT_MINE) return false
    const { message } = error as Error
    root.log.warn({ job: job.name, message }, 'job failed')
    // Without a database the failure cannot be written, and the job is as it was.
    return postpone(root, job, message).then(
      () => true,
      () => false,
    )
  }
}

type DueJob = { id: number; name: string; runAt: Date }

async function dueJobs(root: Root, until: Date, most: number): Promise<DueJob[]> {
  const { rows } = await sql<DueJob>`select id, name, run_at as "runAt" from platform.job
    where run_at <= ${new Date(until.getTime() + root.clock.jobShift)} and attempts < 10
    order by run_at, id limit ${most}`.execute(root.database.kysely)
  return rows
}

/** Another process runs this job, or has run it. */
const NOT_MINE = new Error('job is not to be run here')

async function runJob(root: Root, handlers: Record<string, JobHandler>, job: DueJob): Promise<void> {
  const handler = handlers[job.name]
  if (!handler) throw new Error(`no handler for job ${job.name}`)
  await inTx(root, SYSTEM, `job.${job.name}`, async (ctx) => {
    // Times of the database are finer than a millisecond.
    const soon = new Date(ctx.now().getTime() + root.clock.jobShift + 1)
    // The row itself is locked last: a command that holds what the handler waits for may want to replace the job.
    // It is read after the lock, by a statement of its own, so that it shows what another process left.
    const [lock, left] = await Promise.all([
      sql<{ got: boolean }>`select pg_try_advisory_xact_lock(${RUNNING}, hashint8(${job.id})) as got`.execute(
        ctx.db,
      ),
      sql<{ payload: Record<string, unknown> }>`select payload from platform.job
        where id = ${job.id} and run_at < ${soon} and attempts < ${MAX_ATTEMPTS}`.execute(ctx.db),
    ])
    const row = left.rows[0]
    if (!lock.rows[0]?.got || !row) throw NOT_MINE
    await handler(ctx, row.payload)
    ctx.later(sql`delete from platform.job where id = ${job.id}`)
  })
}

/** Tries a failed job again after e, e², e³ … seconds. */
async function postpone(root: Root, job: DueJob, message: string): Promise<void> {
  const now = new Date(root.clock.now().getTime() + root.clock.jobShift)
  await sql`update platform.job set attempts = attempts + 1, last_error = ${message.slice(0, 500)},
      run_at = ${now}::timestamptz + make_interval(secs => exp(attempts + 1))
    where id = ${job.id}`.execute(root.database.kysely)
}

/**
 * Runs all jobs of a moved clock that fall due up to `until`, in order of time, each with the clock standing
 * at its own moment; the clock then stands at `until`.
 * @throws the error of the first job that fails
 */
export async function drainJobs(root: Root & { clock: MovableClock }, until: Date): Promise<number> {
  const handlers = jobHandlers(root)
  for (let count = 0; ; count++) {
    const [job] = await dueJobs(root, until, 1)
    if (!job) {
      root.clock.set(until)
      return count
    }
    const at = new Date(job.runAt.getTime() - root.clock.jobShift)
    if (at > root.clock.now()) root.clock.set(at)
    await runJob(root, handlers, job)
  }
}

function jobHandlers(root: Root): Record<string, JobHandler> {
  const handlers: Record<string, JobHandler> = {
    [DELIVERY_JOB]: (ctx, payload) =>
      deliver(ctx, root.modules, payload as { eventId: string; subscriber: string }),
  }
  for (const module of root.modules) Object.assign(handlers, module.jobs)
  return handlers
}

function pause(ms: number, until: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      until.removeEventListener('abort', end)
      resolve()
    }
    const timer = setTimeout(end, ms)
    until.addEventListener('abort', end)
  })
}
