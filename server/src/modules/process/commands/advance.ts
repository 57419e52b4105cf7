import { vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { type AppError, conflict, unprocessable } from '../../../platform/errors.ts'
import { unitByRef } from '../../organisations/index.ts'
import { addDuration, parseDuration } from '../domain/duration.ts'
import type { Mapping, ProcessGraph, UserNode } from '../domain/graph.ts'
import {
  type Effect,
  ProcessError,
  type ProcessEvent,
  type StepResult,
  step,
  type Token,
  type Vars,
  waitingNodes,
} from '../domain/interpreter.ts'
import { openedTask, symbolicUnit, type Task } from '../domain/task.ts'
import { keepUsed } from '../domain/used-names.ts'
import { processGraph } from '../queries.ts'
import {
  cancelTaskRows,
  completeTaskRow,
  insertTask,
  insertTimer,
  type LockedInstance,
  markTimer,
  replaceTokens,
  type StoredToken,
  updateInstance,
  updateMulti,
} from '../store/runs.ts'

/** What a process needs from its caller. */
export type ProcessPorts = {
  /** When a step of so many working hours of a unit is due. */
  stepDueAt: (unitId: string, from: Date, hours: number) => Promise<Date>
  /** Name of the job that rings a timer; its payload is `{subjectId, timerId}`. */
  timerJob: string
  /** All answers of a subject, asked for when another version of its process reads more of them. */
  answersOf?: (subjectId: string) => Promise<Vars>
}

/** What one event did. */
export type Advance = {
  instanceId: string
  subjectId: string
  /** The task that the event completed. */
  completed: Task | null
  /** Tasks that the event took away. */
  interrupted: Task[]
  opened: Task[]
  /** All that is open now, in order of opening. */
  open: Task[]
  /** Actions of service tasks on the way, in order. */
  services: { node: string; action: string | null }[]
  /** Messages that went out on the way, in order. */
  sent: Address[]
  /** Calls that began: the message `called.<token>` to the same subject ends one. */
  called: (Address & { token: string })[]
  /** Tokens of calls that an event took away. */
  uncalled: string[]
  /** Ids of the steps that wait for a message, a time or a call. */
  waiting: string[]
  ended: boolean
  /** The code of the error that ended the process, when nothing caught it; null without one. */
  failure: string | null
  /** Joins that nothing can complete any more, when only those are left. */
  stuck: string[]
}

/** Where something goes: `unit` and `process` as written in the file. */
export type Address = {
  node: string
  name: string
  message: string | null
  unit: string | null
  process: string | null
  hours: number | null
  silence: boolean
  /** What the other process is told of the answers; null when the file leaves it to the caller. */
  answers: Mapping[] | null
}

/**
 * Moves a locked process by one event and writes what changed.
 * @throws 409 or 422 when the event does not fit, see `ProcessError`
 */
export async function advance(
  ctx: Ctx,
  locked: LockedInstance,
  event: ProcessEvent,
  ports: ProcessPorts | null,
  note: string | null = null,
): Promise<Advance> {
  const { instance, state } = locked
  const graph = await processGraph(ctx, instance.versionId)
  const result = take(() => step(graph, state, withToday(ctx, event), ctx.newId))
  const seqOf = numbering(locked, result)
  const opened = await openTasks(ctx, locked, result, seqOf, ports)
  const closed = closeTasks(ctx, locked, result.effects, note)

  updateInstance(ctx, instance.id, {
    vars: keepUsed(graph, result.state.vars),
    nextSeq: instance.nextSeq + result.state.tokens.length,
    ended: result.state.ended,
    cancelled: result.effects.some((e) => e.kind === 'ended' && e.how !== 'completed'),
  })
  for (const task of opened) insertTask(ctx, task)
  writeTokens(ctx, locked, result, seqOf)
  writeTimers(ctx, locked, result.effects, seqOf, ports)
  if (event.kind === 'timer') markTimer(ctx, event.token, 'fired')

  const openIds = new Set(result.state.tokens.map((token) => token.id))
  return {
    instanceId: instance.id,
    subjectId: instance.subjectId,
    ...closed,
    opened,
    open: [...locked.tasks, ...opened].filter((task) => openIds.has(task.id)),
    services: result.effects.flatMap((e) =>
      e.kind === 'serviceCalled' ? [{ node: e.node, action: e.action }] : [],
    ),
    ...outwardOf(graph, result),
    waiting: waitingNodes(result.state),
    ended: result.state.ended,
    stuck: result.effects.flatMap((e) => (e.kind === 'stuck' ? e.nodes : [])),
  }
}

/** What the step has to say to the world outside. */
function outwardOf(
  graph: ProcessGraph,
  { state, effects }: StepResult,
): Pick<Advance, 'sent' | 'called' | 'uncalled' | 'failure'> {
  const address = (effect: Extract<Effect, { kind: 'sent' | 'called' }>): Address => {
    const { node, unit, process } = effect
    const asker = graph.nodes[node]!
    const { hours = null, silence = false, answers = null } = 'silence' in asker ? asker : {}
    const message = effect.kind === 'sent' ? effect.message : null
    return { node, name: asker.name ?? node, message, unit, process, hours, silence, answers }
  }
  const alive = new Set(state.tokens.map((token) => token.id))
  const ended = effects.find((e) => e.kind === 'ended')
  return {
    sent: effects.flatMap((e) => (e.kind === 'sent' ? [address(e)] : [])),
    called: effects.flatMap((e) =>
      e.kind === 'called' && alive.has(e.token) ? [{ ...address(e), token: e.token }] : [],
    ),
    uncalled: effects.flatMap((e) => (e.kind === 'callCancelled' ? [e.token] : [])),
    failure: ended?.how === 'failed' ? (ended.error ?? 'process.error') : null,
  }
}

/** Key of the job of a timer. */
export const timerKey = (timerId: string): string => `process.timer.${timerId}`

/** Conditions may ask for `today()`: the civil date in Việt Nam. */
function withToday(ctx: Ctx, event: ProcessEvent): ProcessEvent {
  const today = vietnamDate(ctx.now())
  if (event.kind === 'start') return { ...event, vars: { ...event.vars, today } }
  return event.kind === 'cancel' ? event : { ...event, data: { ...event.data, today } }
}

function take(work: () => StepResult): StepResult {
  try {
    return work()
  } catch (error) {
    throw error instanceof ProcessError ? refusalOf(error) : error
  }
}

function refusalOf({ code, message, details }: ProcessError): AppError {
  switch (code) {
    case 'process.unknown_outcome':
      return unprocessable('task.unknown_outcome', message, details)
    case 'process.no_path':
    case 'process.bad_items':
    case 'process.uncaught_error':
    case 'process.endless_loop':
      return unprocessable(code, message, details)
    default:
      return conflict(code, message, details)
  }
}

/** Numbers for the tokens made by this step: new ones stand behind all that were there. */
function numbering({ instance, state }: LockedInstance, result: StepResult): (token: string) => number {
  const old = new Set(state.tokens.map((token) => token.id))
  const made = result.state.tokens.filter((token) => !old.has(token.id))
  const numbers = new Map(made.map((token, index) => [token.id, instance.nextSeq + index]))
  return (token) => numbers.get(token) ?? instance.nextSeq
}

async function openTasks(
  ctx: Ctx,
  { instance }: LockedInstance,
  result: StepResult,
  seqOf: (token: string) => number,
  ports: ProcessPorts | null,
): Promise<Task[]> {
  const graph = await processGraph(ctx, instance.versionId)
  // One that opened and was taken away again in the same step has never been there.
  const parents = new Map(result.state.tokens.map((token) => [token.id, token.parent]))
  const effects = result.effects.filter(
    (effect) => effect.kind === 'taskOpened' && parents.has(effect.token),
  ) as Extract<Effect, { kind: 'taskOpened' }>[]
  return Promise.all(
    effects.map(async (effect) => {
      const node = graph.nodes[effect.node] as UserNode
      const { unit, hours } = node.step
      const unitId = symbolicUnit(instance.units, unit) ?? (await unitByRef(ctx, unit)).id
      const dueAt = hours === null || !ports ? null : await ports.stepDueAt(unitId, ctx.now(), hours)
      const { id: instanceId, subjectId, procedure } = instance
      const seq = seqOf(effect.token)
      return openedTask(node, {
        id: effect.token,
        instanceId,
        subjectId,
        procedure,
        seq,
        unitId,
        openedAt: ctx.now(),
        dueAt,
        parent: parents.get(effect.token) ?? null,
        itemIndex: effect.index ?? null,
        item: effect.item ?? null,
      })
    }),
  )
}

function closeTasks(ctx: Ctx, { tasks }: LockedInstance, effects: readonly Effect[], note: string | null) {
  const closed = effects.filter(
    (effect) => effect.kind === 'taskClosed' && tasks.some((task) => task.id === effect.token),
  ) as Extract<Effect, { kind: 'taskClosed' }>[]
  const taskOf = (id: string) => tasks.find((task) => task.id === id)!
  const done = closed.find((effect) => effect.how === 'completed')
  const gone = closed.filter((effect) => effect.how !== 'completed').map((effect) => taskOf(effect.token))
  if (done) completeTaskRow(ctx, done.token, done.outcome!, note)
  cancelTaskRows(
    ctx,
    gone.map((task) => task.id),
  )
  const completed = done && {
    ...taskOf(done.token),
    completedAt: ctx.now(),
    completedBy: ctx.actor.id,
    outcome: done.outcome!,
    note,
  }
  return {
    completed: completed ?? null,
    interrupted: gone.map((task) => ({ ...task, cancelledAt: ctx.now() })),
  }
}

/** Writes what changed among the tokens that have rows of their own. */
function writeTokens(
  ctx: Ctx,
  { instance, state }: LockedInstance,
  result: StepResult,
  seqOf: (id: string) => number,
): void {
  const before = new Map(state.tokens.filter(isStored).map((token) => [token.id, token]))
  const after = result.state.tokens.filter(isStored)
  const left = new Set(after.map((token) => token.id))
  const gone = [...before.keys()].filter((id) => !left.has(id))
  const made = after.filter((token) => !before.has(token.id))
  replaceTokens(
    ctx,
    instance.id,
    gone,
    made.map((token) => ({ token, seq: seqOf(token.id) })),
  )
  for (const token of after) {
    const old = before.get(token.id)
    if (token.kind === 'multi' && old && old !== token) updateMulti(ctx, token)
  }
}

function isStored(token: Token): token is StoredToken {
  return token.kind !== 'task' && token.kind !== 'timer'
}

function writeTimers(
  ctx: Ctx,
  { instance }: LockedInstance,
  effects: readonly Effect[],
  seqOf: (token: string) => number,
  ports: ProcessPorts | null,
): void {
  for (const effect of effects) {
    if (effect.kind === 'timerCancelled') {
      markTimer(ctx, effect.token, 'cancelled')
      ctx.unschedule(timerKey(effect.token))
    }
    if (effect.kind === 'timerScheduled' && ports) {
      const { token: id, host: hostId, node } = effect
      const dueAt = addDuration(ctx.now(), parseDuration(effect.duration)!)
      insertTimer(ctx, { id, instanceId: instance.id, hostId, seq: seqOf(id), node, dueAt })
      const payload = { subjectId: instance.subjectId, timerId: id }
      ctx.schedule({ name: ports.timerJob, payload, at: dueAt, key: timerKey(id) })
    }
  }
}
