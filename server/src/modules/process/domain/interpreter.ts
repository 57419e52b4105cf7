import { holds } from '@motcua/rules'
import {
  type BoundaryNode,
  boundaryOf,
  called,
  type GraphFlow,
  type GraphNode,
  type MessageNode,
  type ProcessGraph,
  type TimerNode,
  type UserNode,
} from './graph.ts'

/**
 * Where the process stands. A `task` token is an open user task, a `join` token waits at a parallel gateway for
 * the other flows, a `timer` token is a running timer on the task token `host`.
 */
export type Token =
  | { id: string; node: string; kind: 'task' }
  | { id: string; node: string; kind: 'join'; flow: string }
  | { id: string; node: string; kind: 'timer'; host: string }

export type Vars = Readonly<Record<string, unknown>>

/** Tokens stand in the order in which they were made. Ended means that no token is left. */
export type ProcessState = { tokens: readonly Token[]; vars: Vars; ended: boolean }

export type ProcessEvent =
  | { kind: 'start'; vars?: Vars }
  /** Without `outcome` the usual (first) one. `data` becomes variables and wins over `outcome`. */
  | { kind: 'complete'; token: string; outcome?: string; data?: Vars }
  /** `name` is the name or the id of the message. One task gets it: the one longest open. */
  | { kind: 'message'; name: string; data?: Vars }
  | { kind: 'timer'; token: string; data?: Vars }
  | { kind: 'cancel' }

export type Effect =
  | { kind: 'taskOpened'; token: string; node: string }
  | {
      kind: 'taskClosed'
      token: string
      node: string
      how: 'completed' | 'interrupted' | 'cancelled'
      outcome?: string
    }
  | { kind: 'timerScheduled'; token: string; node: string; host: string; duration: string }
  | { kind: 'timerCancelled'; token: string; node: string }
  | { kind: 'serviceCalled'; node: string; action: string | null }
  /** Tokens wait at joins that nothing can complete any more; the process cannot go on by itself. */
  | { kind: 'stuck'; nodes: string[] }
  | { kind: 'ended'; how: 'completed' | 'cancelled' }

export type StepResult = { state: ProcessState; effects: Effect[] }

/** An event that the process cannot take; nothing has changed. `details` names what would have been possible. */
export class ProcessError extends Error {
  override readonly name = 'ProcessError'
  constructor(
    readonly code:
      | 'process.not_open'
      | 'process.unknown_outcome'
      | 'process.unexpected_message'
      | 'process.no_timer'
      | 'process.no_path'
      | 'process.endless_loop'
      | 'process.ended',
    message: string,
    readonly details?: unknown,
  ) {
    super(message)
  }
}

/** Before `start`. */
export const NOT_STARTED: ProcessState = { tokens: [], vars: {}, ended: false }

/** Moves of one step after which a loop without any person in it is taken to be endless. */
const MOST_MOVES = 10_000

/**
 * One move of the process: from an event to the next rest, where only people, messages and timers can go on.
 * Pure: token ids come from `newToken`, time stays outside (timers are effects).
 * Variables: the data of events at top level, `outcome` (the last one), `outcomes.<taskId>`.
 * @throws ProcessError when the event does not fit the state; the state given stays valid
 */
export function step(
  graph: ProcessGraph,
  state: ProcessState,
  event: ProcessEvent,
  newToken: () => string,
): StepResult {
  if (state.ended) throw new ProcessError('process.ended', 'Quy trình đã kết thúc.')
  const run: Run = {
    graph,
    newToken,
    tokens: [...state.tokens],
    vars: state.vars,
    effects: [],
    pending: [],
    moves: 0,
  }
  switch (event.kind) {
    case 'start':
      run.vars = { ...state.vars, ...event.vars }
      enter(run, graph.start, null)
      break
    case 'complete':
      complete(run, event)
      break
    case 'message':
      receive(run, event)
      break
    case 'timer':
      fire(run, event)
      break
    case 'cancel':
      return cancel(run)
  }
  settle(run)
  return rest(run)
}

/** The task token a person means by the id of a node: the one longest open. */
export function openTaskAt(state: ProcessState, node: string): Token | undefined {
  return state.tokens.find((token) => token.kind === 'task' && token.node === node)
}

