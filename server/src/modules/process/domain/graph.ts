import type { Expr } from '@motcua/rules'

/** The process as it runs: plain JSON, stored with its version, never changed. Ids are those of the BPMN file. */
export type ProcessGraph = {
  format: 1
  id: string
  name: string | null
  start: string
  /** In the order of the file, which is also the order in which branches are followed. */
  nodes: Record<string, GraphNode>
  flows: Record<string, GraphFlow>
}

export type GraphFlow = {
  id: string
  name: string | null
  source: string
  target: string
  /** The condition as written (without a leading `=`) and as compiled; absent when there is none. */
  condition?: { text: string; expression: Expr }
}

type NodeBase = {
  id: string
  name: string | null
  /** Ids of flows. */
  incoming: string[]
  outgoing: string[]
}

export type StartNode = NodeBase & { kind: 'start' }
export type EndNode = NodeBase & { kind: 'end' }
export type UserNode = NodeBase & {
  kind: 'user'
  step: StepSettings
  /** Ids of the boundary events attached to the task. */
  boundary: string[]
  defaultFlow?: string
}
export type ServiceNode = NodeBase & {
  kind: 'service'
  action: string | null
  boundary: string[]
  defaultFlow?: string
}
export type ExclusiveNode = NodeBase & { kind: 'exclusive'; defaultFlow?: string }
export type ParallelNode = NodeBase & { kind: 'parallel' }
export type TimerNode = NodeBase & {
  kind: 'timer'
  host: string
  interrupting: boolean
  /** ISO 8601 duration of calendar time, e.g. `PT48H`. */
  duration: string
}
export type MessageNode = NodeBase & {
  kind: 'message'
  host: string
  interrupting: boolean
  message: { id: string; name: string }
}

export type BoundaryNode = TimerNode | MessageNode
export type GraphNode =
  | StartNode
  | EndNode
  | UserNode
  | ServiceNode
  | ExclusiveNode
  | ParallelNode
  | BoundaryNode

/** What the `motcua:` attributes of a user task say; see the README of this module. */
export type StepSettings = {
  /** Keys of the roles that may do the step; empty when the file names none. */
  roles: string[]
  /** `competent`, `receiving`, `return`, or the key or code of a unit. */
  unit: string
  /** Working hours allowed for the step; null when the file names none. */
  hours: number | null
  /** Never empty; the first is the usual one. */
  outcomes: Outcome[]
  /** `pause` stops the clock of the dossier while the step is open. */
  clock: 'run' | 'pause'
  /** National status code (1-10) of the dossier while the step is open; null leaves it alone. */
  status: number | null
  /** Whether the hours count towards the legal limit. */
  counted: boolean
  form: string | null
}

export type Outcome = { key: string; name: string }

export const DEFAULT_STEP: StepSettings = {
  roles: [],
  unit: 'competent',
  hours: null,
  outcomes: [{ key: 'xong', name: 'Hoàn thành' }],
  clock: 'run',
  status: null,
  counted: true,
  form: null,
}

/** A thing said about a process file: why it is refused, or what to look at. */
export type Finding = {
  code: string
  /** One Vietnamese sentence. */
  message: string
  element?: { id: string; type: string; name: string | null }
  /** Line of the file, from 1. */
  line?: number
}

/** A node or flow as people name it: `"Thẩm định" (thamdinh)`, or its id alone. */
export function called(element: { id: string; name: string | null }): string {
  const name = element.name?.replace(/\s+/g, ' ').trim()
  return name ? `"${name}" (${element.id})` : `"${element.id}"`
}

/** The user tasks of the process in the order of the file. */
export function userNodes(graph: ProcessGraph): UserNode[] {
  return Object.values(graph.nodes).filter((node) => node.kind === 'user')
}

/** The boundary events attached to a node; none unless it is a task. */
export function boundaryOf(graph: ProcessGraph, node: GraphNode): BoundaryNode[] {
  if (node.kind !== 'user' && node.kind !== 'service') return []
  return node.boundary.map((id) => graph.nodes[id] as BoundaryNode)
}
