import { valueIfKnown } from './expressions.ts'
import type { GraphFlow, GraphNode, ProcessGraph, UserNode } from './graph.ts'

export type UsualPath = {
  /** Working hours along the usual path; parallel branches count the longest. */
  hours: number
  /** Ids of the user tasks on that path, in order. */
  path: string[]
  /** Ids of the tasks on it that count but name no hours. */
  missing: string[]
}

/**
 * The working hours of a process when every step ends with its usual outcome. Loops are gone through once,
 * boundary events do not happen, calls count the hours they give another unit, all branches of an inclusive split are taken, steps not counted and steps that pause the clock add nothing. Where a gateway
 * asks for data that are not known, the longest way counts.
 * @param data what is known of the dossier beforehand, such as its case
 */
export function hoursOf(graph: ProcessGraph, data: Readonly<Record<string, unknown>> = {}): UsualPath {
  const back = backFlows(graph)
  const outcomes = Object.fromEntries(
    Object.values(graph.nodes).flatMap((node) =>
      node.kind === 'user' ? [[node.id, usualOutcome(node)]] : [],
    ),
  )
  const known = new Map<string, Way>()
  const from = (id: string, outcome: string | null): Way => {
    const key = `${id} ${outcome ?? ''}`
    const seen = known.get(key)
    if (seen) return seen
    const node = graph.nodes[id]!
    const last = node.kind === 'user' ? usualOutcome(node) : outcome
    const ways = usualFlows(graph, node, back, { ...data, ...(last && { outcome: last }), outcomes }).map(
      (flow) => from(flow.target, last),
    )
    const rest = ways.reduce(
      (longest, way) => (way.minutes > longest.minutes ? way : longest),
      ways[0] ?? NOWHERE,
    )
    const inside = node.kind === 'sub' ? from(node.start, last) : null
    const way = { minutes: minutesOf(node) + (inside?.minutes ?? 0) + rest.minutes, node, inside, rest }
    known.set(key, way)
    return way
  }
  return describe(from(graph.start, null))
}

/** `inside`: the way through the sub-process that the node is. */
type Way = { minutes: number; node: GraphNode | null; inside: Way | null; rest: Way | null }

const NOWHERE: Way = { minutes: 0, node: null, inside: null, rest: null }

function usualOutcome(node: UserNode): string {
  return node.step.outcomes[0]!.key
}

/** Counted in whole minutes, so that sums of decimals are exact. */
function minutesOf(node: GraphNode): number {
  if (node.kind === 'call') return Math.round((node.hours ?? 0) * 60)
  return counts(node) ? Math.round((node.step.hours ?? 0) * 60) * timesInTurn(node) : 0
}

/** How often a step is done one after the other; once where only data tell, or when all are open at once. */
function timesInTurn({ multi }: UserNode): number {
  const items = multi?.sequential ? multi.items.expression : null
  return items?.op === 'value' && typeof items.value === 'number' ? items.value : 1
}

function counts(node: GraphNode | null): node is UserNode {
  return node?.kind === 'user' && node.step.counted && node.step.clock === 'run'
}

function usualFlows(graph: ProcessGraph, node: GraphNode, back: Set<string>, vars: Record<string, unknown>) {
  const flows = node.outgoing.map((id) => graph.flows[id]!)
  const chosen = node.kind === 'exclusive' ? usualChoice(flows, node.defaultFlow, vars) : flows
  const onward = chosen.filter((flow) => !back.has(flow.id))
  return onward.length > 0 ? onward : flows.filter((flow) => !back.has(flow.id))
}

function usualChoice(flows: GraphFlow[], byDefault: string | undefined, vars: Record<string, unknown>) {
  const open: GraphFlow[] = []
  for (const flow of flows) {
    if (flow.id === byDefault) continue
    const value = flow.condition ? valueIfKnown(flow.condition.expression, vars) : true
    if (value === true && open.length === 0) return [flow]
    if (value !== false) open.push(flow)
    if (value === true) return open
  }
  return [...open, ...flows.filter((flow) => flow.id === byDefault)]
}

/** Flows that lead back to a node on the way from the start: the ends of loops. */
function backFlows(graph: ProcessGraph): Set<string> {
  const back = new Set<string>()
  const state = new Map<string, 'open' | 'done'>()
  const visit = (id: string): void => {
    state.set(id, 'open')
    for (const flow of graph.nodes[id]!.outgoing.map((out) => graph.flows[out]!)) {
      const seen = state.get(flow.target)
      if (seen === 'open') back.add(flow.id)
      else if (!seen) visit(flow.target)
    }
    state.set(id, 'done')
  }
  visit(graph.start)
  for (const node of Object.values(graph.nodes)) if (node.kind === 'sub') visit(node.start)
  return back
}

function describe(first: Way): UsualPath {
  const tasks = tasksOn(first)
  return {
    hours: first.minutes / 60,
    path: tasks.map((task) => task.id),
    missing: tasks.filter((task) => counts(task) && task.step.hours === null).map((task) => task.id),
  }
}

function tasksOn(first: Way | null): UserNode[] {
  const tasks: UserNode[] = []
  for (let way = first; way; way = way.rest) {
    if (way.node?.kind === 'user') tasks.push(way.node)
    tasks.push(...tasksOn(way.inside))
  }
  return tasks
}
