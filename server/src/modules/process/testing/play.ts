import type { ProcessGraph } from '../domain/graph.ts'
import {
  NOT_STARTED,
  openNodes,
  openTaskAt,
  type ProcessEvent,
  type ProcessState,
  step,
  waitingNodes,
} from '../domain/interpreter.ts'

/** A run that remembers its state; its methods name nodes, and take the token made first there. */
export function play(graph: ProcessGraph) {
  let made = 0
  let state: ProcessState = NOT_STARTED
  const send = (event: ProcessEvent) => {
    const result = step(graph, state, event, () => `k${++made}`)
    state = result.state
    return result.effects
  }
  const tokenAt = (node: string) => openTaskAt(state, node)?.id ?? 'none'
  const at = (node: string) => state.tokens.find((token) => token.node === node)?.id ?? 'none'
  return {
    send,
    start: (vars = {}) => send({ kind: 'start', vars }),
    complete: (node: string, data = {}, outcome?: string) =>
      send({ kind: 'complete', token: tokenAt(node), data, outcome }),
    fire: (node: string) => send({ kind: 'timer', token: at(node) }),
    message: (name: string) => send({ kind: 'message', name }),
    fail: (node: string, error: string) => send({ kind: 'error', token: at(node), error }),
    open: () => openNodes(state),
    waiting: () => waitingNodes(state),
    state: () => state,
  }
}
