import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { Purpose } from './domain.ts'

export type Trace = Purpose & { id: string; register: 'population' | 'enterprises'; numberIndex: string }

/** How often the actor has looked up since, counted alone: two at once wait for each other. */
export async function countLookups(ctx: Ctx, since: Date): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`registries.lookup ${ctx.actor.id}`}, 0))`.execute(
    ctx.db,
  )
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from registries.lookup
    where actor_id = ${ctx.actor.id} and at > ${since}`.execute(ctx.db)
  return rows[0]!.n
}

export function insertTrace(ctx: Ctx, t: Trace): void {
  ctx.later(sql`insert into registries.lookup (id, at, actor_id, unit_id, register, procedure_code, number_index)
    values (${t.id}, ${ctx.now()}, ${ctx.actor.id}, ${t.unitId}, ${t.register}, ${t.procedureCode},
      ${t.numberIndex})`)
}

/** Notes how a lookup ended: `found`, or the problem. */
export async function noteOutcome(ctx: Ctx, id: string, outcome: string): Promise<void> {
  await sql`update registries.lookup set outcome = ${outcome} where id = ${id}`.execute(ctx.db)
}
