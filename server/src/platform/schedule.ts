import { type RawBuilder, sql } from 'kysely'

/** A planned job: `name` is one of a module's `jobs`; `at` is when (default now); `key` makes it replaceable. */
export type Job = { name: string; payload: Record<string, unknown>; at?: Date; key?: string }

/** Plans a job. @param jobShift milliseconds added to its moment */
export function jobStatement(jobShift: number, job: Job & { at: Date }): RawBuilder<unknown> {
  const runAt = new Date(job.at.getTime() + jobShift)
  // A new id: whoever is running the plan that is replaced takes only that one away.
  return sql`insert into platform.job (key, name, payload, run_at)
    values (${job.key ?? null}, ${job.name}, ${JSON.stringify(job.payload)}, ${runAt})
    on conflict (key) do update set id = default, name = excluded.name, payload = excluded.payload,
      run_at = excluded.run_at, attempts = 0, last_error = null`
}

/** Takes back the planned job of this key, if there is one. */
export const jobRemoval = (key: string): RawBuilder<unknown> =>
  sql`delete from platform.job where key = ${key}`
