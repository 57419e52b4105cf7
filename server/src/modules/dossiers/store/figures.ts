import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { type Counted, deltaOf } from '../domain/figures.ts'

/** Name of the job that adds the deltas up. */
export const FOLD_JOB = 'dossiers.fold_figures'

/**
 * Appends what changed in the counters, in the transaction of the act. A dossier in 256 plans the fold too: as often as
 * there is something to fold, without a row that all acts would wait for.
 */
export function writeFigures(
  ctx: Ctx,
  dossierId: string,
  before: readonly Counted[],
  after: readonly Counted[],
): void {
  const delta = deltaOf(before, after)
  if (delta.length === 0) return
  ctx.later(sql`insert into dossiers.figure_delta (unit_id, day, measure, n)
    select f."unitId", f.day, f.measure, f.n
      from jsonb_to_recordset(${JSON.stringify(delta)}::jsonb) as f("unitId" uuid, day date, measure text, n int)`)
  if (dossierId.endsWith('00')) ctx.schedule({ name: FOLD_JOB, payload: {} })
}

/**
 * Adds the deltas to the sums. Taken away and added in one transaction: a process that dies in the middle has done
 * neither, and a read sees each once.
 */
export async function foldFigures(ctx: Ctx): Promise<void> {
  await oneAtATime(ctx)
  while ((await foldSome(ctx)) === AT_ONCE);
  // Days on which nothing is due any more.
  await sql`delete from dossiers.figure where span = 'due' and n = 0`.execute(ctx.db)
}

const AT_ONCE = 20_000

async function foldSome(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ taken: number }>`with taken as (
      delete from dossiers.figure_delta where id in (select id from dossiers.figure_delta order by id limit ${AT_ONCE})
      returning unit_id, day, measure, n),
    spans as (
      select case when day = '-infinity' then 'now' when measure = 'due' then 'due' else 'day' end as span, day, unit_id, measure, n from taken
      union all
      select 'month', date_trunc('month', day)::date, unit_id, measure, n from taken
       where day <> '-infinity' and measure <> 'due'),
    added as (insert into dossiers.figure as f (span, day, unit_id, measure, n)
    select span, day, unit_id, measure, sum(n) from spans group by 1, 2, 3, 4 having sum(n) <> 0
    on conflict on constraint figure_pk do update set n = f.n + excluded.n)
    select count(*) as taken from taken`.execute(ctx.db)
  return rows[0]!.taken
}

/**
 * Counts anew from the dossiers, appends the differences as deltas (one snapshot, so acts go on meanwhile) and folds.
 * @returns how many counters were wrong
 */
export async function recountFigures(ctx: Ctx): Promise<number> {
  await oneAtATime(ctx)
  const { numAffectedRows } = await sql`insert into dossiers.figure_delta (unit_id, day, measure, n)
    select unit_id, day, measure, n from (${DRIFT}) drift`.execute(ctx.db)
  // Months are sums of days: what a day is off by, its month is off by. Anything else is mended here.
  const months = await sql`insert into dossiers.figure as f (span, day, unit_id, measure, n)
    select 'month', day, unit_id, measure, n from (${MONTH_DRIFT}) drift
    on conflict on constraint figure_pk do update set n = f.n + excluded.n`.execute(ctx.db)
  await foldFigures(ctx)
  return Number(numAffectedRows ?? 0) + Number(months.numAffectedRows ?? 0)
}

/** Counters that differ from the dossiers, with what they are off by. */
const DRIFT = sql`select unit_id, day, measure, sum(n)::int as n from (
    select unit_id, day, measure, count(*) as n from dossiers.figure_source group by 1, 2, 3
    union all select unit_id, day, measure, -n from dossiers.figure where span <> 'month'
    union all select unit_id, day, measure, -n from dossiers.figure_delta) counted
  group by 1, 2, 3 having sum(n) <> 0`

const MONTH_DRIFT = sql`select day, unit_id, measure, sum(n) as n from (
    select date_trunc('month', day)::date as day, unit_id, measure, n from dossiers.figure where span = 'day'
    union all select day, unit_id, measure, -n from dossiers.figure where span = 'month') counted
  group by 1, 2, 3 having sum(n) <> 0`

/** How many counters differ from the dossiers, for `motcua doctor`. */
export async function driftOfFigures(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ n: number }>`select
    (select count(*) from (${DRIFT}) a) + (select count(*) from (${MONTH_DRIFT}) b) as n`.execute(ctx.db)
  return rows[0]!.n
}

// Any fixed number: folds and recounts of several processes come one after the other.
const oneAtATime = (ctx: Ctx) => sql`select pg_advisory_xact_lock(704_203)`.execute(ctx.db)
