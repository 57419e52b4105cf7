import type { Ctx } from '../../../platform/ctx.ts'
import { notFound } from '../../../platform/errors.ts'
import { unitByRef } from '../../organisations/index.ts'
import { addDuration, parseDuration } from '../domain/duration.ts'
import type { ProcessGraph, UserNode } from '../domain/graph.ts'
import { type MigrationPlan, type NodeNames, planMigration } from '../domain/migration.ts'
import { openedTask, symbolicUnit, type Task } from '../domain/task.ts'
import { keepUsed, namesUsed } from '../domain/used-names.ts'
import { processGraph } from '../queries.ts'
import {
  insertMigrated,
  insertMigration,
  lockMigration,
  markUndone,
  restoreSnapshot,
  runningSubjects,
  type Snapshot,
  snapshotOf,
} from '../store/migration.ts'
import { insertTimer, type LockedInstance, lockBySubject, markTimer, updateVars } from '../store/runs.ts'
import { type ProcessPorts, timerKey } from './advance.ts'

export type MigrationChoice = {
  /** Subjects to move, in this order; left out, all that run on the version. */
  only?: readonly string[]
  /** Ids of nodes that have another id in the new version. */
  names?: NodeNames
}

/** What a move does, or would do, to one process. */
export type MigratedProcess = {
  subjectId: string
  moves: MigrationPlan['moves']
  /** Open steps with their deadlines and their effect on the clock of the subject, before and after. */
  tasks: {
    id: string
    from: string
    to: string
    nameBefore: string
    name: string
    unitId: string
    dueBefore: Date | null
    dueAfter: Date | null
    clockBefore: Task['clock']
    clockAfter: Task['clock']
  }[]
  /** Why it stays where it is, in Vietnamese; empty when it moves. */
  problems: MigrationPlan['problems']
}

/** Says for each running process of a version where its tokens would go in another; changes nothing. */
export async function previewMigration(
  ctx: Ctx,
  fromVersionId: string,
  toVersionId: string,
  ports: ProcessPorts,
  choice: MigrationChoice = {},
): Promise<MigratedProcess[]> {
  const found = await preparedMoves(ctx, fromVersionId, toVersionId, ports, choice)
  return found.map(({ result }) => result)
}

/**
 * Moves running processes to another version of their file. What cannot be moved stays, with its reasons. A step
 * keeps its holder and its opening; its deadline is that of the new version, counted from its opening.
 * @throws 404 `process.not_found`
 */
export async function migrateInstances(
  ctx: Ctx,
  fromVersionId: string,
  toVersionId: string,
  ports: ProcessPorts,
  choice: MigrationChoice = {},
): Promise<{ migrationId: string; processes: MigratedProcess[] }> {
  const migrationId = ctx.newId()
  insertMigration(ctx, migrationId, fromVersionId, toVersionId)
  const found = await preparedMoves(ctx, fromVersionId, toVersionId, ports, choice)
  const to = await processGraph(ctx, toVersionId)
  for (const { locked, plan, tasks } of found) {
    if (!plan.state) continue
    const { id: instanceId } = locked.instance
    const { version, ...before } = await snapshotOf(ctx, instanceId)
    const after = afterMove(before, toVersionId, plan, tasks)
    for (const timer of plan.timersDropped) {
      markTimer(ctx, timer.id, 'cancelled')
      ctx.unschedule(timerKey(timer.id))
    }
    restoreSnapshot(ctx, instanceId, after)
    await addAnswers(ctx, locked, to, ports)
    startTimers(ctx, locked, plan, ports)
    insertMigrated(ctx, { migrationId, instanceId, before, after, version: version + 1 })
  }
  return { migrationId, processes: found.map(({ result }) => result) }
}

/**
 * Takes a move back where nothing has happened since; the other processes stay in the new version and are told.
 * @throws 404 `process.no_migration` when there is none or it is undone already
 */
export async function undoMigration(
  ctx: Ctx,
  migrationId: string,
  ports: ProcessPorts,
): Promise<{ undone: string[]; kept: string[] }> {
  const rows = await lockMigration(ctx, migrationId)
  if (!rows) throw notFound('process.no_migration', 'Không có lần chuyển phiên bản này hoặc đã hoàn tác rồi.')
  const back = rows.filter((row) => row.untouched)
  for (const { instanceId, subjectId, before, after } of back) {
    const { timers } = await snapshotOf(ctx, instanceId)
    const earlier = new Set(before.timers.map((timer) => timer.id))
    for (const timer of timers.filter((one) => !earlier.has(one.id))) {
      markTimer(ctx, timer.id, 'cancelled')
      ctx.unschedule(timerKey(timer.id))
    }
    restoreSnapshot(ctx, instanceId, before)
    const kept = new Set(after.timers.map((timer) => timer.id))
    for (const { id, due_at } of before.timers.filter((one) => !kept.has(one.id))) {
      ctx.schedule({
        name: ports.timerJob,
        payload: { subjectId, timerId: id },
        at: new Date(due_at),
        key: timerKey(id),
      })
    }
  }
  markUndone(
    ctx,
    migrationId,
    back.map((row) => row.instanceId),
  )
  const subjects = (list: typeof rows) => list.map((row) => row.subjectId)
  return { undone: subjects(back), kept: subjects(rows.filter((row) => !row.untouched)) }
}

