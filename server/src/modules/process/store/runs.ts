import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { ProcessGraph } from '../domain/graph.ts'
import type { ProcessState, Token, TokenOf, Vars } from '../domain/interpreter.ts'
import { isOpen, type ProcessUnits, type Task } from '../domain/task.ts'
import { TASK_COLUMNS } from '../queries.ts'

export type Instance = {
  id: string
  versionId: string
  subjectId: string
  procedure: string | null
  units: ProcessUnits
  vars: Vars
  nextSeq: number
  endedAt: Date | null
}

/** A locked process with all that its next step needs. `tasks`: the open ones, and the one asked for. */
export type LockedInstance = { instance: Instance; state: ProcessState; tasks: Task[] }

/** Locks the process of a task and reads it, in one round trip; the task may be closed. */
export function lockByTask(ctx: Ctx, taskId: string): Promise<LockedInstance | null> {
  return lock(ctx, sql`(select instance_id from process.task where id = ${taskId})`, taskId)
}

/** The same for the running process of a subject. */
export function lockBySubject(ctx: Ctx, subjectId: string): Promise<LockedInstance | null> {
  return lock(
    ctx,
    sql`(select id from process.instance where subject_id = ${subjectId} and ended_at is null)`,
  )
}

/** The same for a timer. */
export function lockByTimer(ctx: Ctx, timerId: string): Promise<LockedInstance | null> {
  return lock(ctx, sql`(select instance_id from process.timer where id = ${timerId})`)
}

/** Reads one task and locks its row. */
export async function lockTask(ctx: Ctx, taskId: string): Promise<Task | null> {
  const { rows } =
    await sql<Task>`select ${TASK_COLUMNS} from process.task where id = ${taskId} for update`.execute(ctx.db)
  return rows[0] ?? null
}

type TokenRow = {
  id: string
  node: string
  kind: 'join' | 'wait' | 'scope' | 'multi' | 'timer'
  flow: string
  host: string
  parent: string | null
  multi: Pick<TokenOf<'multi'>, 'items' | 'next' | 'done'>
  seq: number
}

/**
 * Three statements, sent together: those after the lock see what the holder before us has committed, which one
 * statement with a lock inside would not.
 */
async function lock(
  ctx: Ctx,
  which: RawBuilder<unknown>,
  taskId: string | null = null,
): Promise<LockedInstance | null> {
  const [instances, tasks, others] = await Promise.all([
    sql<Instance>`select id, version_id as "versionId", subject_id as "subjectId", procedure, units, vars,
        next_seq as "nextSeq", ended_at as "endedAt"
      from process.instance where id = ${which} for update`.execute(ctx.db),
    sql<Task>`select ${TASK_COLUMNS} from process.task
      where instance_id = ${which} and ((completed_at is null and cancelled_at is null) or id = ${taskId})
      order by seq for update`.execute(ctx.db),
    sql<TokenRow>`select id, node, kind, flow, null::uuid as host, parent, multi, seq
        from process.token where instance_id = ${which}
      union all
      select id, node, 'timer' as kind, null as flow, host_id as host, null as parent, null as multi, seq
        from process.timer where instance_id = ${which} and fired_at is null and cancelled_at is null`.execute(
      ctx.db,
    ),
  ])
  const instance = instances.rows[0]
  if (!instance) return null
  const rows = [
    ...tasks.rows.filter(isOpen).map((task) => ({ ...task, kind: 'task' as const })),
    ...others.rows,
  ]
  const tokens = rows.sort((a, b) => a.seq - b.seq).map(tokenOf)
  return {
    instance,
    state: { tokens, vars: instance.vars, ended: instance.endedAt !== null },
    tasks: tasks.rows,
  }
}

function tokenOf(row: TokenRow | (Task & { kind: 'task' })): Token {
  const base = { id: row.id, node: row.node, ...(row.parent !== null && { parent: row.parent }) }
  switch (row.kind) {
    case 'task':
      return { ...base, kind: 'task', ...(row.itemIndex !== null && { index: row.itemIndex }) }
    case 'join':
      return { ...base, kind: 'join', flow: row.flow }
    case 'multi':
      return { ...base, kind: 'multi', ...row.multi }
    case 'timer':
      return { ...base, kind: 'timer', host: row.host }
    default:
      return { ...base, kind: row.kind }
  }
}

// The writes below travel together, in this order, and are awaited at the commit.

export function insertInstance(ctx: Ctx, instance: Instance): void {
  const { id, versionId, subjectId, procedure, units } = instance
  ctx.later(
    sql`insert into process.instance (id, version_id, subject_id, procedure, units, vars, next_seq, version, started_at)
      values (${id}, ${versionId}, ${subjectId}, ${procedure}, ${JSON.stringify(units)}, '{}', 0, 0, ${ctx.now()})`,
  )
}

export function updateInstance(
  ctx: Ctx,
  id: string,
  changes: { vars: Vars; nextSeq: number; ended: boolean; cancelled: boolean },
): void {
  ctx.later(
    sql`update process.instance set vars = ${JSON.stringify(changes.vars)}, next_seq = ${changes.nextSeq},
        version = version + 1, ended_at = ${changes.ended ? ctx.now() : null}, cancelled = ${changes.cancelled}
      where id = ${id}`,
  )
}

