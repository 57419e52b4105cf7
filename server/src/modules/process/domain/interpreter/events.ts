import {
  type BoundaryNode,
  boundaryOf,
  called,
  followers,
  type GraphNode,
  type ProcessGraph,
  type UserNode,
} from '../graph.ts'
import { throwError } from './endings.ts'
import { leave, type Run } from './move.ts'
import { countDone } from './multi.ts'
import { ProcessError, type ProcessEvent, type Token, type Vars } from './state.ts'
import { close, remove } from './tokens.ts'

type EventOf<K extends ProcessEvent['kind']> = Extract<ProcessEvent, { kind: K }>

export function complete(run: Run, event: EventOf<'complete'>): void {
  const token = run.tokens.find((other) => other.id === event.token)
  if (token?.kind !== 'task') throw new ProcessError('process.not_open', 'Bước này không đang mở.')
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
  if (token.index === undefined) leave(run, node, token.parent)
  else countDone(run, node, token, outcome)
}

export function receive(run: Run, event: EventOf<'message'>): void {
  const waiting = listeners(run.graph, run.tokens)
  const hit = waiting.find(
    ({ token, names }) => names.includes(event.name) && (event.to ?? token.id) === token.id,
  )
  if (!hit) {
    const expected = [...new Set(waiting.map(({ names }) => names[0]!))]
    const hint = expected.length ? `; đang chờ: ${expected.join(', ')}` : ''
    const message = `Không có bước nào đang mở chờ thông điệp "${event.name}"${hint}.`
    throw new ProcessError('process.unexpected_message', message, { expected })
  }
  run.vars = { ...run.vars, ...event.data }
  happen(run, hit.token, hit.on)
}

/** Somebody who waits for a message: the token, the event or task that takes it, and the names it goes by. */
export type Listener = { token: Token; on: GraphNode; names: string[] }

/** All who wait for a message, the longest waiting first. */
export function listeners(graph: ProcessGraph, tokens: readonly Token[]): Listener[] {
  return tokens.flatMap((token): Listener[] => {
    const node = graph.nodes[token.node]!
    const inner = token.kind === 'wait' ? awaited(graph, node) : []
    return [...inner, ...bordersOf(graph, token)].flatMap((on): Listener[] => {
      if (on.kind === 'call') return [{ token, on, names: [`called.${token.id}`, `called.${on.id}`] }]
      return 'message' in on && on.message ? [{ token, on, names: [on.message.name, on.message.id] }] : []
    })
  })
}

/** What a waiting token waits for: its own node, or one of the events behind an event-based gateway. */
function awaited(graph: ProcessGraph, node: GraphNode): GraphNode[] {
  return node.kind === 'events' ? followers(graph, node) : [node]
}

/** The boundary events that can happen to a token. */
export function bordersOf(graph: ProcessGraph, token: Token): BoundaryNode[] {
  if (token.kind === 'join' || token.kind === 'timer') return []
  // The tasks of a repeated one have no border of their own, only the whole has.
  if (token.kind === 'task' && token.index !== undefined) return []
  return boundaryOf(graph, graph.nodes[token.node]!)
}

export function fire(run: Run, event: EventOf<'timer'>): void {
  const timer = run.tokens.find((token) => token.id === event.token)
  const host = timer?.kind === 'timer' && run.tokens.find((token) => token.id === timer.host)
  if (!timer || !host) throw new ProcessError('process.no_timer', 'Hẹn giờ này không còn chạy.')
  run.vars = { ...run.vars, ...event.data }
  remove(run, timer)
  happen(run, host, run.graph.nodes[timer.node]!)
}

/** The event `on` happens to a token: one on its border, or the very thing it waits for. */
function happen(run: Run, token: Token, on: GraphNode): void {
  const beside = 'interrupting' in on && !on.interrupting
  if (!beside) close(run, token, 'interrupting' in on ? 'interrupted' : 'completed')
  leave(run, on, token.parent)
}

export function fail(run: Run, event: EventOf<'error'>): void {
  const token = run.tokens.find((other) => other.id === event.token)
  if (token?.kind !== 'task' && token?.kind !== 'wait') {
    throw new ProcessError('process.not_open', 'Bước này không đang mở.')
  }
  run.vars = { ...run.vars, ...event.data }
  if (throwError(run, token, event.error)) return
  const message = `Lỗi "${event.error}" ở ${called(run.graph.nodes[token.node]!)} không có sự kiện biên nào đón.`
  throw new ProcessError('process.uncaught_error', message)
}