type Prepared = { locked: LockedInstance; plan: MigrationPlan; tasks: Task[]; result: MigratedProcess }

async function preparedMoves(
  ctx: Ctx,
  fromVersionId: string,
  toVersionId: string,
  ports: ProcessPorts,
  { only, names }: MigrationChoice,
): Promise<Prepared[]> {
  const from = await processGraph(ctx, fromVersionId)
  const to = await processGraph(ctx, toVersionId)
  const prepared: Prepared[] = []
  for (const subjectId of only ?? (await runningSubjects(ctx, fromVersionId))) {
    const locked = await lockBySubject(ctx, subjectId)
    if (locked?.instance.versionId !== fromVersionId) continue
    const plan = planMigration(from, to, locked.state, names)
    const tasks: Task[] = []
    for (const { token, to: id } of plan.moves) {
      const task = locked.tasks.find((open) => open.id === token)
      if (task) tasks.push(await movedTask(ctx, locked, task, to.nodes[id] as UserNode, ports))
    }
    const described = tasks.map((task) => {
      const old = locked.tasks.find((open) => open.id === task.id)!
      return {
        id: task.id,
        from: old.node,
        to: task.node,
        nameBefore: old.name,
        name: task.name,
        unitId: task.unitId,
        dueBefore: old.dueAt,
        dueAfter: task.dueAt,
        clockBefore: old.clock,
        clockAfter: task.clock,
      }
    })
    const { moves, problems } = plan
    prepared.push({ locked, plan, tasks, result: { subjectId, moves, tasks: described, problems } })
  }
  return prepared
}

async function movedTask(
  ctx: Ctx,
  { instance }: LockedInstance,
  old: Task,
  node: UserNode,
  ports: ProcessPorts,
): Promise<Task> {
  const { unit, hours } = node.step
  const unitId = symbolicUnit(instance.units, unit) ?? (await unitByRef(ctx, unit)).id
  // The same time in the same unit: a deadline that has been moved meanwhile stays moved.
  const same = hours === old.hours && unitId === old.unitId
  const dueAt = same ? old.dueAt : hours === null ? null : await ports.stepDueAt(unitId, old.openedAt, hours)
  return openedTask(node, { ...old, unitId, dueAt })
}

function afterMove(
  before: Snapshot,
  versionId: string,
  plan: MigrationPlan,
  tasks: readonly Task[],
): Snapshot {
  const tokens = new Map(plan.state!.tokens.map((token) => [token.id, token]))
  const dropped = new Set(plan.timersDropped.map((timer) => timer.id))
  return {
    versionId,
    tasks: tasks.map((task) => ({
      id: task.id,
      node: task.node,
      name: task.name,
      unit_id: task.unitId,
      roles: task.roles,
      outcomes: task.outcomes,
      form: task.form,
      hours: task.hours,
      counted: task.counted,
      clock_effect: task.clock,
      national_status: task.nationalStatus,
      due_at: task.dueAt,
    })),
    tokens: before.tokens.map((row) => {
      const token = tokens.get(String(row['id']))!
      return { ...row, node: token.node, flow: token.kind === 'join' ? token.flow : null }
    }),
    timers: before.timers
      .filter((timer) => !dropped.has(timer.id))
      .map((timer) => ({ ...timer, node: tokens.get(timer.id)!.node })),
  }
}

/** Only what a version reads was kept: another version may read more of the answers. */
async function addAnswers(
  ctx: Ctx,
  { instance }: LockedInstance,
  to: ProcessGraph,
  ports: ProcessPorts,
): Promise<void> {
  const isComplete = [...namesUsed(to)].every((name) => Object.hasOwn(instance.vars, name))
  if (isComplete || !ports.answersOf) return
  const answers = await ports.answersOf(instance.subjectId)
  updateVars(ctx, instance.id, keepUsed(to, { ...answers, ...instance.vars }))
}

function startTimers(ctx: Ctx, { instance }: LockedInstance, plan: MigrationPlan, ports: ProcessPorts): void {
  for (const { host: hostId, node, duration } of plan.timersStarted) {
    const id = ctx.newId()
    const dueAt = addDuration(ctx.now(), parseDuration(duration)!)
    insertTimer(ctx, { id, instanceId: instance.id, hostId, seq: instance.nextSeq, node, dueAt })
    const payload = { subjectId: instance.subjectId, timerId: id }
    ctx.schedule({ name: ports.timerJob, payload, at: dueAt, key: timerKey(id) })
  }
}
