import { type RawBuilder, sql } from 'kysely'

/** A planned job: `name` is one of a module's `jobs`; `at` is when (default now); `key` makes it replaceable. */
export type Job = { name: string; payload: Record<string, unknown>; at?: Date; key?: string }

const MAX_ATTEMPTS = 10

/** Plans a job. @param jobShift milliseconds added to its moment */
export function jobStatement(jobShift: number, job: Job & { at: Date }): RawBuilder<unknown> {
  const runAt = new Date(job.at.getTime() + jobShift)
  return sql`select graphile_worker.add_job(${job.name}, ${JSON.stringify(job.payload)}::json,
    run_at := ${runAt}, job_key := ${job.key ?? null}, max_attempts := ${MAX_ATTEMPTS})`
}

/** Takes back the planned job of this key, if there is one. */
export const jobRemoval = (key: string): RawBuilder<unknown> => sql`select graphile_worker.remove_job(${key})`