/** Ids of the open tasks in order of opening; a task open twice stands twice. */
export function openNodes(state: ProcessState): string[] {
  return state.tokens.filter((token) => token.kind === 'task').map((token) => token.node)
}

type Run = {
  graph: ProcessGraph
  newToken: () => string
  tokens: Token[]
  vars: Vars
  effects: Effect[]
  /** Flows still to be followed, the next one last. */
  pending: GraphFlow[]
  moves: number
}

function complete(run: Run, event: Extract<ProcessEvent, { kind: 'complete' }>): void {
  const token = run.tokens.find((t) => t.id === event.token && t.kind === 'task')
  if (!token) throw new ProcessError('process.not_open', 'Bước này không đang mở.')
  const node = run.graph.nodes[token.node] as UserNode
  const allowed = node.step.outcomes.map((outcome) => outcome.key)
  const outcome = event.outcome ?? allowed[0]!
  if (!allowed.includes(outcome)) {
    const message = `Bước ${called(node)} không có kết quả "${outcome}"; hãy chọn: ${allowed.join(', ')}.`
    throw new ProcessError('process.unknown_outcome', message, { allowed })
  }
  const outcomes = { ...(run.vars['outcomes'] as Vars | undefined), [node.id]: outcome }
  run.vars = { ...run.vars, outcome, outcomes, ...event.data }
  close(run, token, 'completed', outcome)
  leave(run, node)
}

function receive(run: Run, event: Extract<ProcessEvent, { kind: 'message' }>): void {
  const hit = listeners(run).find(({ on }) => on.message.name === event.name || on.message.id === event.name)
  if (!hit) {
    const expected = [...new Set(listeners(run).map(({ on }) => on.message.name))]
    const hint = expected.length ? `; đang chờ: ${expected.join(', ')}` : ''
    const message = `Không có bước nào đang mở chờ thông điệp "${event.name}"${hint}.`
    throw new ProcessError('process.unexpected_message', message, { expected })
  }
  run.vars = { ...run.vars, ...event.data }
  leaveBoundary(run, hit.on, hit.token)
}

function listeners(run: Run): { token: Token; on: MessageNode }[] {
  return run.tokens.flatMap((token) =>
    boundaryOf(run.graph, run.graph.nodes[token.node]!)
      .filter((on): on is MessageNode => token.kind === 'task' && on.kind === 'message')
      .map((on) => ({ token, on })),
  )
}

function fire(run: Run, event: Extract<ProcessEvent, { kind: 'timer' }>): void {
  const timer = run.tokens.find((token) => token.id === event.token)
  const host = timer?.kind === 'timer' && run.tokens.find((token) => token.id === timer.host)
  if (!timer || !host) throw new ProcessError('process.no_timer', 'Hẹn giờ này không còn chạy.')
  run.vars = { ...run.vars, ...event.data }
  remove(run, timer)
  leaveBoundary(run, run.graph.nodes[timer.node] as TimerNode, host)
}

function leaveBoundary(run: Run, on: BoundaryNode, host: Token): void {
  if (on.interrupting) close(run, host, 'interrupted')
  leave(run, on)
}

function cancel(run: Run): StepResult {
  for (const token of [...run.tokens]) if (token.kind === 'task') close(run, token, 'cancelled')
  run.effects.push({ kind: 'ended', how: 'cancelled' })
  return { state: { tokens: [], vars: run.vars, ended: true }, effects: run.effects }
}

function close(
  run: Run,
  token: Token,
  how: 'completed' | 'interrupted' | 'cancelled',
  outcome?: string,
): void {
  remove(run, token)
  run.effects.push({
    kind: 'taskClosed',
    token: token.id,
    node: token.node,
    how,
    ...(outcome && { outcome }),
  })
  for (const timer of run.tokens.filter((t) => t.kind === 'timer' && t.host === token.id)) {
    remove(run, timer)
    run.effects.push({ kind: 'timerCancelled', token: timer.id, node: timer.node })
  }
}

function remove(run: Run, token: Token): void {
  run.tokens.splice(run.tokens.indexOf(token), 1)
}

