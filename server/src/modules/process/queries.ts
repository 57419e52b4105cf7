import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { notFound } from '../../platform/errors.ts'
import type { ProcessGraph } from './domain/graph.ts'
import type { Task, TaskFacts } from './domain/task.ts'

/** Columns of `Task`, for every statement that reads tasks. */
export const TASK_COLUMNS = sql`id, instance_id as "instanceId", subject_id as "subjectId", procedure, seq, node, name,
  unit_id as "unitId", roles, outcomes, form, hours, counted, clock_effect as clock,
  national_status as "nationalStatus", opened_at as "openedAt", due_at as "dueAt", assignee_id as "assigneeId",
  claimed_at as "claimedAt", completed_at as "completedAt", completed_by as "completedBy", outcome, note,
  cancelled_at as "cancelledAt", parent, item_index as "itemIndex", item`

/** What a list shows of an open task, and what is needed to say who may do something with it. */
export type ShownTask = TaskFacts &
  Pick<Task, 'id' | 'subjectId' | 'name' | 'outcomes' | 'form' | 'openedAt' | 'dueAt'>

/** The open tasks of these subjects as lists show them, in order of opening for each. */
export async function shownTasks(ctx: Ctx, subjectIds: readonly string[]): Promise<ShownTask[]> {
  const { rows } = await sql<ShownTask>`select id, subject_id as "subjectId", procedure, node, name,
      unit_id as "unitId", roles, outcomes, form, opened_at as "openedAt", due_at as "dueAt", assignee_id as "assigneeId",
      completed_at as "completedAt", cancelled_at as "cancelledAt" from process.task
     where subject_id = any(${subjectIds}) and completed_at is null and cancelled_at is null
     order by subject_id, opened_at, seq`.execute(ctx.db)
  return rows
}

/** The open tasks of these subjects, in order of opening for each. */
export async function openTasks(ctx: Ctx, subjectIds: readonly string[]): Promise<Task[]> {
  const { rows } = await sql<Task>`select ${TASK_COLUMNS} from process.task
     where subject_id = any(${subjectIds}) and completed_at is null and cancelled_at is null
     order by subject_id, opened_at, seq`.execute(ctx.db)
  return rows
}

/** Every task a subject ever had, in order of opening: the control slip of the dossier. */
export async function tasksOf(ctx: Ctx, subjectId: string): Promise<Task[]> {
  const { rows } = await sql<Task>`select ${TASK_COLUMNS} from process.task
     where subject_id = ${subjectId} order by opened_at, seq`.execute(ctx.db)
  return rows
}

/**
 * Whether what a process asked of others is still wanted: its call waits, or (where nothing waits) the process neither
 * failed nor was cancelled.
 */
export async function isStillAsked(
  ctx: Ctx,
  { instanceId, token }: { instanceId: string; token: string | null },
): Promise<boolean> {
  const { rows } = await sql<{ asked: boolean }>`select exists (select from process.instance i
     where i.id = ${instanceId} and not i.cancelled and (${token}::uuid is null
       or exists (select from process.token t where t.id = ${token}::uuid and t.instance_id = i.id))) as asked`.execute(
    ctx.db,
  )
  return rows[0]!.asked
}

/** Where the process of a subject stands: its version, and the nodes at which something waits that no person does. */
export type Standing = { versionId: string; ended: boolean; waiting: string[] }

/** The latest process of a subject, running or ended; null when none was ever begun. */
export async function standingOf(ctx: Ctx, subjectId: string): Promise<Standing | null> {
  const { rows } = await sql<Standing>`select i.version_id as "versionId", i.ended_at is not null as ended,
      array(select distinct t.node from process.token t
             where t.instance_id = i.id and t.kind in ('wait', 'join') order by t.node) as waiting
    from process.instance i where i.subject_id = ${subjectId}
   order by i.started_at desc, i.id desc limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

/** A task, open or closed; null when there is none. */
export async function taskById(ctx: Ctx, taskId: string): Promise<Task | null> {
  const { rows } = await sql<Task>`select ${TASK_COLUMNS} from process.task where id = ${taskId}`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}

/**
 * The graph of a published version. Versions never change, so each is read once.
 * @throws 404 `process.not_found`
 */
export async function processGraph(ctx: Ctx, versionId: string): Promise<ProcessGraph> {
  const known = graphsOf(ctx)
  const graph = known.get(versionId)
  if (graph) return graph
  const { rows } = await sql<{ graph: ProcessGraph }>`
    select graph from process.process_version where id = ${versionId}`.execute(ctx.db)
  if (!rows[0]) throw notFound('process.not_found', 'Không có phiên bản quy trình này.')
  if (known.size >= MOST_GRAPHS) known.clear()
  known.set(versionId, rows[0].graph)
  return rows[0].graph
}

/** The BPMN file of a published version as it was published. @throws 404 `process.not_found` */
export async function processXml(ctx: Ctx, versionId: string): Promise<string> {
  const { rows } = await sql<{ xml: string }>`
    select xml from process.process_version where id = ${versionId}`.execute(ctx.db)
  if (!rows[0]) throw notFound('process.not_found', 'Không có phiên bản quy trình này.')
  return rows[0].xml
}

/** Some 10 kB each. */
const MOST_GRAPHS = 1000

// Per database, and dropped with it: the file store is what all contexts of a root share.
const graphs = new WeakMap<Ctx['files'], Map<string, ProcessGraph>>()

function graphsOf(ctx: Ctx): Map<string, ProcessGraph> {
  const known = graphs.get(ctx.files) ?? new Map<string, ProcessGraph>()
  graphs.set(ctx.files, known)
  return known
}
