import { boundaryOf, type GraphNode } from '../graph.ts'
import type { Run } from './move.ts'
import type { Token } from './state.ts'

/** A token without its id. */
type Fresh = Token extends infer T
  ? T extends Token
    ? Omit<T, 'id' | 'parent'> & { parent: string | undefined }
    : never
  : never

export function put(run: Run, fresh: Fresh): Token {
  const { parent, ...rest } = fresh
  const token = { id: run.newToken(), ...rest, ...(parent !== undefined && { parent }) } as Token
  run.tokens.push(token)
  return token
}

/** Starts the timers of a token: those on the border of its node, and those among the `events` it waits for. */
export function startTimers(run: Run, host: Token, node: GraphNode, events: readonly GraphNode[] = []): void {
  for (const on of [...boundaryOf(run.graph, node), ...events]) {
    if ((on.kind !== 'timer' && on.kind !== 'catch') || on.duration === undefined) continue
    const timer = put(run, { node: on.id, kind: 'timer', host: host.id, parent: undefined })
    run.effects.push({
      kind: 'timerScheduled',
      token: timer.id,
      node: on.id,
      host: host.id,
      duration: on.duration,
    })
  }
}

export type Closing = 'completed' | 'interrupted' | 'cancelled'

/** Takes a token away with its timers and all that runs inside it. */
export function close(run: Run, token: Token, how: Closing, outcome?: string): void {
  remove(run, token)
  const { id, node } = token
  if (token.kind === 'task') {
    run.effects.push({ kind: 'taskClosed', token: id, node, how, ...(outcome && { outcome }) })
  }
  if (how !== 'completed' && token.kind === 'wait' && run.graph.nodes[node]!.kind === 'call') {
    run.effects.push({ kind: 'callCancelled', token: id, node })
  }
  for (const timer of run.tokens.filter((other) => other.kind === 'timer' && other.host === id)) {
    remove(run, timer)
    run.effects.push({ kind: 'timerCancelled', token: timer.id, node: timer.node })
  }
  if (token.kind === 'scope' || token.kind === 'multi') {
    closeInside(run, id, how === 'cancelled' ? how : 'interrupted')
  }
}

/** Takes away all that runs inside a sub-process or repeated task, or (without one) in the whole process. */
export function closeInside(run: Run, parent: string | undefined, how: Closing): void {
  run.pending = run.pending.filter((move) => move.parent !== parent)
  const inside = run.tokens.filter((token) => token.kind !== 'timer' && token.parent === parent)
  for (const token of inside) close(run, token, how)
}

export function remove(run: Run, token: Token): void {
  const at = run.tokens.indexOf(token)
  if (at >= 0) run.tokens.splice(at, 1)
}