function settle(run: Run): void {
  for (let flow = run.pending.pop(); flow; flow = run.pending.pop()) {
    run.moves += 1
    if (run.moves > MOST_MOVES) {
      const node = run.graph.nodes[flow.target]!
      const message = `Quy trình quay vòng mãi qua ${called(node)} mà không dừng ở việc nào của người.`
      throw new ProcessError('process.endless_loop', message, { node: node.id })
    }
    enter(run, flow.target, flow.id)
  }
}

function enter(run: Run, id: string, flow: string | null): void {
  const node = run.graph.nodes[id]!
  switch (node.kind) {
    case 'user':
      open(run, node)
      break
    case 'service':
      run.effects.push({ kind: 'serviceCalled', node: node.id, action: node.action })
      leave(run, node)
      break
    case 'parallel':
      join(run, node, flow)
      break
    case 'end':
      break
    default:
      leave(run, node)
  }
}

function open(run: Run, node: UserNode): void {
  const token: Token = { id: run.newToken(), node: node.id, kind: 'task' }
  run.tokens.push(token)
  run.effects.push({ kind: 'taskOpened', token: token.id, node: node.id })
  for (const on of boundaryOf(run.graph, node)) {
    if (on.kind !== 'timer') continue
    const timer: Token = { id: run.newToken(), node: on.id, kind: 'timer', host: token.id }
    run.tokens.push(timer)
    run.effects.push({
      kind: 'timerScheduled',
      token: timer.id,
      node: on.id,
      host: token.id,
      duration: on.duration,
    })
  }
}

/** Waits until every incoming flow has brought a token, then takes one of each: a loop may bring more, they stay. */
function join(run: Run, node: GraphNode, flow: string | null): void {
  if (node.incoming.length > 1 && flow !== null) {
    run.tokens.push({ id: run.newToken(), node: node.id, kind: 'join', flow })
    const waiting = node.incoming.map((id) =>
      run.tokens.find((token) => token.kind === 'join' && token.node === node.id && token.flow === id),
    )
    if (waiting.includes(undefined)) return
    for (const token of waiting) remove(run, token!)
  }
  leave(run, node)
}

function leave(run: Run, node: GraphNode): void {
  // The last one pushed is followed first, so the first branch of the file is run to its rest before the next.
  for (const flow of chooseFlows(run.graph, node, run.vars).reverse()) run.pending.push(flow)
}

/**
 * The flows taken out of a node. Exclusive gateway: the first whose condition is true, else the default.
 * Elsewhere: all without a condition and all whose condition is true, else the default.
 * @throws ProcessError `process.no_path` when there are flows but none can be taken
 */
function chooseFlows(graph: ProcessGraph, node: GraphNode, vars: Vars): GraphFlow[] {
  const flows = node.outgoing.map((id) => graph.flows[id]!)
  const byDefault = 'defaultFlow' in node ? flows.filter((flow) => flow.id === node.defaultFlow) : []
  const open = (flow: GraphFlow) =>
    !byDefault.includes(flow) && (!flow.condition || holds(flow.condition.expression, vars))
  const first = node.kind === 'exclusive' ? flows.find(open) : undefined
  const taken = node.kind === 'exclusive' ? (first ? [first] : []) : flows.filter(open)
  const chosen = taken.length > 0 ? taken : byDefault
  if (chosen.length === 0 && flows.length > 0) {
    const conditions = flows.map((flow) => `${called(flow)}: ${flow.condition?.text ?? ''}`)
    const message = `Không có đường đi tiếp từ ${called(node)}: mọi điều kiện đều sai và không có luồng mặc định.`
    throw new ProcessError('process.no_path', message, { node: node.id, conditions })
  }
  return chosen
}

function rest(run: Run): StepResult {
  const { tokens, vars, effects } = run
  const ended = tokens.length === 0
  if (ended) effects.push({ kind: 'ended', how: 'completed' })
  else if (!tokens.some((token) => token.kind === 'task')) {
    effects.push({ kind: 'stuck', nodes: [...new Set(tokens.map((token) => token.node))] })
  }
  return { state: { tokens, vars, ended }, effects }
}
