import { boundaryOf, type EndNode, type ErrorNode, type ProcessGraph } from '../graph.ts'
import { leave, type Run } from './move.ts'
import type { Token } from './state.ts'
import { close, closeInside } from './tokens.ts'

/** A token at an end event is used up; the kind of the end says what else goes with it. */
export function endWith(run: Run, node: EndNode, parent: string | undefined): void {
  if (node.how === 'terminate') closeInside(run, parent, 'interrupted')
  if (node.how !== 'error') return
  const error = node.error ?? null
  const around = run.tokens.find((token) => token.id === parent)
  if (throwError(run, around, error)) return
  closeInside(run, undefined, 'interrupted')
  run.failed = { error }
}

/**
 * Brings an error to the nearest event that catches it: on the token itself, else on what it runs in.
 * @returns false when nothing catches it; then nothing has changed
 */
export function throwError(run: Run, from: Token | undefined, error: string | null): boolean {
  for (let host = from; host; host = parentOf(run.tokens, host)) {
    const on = catcherAt(run.graph, host, error)
    if (!on) continue
    close(run, host, 'interrupted')
    leave(run, on, host.parent)
    return true
  }
  return false
}

function catcherAt(graph: ProcessGraph, host: Token, error: string | null): ErrorNode | undefined {
  // The tasks of a repeated one have no border of their own.
  if (host.kind === 'task' && host.index !== undefined) return undefined
  const events = boundaryOf(graph, graph.nodes[host.node]!).filter((on) => on.kind === 'error')
  return events.find((on) => on.error === error) ?? events.find((on) => on.error === null)
}

function parentOf(tokens: readonly Token[], token: Token): Token | undefined {
  return token.parent === undefined ? undefined : tokens.find((other) => other.id === token.parent)
}
