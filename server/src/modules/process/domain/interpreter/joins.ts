import { boundaryOf, type GraphNode, type InclusiveNode, type ParallelNode } from '../graph.ts'
import { leave, type Run } from './move.ts'
import type { Token, TokenOf } from './state.ts'
import { remove } from './tokens.ts'

/** Goes on when every incoming flow has brought a token, with one of each: a loop may bring more, they stay. */
export function openParallel(run: Run, node: ParallelNode, parent: string | undefined): void {
  const waiting = node.incoming.map((flow) =>
    run.tokens.find((token) => isAt(token, node, parent) && token.flow === flow),
  )
  if (waiting.includes(undefined)) return
  for (const token of waiting) remove(run, token!)
  leave(run, node, parent)
}

/**
 * Opens one inclusive join that has waited long enough; false when there is none. It goes on, with one token of
 * every flow that has one, unless a token elsewhere can still come by a flow that has none (BPMN 2.0.2, 13.4.3:
 * one that can reach an empty flow, and no flow that has a token, without passing the join itself).
 */
export function openInclusive(run: Run): boolean {
  for (const token of run.tokens) {
    const node = run.graph.nodes[token.node]!
    if (token.kind !== 'join' || node.kind !== 'inclusive' || mustWait(run, node, token.parent)) continue
    const flows = flowsWaiting(run, node, token.parent)
    for (const flow of flows) {
      remove(run, run.tokens.find((other) => isAt(other, node, token.parent) && other.flow === flow)!)
    }
    leave(run, node, token.parent)
    return true
  }
  return false
}

function mustWait(run: Run, node: InclusiveNode, parent: string | undefined): boolean {
  const full = flowsWaiting(run, node, parent)
  if (full.length === node.incoming.length) return false
  const empty = node.incoming.filter((flow) => !full.includes(flow))
  // What runs inside sub-processes and repeated tasks is there as the token of the whole.
  return run.tokens.some((token) => {
    if (token.kind === 'timer' || token.parent !== parent || isAt(token, node, parent)) return false
    const reach = flowsAfter(run, token, node)
    return empty.some((flow) => reach.has(flow)) && !full.some((flow) => reach.has(flow))
  })
}

function flowsWaiting(run: Run, node: GraphNode, parent: string | undefined): string[] {
  return node.incoming.filter((flow) =>
    run.tokens.some((token) => isAt(token, node, parent) && token.flow === flow),
  )
}

function isAt(token: Token, node: GraphNode, parent: string | undefined): token is TokenOf<'join'> {
  return token.kind === 'join' && token.node === node.id && token.parent === parent
}

/** The flows that a token can come to without passing the join. */
function flowsAfter({ graph }: Run, token: Token, join: GraphNode): Set<string> {
  const waysOut = (node: GraphNode) =>
    [node, ...boundaryOf(graph, node)].flatMap((from) => (from.id === join.id ? [] : from.outgoing))
  const reach = new Set(waysOut(graph.nodes[token.node]!))
  for (const flow of reach)
    for (const next of waysOut(graph.nodes[graph.flows[flow]!.target]!)) reach.add(next)
  return reach
}
