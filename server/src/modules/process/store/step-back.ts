import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { ProcessUnits, Task } from '../domain/task.ts'
import { TASK_COLUMNS } from '../queries.ts'

/** Where a process stood before a completion: what is needed to put it back. Dates are ISO texts. */
export type Mark = {
  instanceId: string
  version: number
  nextSeq: number
  assigneeId: string | null
  claimedAt: string | null
  /** Ids of the open tasks and of the running timers. */
  tasks: string[]
  timers: string[]
  /** Rows of the other tokens. */
  tokens: Record<string, unknown>[]
}

/** Reads where the process of a task stands; null when there is no such task. */
export async function readMark(ctx: Ctx, taskId: string): Promise<Mark | null> {
  const { rows } = await sql<Mark>`select i.id as "instanceId", i.version, i.next_seq as "nextSeq",
      t.assignee_id as "assigneeId", to_jsonb(t.claimed_at) #>> '{}' as "claimedAt",
      array(select id from process.task where instance_id = i.id and completed_at is null and cancelled_at is null)
        as tasks,
      array(select id from process.timer where instance_id = i.id and fired_at is null and cancelled_at is null)
        as timers,
      (select coalesce(jsonb_agg(to_jsonb(k) order by seq), '[]') from process.token k where k.instance_id = i.id)
        as tokens
    from process.task t join process.instance i on i.id = t.instance_id where t.id = ${taskId}`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}

/** The names in the variables of a process, so that what a completion added can be told. */
export async function readVars(ctx: Ctx, instanceId: string): Promise<Record<string, unknown>> {
  const { rows } = await sql<{ vars: Record<string, unknown> }>`select vars from process.instance
    where id = ${instanceId}`.execute(ctx.db)
  return rows[0]!.vars
}

export type TimerJob = { id: string; node: string; dueAt: Date }

/** A process locked for a step back, with its tasks and the timers that a completion took away. */
export async function lockForStepBack(
  ctx: Ctx,
  mark: Mark,
): Promise<{ version: number; subjectId: string; units: ProcessUnits; tasks: Task[]; timers: TimerJob[] }> {
  const [instances, tasks, timers] = await Promise.all([
    sql<{
      version: number
      subjectId: string
      units: ProcessUnits
    }>`select version, subject_id as "subjectId", units
      from process.instance where id = ${mark.instanceId} for update`.execute(ctx.db),
    sql<Task>`select ${TASK_COLUMNS} from process.task where instance_id = ${mark.instanceId}
      and (id = any(${mark.tasks}::uuid[]) or seq >= ${mark.nextSeq}) order by seq for update`.execute(
      ctx.db,
    ),
    sql<TimerJob>`select id, node, due_at as "dueAt" from process.timer
      where id = any(${mark.timers}::uuid[]) and cancelled_at is not null`.execute(ctx.db),
  ])
  return { ...instances.rows[0]!, tasks: tasks.rows, timers: timers.rows }
}

/** Puts the rows of a process back to where they stood; what came after is taken away, not deleted. */
export function restoreMark(
  ctx: Ctx,
  taskId: string,
  mark: Mark,
  vars: { before: Record<string, unknown>; added: readonly string[] },
): void {
  const { instanceId } = mark
  ctx.later(sql`update process.instance set vars = (vars - ${vars.added}::text[]) || ${JSON.stringify(vars.before)}::jsonb,
      version = version + 1, ended_at = null, cancelled = false where id = ${instanceId}`)
  ctx.later(sql`update process.task set cancelled_at = ${ctx.now()}
    where instance_id = ${instanceId} and seq >= ${mark.nextSeq} and completed_at is null and cancelled_at is null`)
  ctx.later(sql`update process.task set cancelled_at = null where id = any(${mark.tasks}::uuid[])`)
  ctx.later(sql`update process.task set completed_at = null, completed_by = null, outcome = null, note = null,
      assignee_id = ${mark.assigneeId}, claimed_at = ${mark.claimedAt} where id = ${taskId}`)
  ctx.later(sql`delete from process.token where instance_id = ${instanceId}`)
  ctx.later(sql`insert into process.token
    select * from jsonb_populate_recordset(null::process.token, ${JSON.stringify(mark.tokens)})`)
  ctx.later(sql`update process.timer set cancelled_at = ${ctx.now()}
    where instance_id = ${instanceId} and seq >= ${mark.nextSeq} and fired_at is null and cancelled_at is null`)
  ctx.later(sql`update process.timer set cancelled_at = null where id = any(${mark.timers}::uuid[])`)
}

/** Gives a task to somebody again, or to nobody, as it was before. */
export function restoreAssignee(
  ctx: Ctx,
  taskId: string,
  held: { assigneeId: string | null; claimedAt: Date | null },
): void {
  ctx.later(sql`update process.task set assignee_id = ${held.assigneeId}, claimed_at = ${held.claimedAt}
    where id = ${taskId}`)
}

/** Timers of a process that run now and did not before. */
export async function newTimers(ctx: Ctx, mark: Mark): Promise<string[]> {
  const { rows } = await sql<{
    id: string
  }>`select id from process.timer where instance_id = ${mark.instanceId}
    and seq >= ${mark.nextSeq} and fired_at is null and cancelled_at is null`.execute(ctx.db)
  return rows.map((row) => row.id)
}
