import type { GraphFlow, GraphNode, ProcessGraph } from '../graph.ts'
import type { Decide } from './decide.ts'
import type { Effect, Token, Vars } from './state.ts'

/** A step under way. Changed only by the functions of this folder, and thrown away after the step. */
export type Run = {
  graph: ProcessGraph
  newToken: () => string
  decide: Decide
  tokens: Token[]
  vars: Vars
  effects: Effect[]
  /** Flows still to be followed, the next one last, each with the token of the sub-process that it runs in. */
  pending: { flow: GraphFlow; parent: string | undefined }[]
  moves: number
  /** Set when an error that nothing caught has ended the process. */
  failed?: { error: string | null }
}

/** Puts what follows a node on the list of moves. */
export function leave(run: Run, node: GraphNode, parent: string | undefined): void {
  // The last one pushed is followed first, so the first branch of the file is run to its rest before the next.
  for (const flow of run.decide.flows(run.graph, node, run.vars).reverse()) run.pending.push({ flow, parent })
}
