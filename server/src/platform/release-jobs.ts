import { sql } from 'kysely'
import type { MovableClock } from './clock.ts'
import type { Root } from './ctx.ts'

/**
 * Gives the jobs that a moved clock has planned back to the machine's clock: each runs at its own moment.
 * @returns how many
 */
export async function releaseJobs(root: Root & { clock: MovableClock }): Promise<number> {
  const shift = `${root.clock.jobShift} milliseconds`
  const { rows } = await sql<{ id: string }>`with planned as (
      select id, run_at - ${shift}::interval as at from graphile_worker._private_jobs
       where run_at > now() + interval '100 years'
    )
    select j.id from planned p cross join lateral
      graphile_worker.reschedule_jobs(array[p.id], run_at := p.at) j`.execute(root.database.kysely)
  return rows.length
}
