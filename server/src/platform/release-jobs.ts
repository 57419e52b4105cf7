import { sql } from 'kysely'
import type { MovableClock } from './clock.ts'
import type { Root } from './ctx.ts'

/**
 * Gives the jobs that a moved clock has planned back to the machine's clock: each runs at its own moment.
 * @returns how many
 */
export async function releaseJobs(root: Root & { clock: MovableClock }): Promise<number> {
  const shift = `${root.clock.jobShift} milliseconds`
  const { rows } = await sql`update platform.job set run_at = run_at - ${shift}::interval
     where run_at > now() + interval '100 years' returning id`.execute(root.database.kysely)
  return rows.length
}
