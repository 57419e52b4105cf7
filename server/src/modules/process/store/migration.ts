import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'

/** What a move changes of one process, as rows; dates are ISO texts. */
export type Snapshot = {
  versionId: string
  tasks: Record<string, unknown>[]
  tokens: Record<string, unknown>[]
  timers: { id: string; node: string; due_at: string }[]
}

/** Subjects of the running processes of a version, in order of starting. */
export async function runningSubjects(ctx: Ctx, versionId: string): Promise<string[]> {
  const { rows } = await sql<{ subjectId: string }>`
    select subject_id as "subjectId" from process.instance
     where version_id = ${versionId} and ended_at is null order by started_at, id`.execute(ctx.db)
  return rows.map((row) => row.subjectId)
}

/** The open tasks, other tokens and running timers of a process as they are in this transaction. */
export async function snapshotOf(ctx: Ctx, instanceId: string): Promise<Snapshot & { version: number }> {
  const { rows } = await sql<Snapshot & { version: number }>`
    select i.version_id as "versionId", i.version,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'node', node, 'name', name, 'unit_id', unit_id,
          'roles', roles, 'outcomes', outcomes, 'form', form, 'hours', hours, 'counted', counted,
          'clock_effect', clock_effect, 'national_status', national_status, 'due_at', due_at) order by seq), '[]')
         from process.task where instance_id = i.id and completed_at is null and cancelled_at is null) as tasks,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'node', node, 'flow', flow) order by seq), '[]')
         from process.token where instance_id = i.id) as tokens,
      (select coalesce(jsonb_agg(jsonb_build_object('id', id, 'node', node, 'due_at', due_at) order by seq), '[]')
         from process.timer where instance_id = i.id and fired_at is null and cancelled_at is null) as timers
      from process.instance i where i.id = ${instanceId}`.execute(ctx.db)
  return rows[0]!
}

/** Puts the rows of a snapshot in place of those of the same id. */
export function restoreSnapshot(ctx: Ctx, instanceId: string, snapshot: Snapshot): void {
  ctx.later(sql`update process.instance set version_id = ${snapshot.versionId}, version = version + 1
    where id = ${instanceId}`)
  ctx.later(sql`update process.task t set node = r.node, name = r.name, unit_id = r.unit_id, roles = r.roles,
      outcomes = r.outcomes, form = r.form, hours = r.hours, counted = r.counted, clock_effect = r.clock_effect,
      national_status = r.national_status, due_at = r.due_at
    from jsonb_populate_recordset(null::process.task, ${JSON.stringify(snapshot.tasks)}) r where t.id = r.id`)
  ctx.later(sql`update process.token t set node = r.node, flow = r.flow
    from jsonb_populate_recordset(null::process.token, ${JSON.stringify(snapshot.tokens)}) r where t.id = r.id`)
  ctx.later(sql`update process.timer t set node = r.node, cancelled_at = null
    from jsonb_populate_recordset(null::process.timer, ${JSON.stringify(snapshot.timers)}) r where t.id = r.id`)
}

export function insertMigration(ctx: Ctx, id: string, fromVersionId: string, toVersionId: string): void {
  ctx.later(sql`insert into process.migration (id, from_version_id, to_version_id, done_at, done_by)
    values (${id}, ${fromVersionId}, ${toVersionId}, ${ctx.now()}, ${ctx.actor.id})`)
}

export function insertMigrated(
  ctx: Ctx,
  row: { migrationId: string; instanceId: string; before: Snapshot; after: Snapshot; version: number },
): void {
  ctx.later(sql`insert into process.migrated_instance (migration_id, instance_id, before, after, instance_version)
    values (${row.migrationId}, ${row.instanceId}, ${JSON.stringify(row.before)}, ${JSON.stringify(row.after)},
      ${row.version})`)
}

export type Migrated = {
  instanceId: string
  subjectId: string
  before: Snapshot
  after: Snapshot
  /** Nothing has happened to the process since. */
  untouched: boolean
}

/** Locks a move that is not undone yet, with its processes; null when there is none. */
export async function lockMigration(ctx: Ctx, id: string): Promise<Migrated[] | null> {
  const found =
    await sql`select 1 from process.migration where id = ${id} and undone_at is null for update`.execute(
      ctx.db,
    )
  if (found.rows.length === 0) return null
  const { rows } = await sql<Migrated>`
    select m.instance_id as "instanceId", i.subject_id as "subjectId", m.before, m.after,
        i.ended_at is null and i.version = m.instance_version as untouched
      from process.migrated_instance m join process.instance i on i.id = m.instance_id
     where m.migration_id = ${id} order by i.started_at, i.id for update of i`.execute(ctx.db)
  return rows
}

export function markUndone(ctx: Ctx, id: string, instanceIds: readonly string[]): void {
  ctx.later(
    sql`update process.migration set undone_at = ${ctx.now()}, undone_by = ${ctx.actor.id} where id = ${id}`,
  )
  ctx.later(sql`update process.migrated_instance set undone = true
    where migration_id = ${id} and instance_id = any(${instanceIds})`)
}