export function updateVars(ctx: Ctx, id: string, vars: Vars): void {
  ctx.later(sql`update process.instance set vars = ${JSON.stringify(vars)} where id = ${id}`)
}

export function insertTask(ctx: Ctx, task: Task): void {
  ctx.later(
    sql`insert into process.task (id, instance_id, subject_id, procedure, seq, node, name, unit_id, roles, outcomes,
        form, hours, counted, clock_effect, national_status, opened_at, due_at, parent, item_index, item)
      values (${task.id}, ${task.instanceId}, ${task.subjectId}, ${task.procedure}, ${task.seq}, ${task.node},
        ${task.name}, ${task.unitId}, ${task.roles}, ${JSON.stringify(task.outcomes)}, ${task.form}, ${task.hours},
        ${task.counted}, ${task.clock}, ${task.nationalStatus}, ${task.openedAt}, ${task.dueAt}, ${task.parent},
        ${task.itemIndex}, ${jsonOrNull(task.item)})`,
  )
}

/** A task done by nobody's claim counts as held by whoever completed it. */
export function completeTaskRow(ctx: Ctx, id: string, outcome: string, note: string | null): void {
  ctx.later(
    sql`update process.task set completed_at = ${ctx.now()}, completed_by = ${ctx.actor.id}, outcome = ${outcome},
        note = ${note}, assignee_id = coalesce(assignee_id, ${ctx.actor.id}), claimed_at = coalesce(claimed_at, ${ctx.now()})
      where id = ${id}`,
  )
}

export function cancelTaskRows(ctx: Ctx, ids: readonly string[]): void {
  if (ids.length === 0) return
  ctx.later(sql`update process.task set cancelled_at = ${ctx.now()} where id = any(${ids})`)
}

export function assignTaskRow(ctx: Ctx, id: string, accountId: string): void {
  ctx.later(
    sql`update process.task set assignee_id = ${accountId}, claimed_at = ${ctx.now()} where id = ${id}`,
  )
}

export function updateTaskDue(ctx: Ctx, id: string, dueAt: Date): void {
  ctx.later(sql`update process.task set due_at = ${dueAt} where id = ${id}`)
}

/** Tokens of their own row: all but open tasks and timers. */
export type StoredToken = TokenOf<'join' | 'wait' | 'scope' | 'multi'>

export function replaceTokens(
  ctx: Ctx,
  instanceId: string,
  gone: readonly string[],
  made: readonly { token: StoredToken; seq: number }[],
): void {
  if (gone.length > 0) ctx.later(sql`delete from process.token where id = any(${gone})`)
  for (const { token, seq } of made) {
    const { id, node, kind, parent = null } = token
    const flow = kind === 'join' ? token.flow : null
    const multi = kind === 'multi' ? { items: token.items, next: token.next, done: token.done } : null
    ctx.later(
      sql`insert into process.token (id, instance_id, seq, node, kind, flow, parent, multi)
        values (${id}, ${instanceId}, ${seq}, ${node}, ${kind}, ${flow}, ${parent}, ${jsonOrNull(multi)})`,
    )
  }
}

export function updateMulti(ctx: Ctx, { id, items, next, done }: TokenOf<'multi'>): void {
  ctx.later(sql`update process.token set multi = ${JSON.stringify({ items, next, done })} where id = ${id}`)
}

const jsonOrNull = (value: unknown): string | null => (value == null ? null : JSON.stringify(value))

export type TimerRow = {
  id: string
  instanceId: string
  hostId: string
  seq: number
  node: string
  dueAt: Date
}

export function insertTimer(ctx: Ctx, timer: TimerRow): void {
  ctx.later(
    sql`insert into process.timer (id, instance_id, host_id, seq, node, due_at)
      values (${timer.id}, ${timer.instanceId}, ${timer.hostId}, ${timer.seq}, ${timer.node}, ${timer.dueAt})`,
  )
}

export function markTimer(ctx: Ctx, id: string, how: 'fired' | 'cancelled'): void {
  const at = ctx.now()
  ctx.later(
    how === 'fired'
      ? sql`update process.timer set fired_at = ${at} where id = ${id}`
      : sql`update process.timer set cancelled_at = ${at} where id = ${id}`,
  )
}

export type Version = { id: string; version: number }

/** The version with this content, if it was published under the key before. Holds off other publications of the key. */
export async function lockVersion(
  ctx: Ctx,
  key: string,
  sha256: string,
): Promise<{ same: Version | null; last: number }> {
  const [, found] = await Promise.all([
    sql`select pg_advisory_xact_lock(hashtextextended('process.publish ' || ${key}, 0))`.execute(ctx.db),
    sql<Version & { sha256: string }>`select id, version, sha256 from process.process_version
      where key = ${key} order by version desc`.execute(ctx.db),
  ])
  const same = found.rows.find((row) => row.sha256 === sha256)
  return { same: same ? { id: same.id, version: same.version } : null, last: found.rows[0]?.version ?? 0 }
}

export function insertVersion(
  ctx: Ctx,
  row: Version & { key: string; xml: string; graph: ProcessGraph; sha256: string },
): void {
  ctx.later(
    sql`insert into process.process_version (id, key, version, xml, graph, sha256, created_at, created_by)
      values (${row.id}, ${row.key}, ${row.version}, ${row.xml}, ${JSON.stringify(row.graph)}, ${row.sha256},
        ${ctx.now()}, ${ctx.actor.id})`,
  )
}
