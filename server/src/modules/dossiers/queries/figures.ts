import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import { type Measure, type Period, wholeMonths } from '../domain/figures.ts'
import { civilDay } from '../domain.ts'

/** Numbers of a unit (`month` null) or of a month (`unitId` null; YYYY-MM, null for what stands now). */
export type FigureRow = { unitId: string | null; month: string | null; measure: Measure | 'late'; n: number }

/**
 * Counters of a period by unit, the same by month, and what stands now: sums and what is not yet added up, in one
 * snapshot. A few rows a unit and month are read, however many dossiers there are.
 * @param unitId only this unit; null: all
 */
export async function readFigures(ctx: Ctx, period: Period, unitId: string | null): Promise<FigureRow[]> {
  const { first, end } = wholeMonths(period)
  const { from, to } = period
  const today = civilDay(ctx.now())
  const [counted, late] = await Promise.all([
    sql<FigureRow>`select unit_id as "unitId", month, measure, sum(n) as n from (
        select unit_id, case when day <> '-infinity' then to_char(day, 'YYYY-MM') end as month, measure, n from (
          select unit_id, day, measure, n from dossiers.figure where span = 'now'
          union all select unit_id, day, measure, n from dossiers.figure
            where span = 'month' and day >= ${first}::date and day < ${end}::date
          union all select unit_id, day, measure, n from dossiers.figure
            where span = 'day' and day >= ${from}::date and day < ${first}::date
          union all select unit_id, day, measure, -n from dossiers.figure
            where span = 'day' and day > ${to}::date and day < ${end}::date
          union all select unit_id, day, measure, n from dossiers.figure_delta
            where day = '-infinity' or (measure <> 'due' and day >= ${from}::date and day <= ${to}::date)) counted
        where ${unitId}::uuid is null or unit_id = ${unitId}::uuid) asked
      group by grouping sets ((unit_id, measure), (month, measure))`.execute(ctx.db),
    // Due on an earlier day: from the counters; due today: from the dossiers, because it depends on the hour.
    sql<FigureRow>`select unit_id as "unitId", null as month, 'late' as measure, sum(n) as n from (
        select unit_id, n from dossiers.figure where span = 'due' and day < ${today}::date
        union all select unit_id, n from dossiers.figure_delta where measure = 'due' and day < ${today}::date
        union all select unit_id, 1 from dossiers.unfinished
          where first_due_at >= ${new Date(`${today}T00:00:00+07:00`)} and first_due_at < ${ctx.now()}) late
      where ${unitId}::uuid is null or unit_id = ${unitId}::uuid
      group by unit_id`.execute(ctx.db),
  ])
  return [...counted.rows, ...late.rows]
}
