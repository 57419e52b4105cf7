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
  /** Id of the sub-process that the node stands in; absent at the top. */
  scope?: string
}

/** What can be waited for or interrupted. */
type ActivityBase = NodeBase & {
  /** Ids of the boundary events attached to it. */
  boundary: string[]
  defaultFlow?: string
}

export type Message = { id: string; name: string }

/** Where a message or a call goes: as written in the file, null when the file leaves it to the caller. */
export type Address = {
  unit: string | null
  process: string | null
  /** Working hours for the answer; null when the file says none. */
  hours: number | null
  /** Whether silence is consent. */
  silence: boolean
  /** What the other process is told, when the file says so; else the caller decides. */
  answers?: Mapping[]
}

/** One answer of the other process: where it goes (`con.hoTen`), and FEEL over the answers here. */
export type Mapping = { path: string; text: string; expression: Expr }

export type StartNode = NodeBase & { kind: 'start' }
export type EndNode = NodeBase & {
  kind: 'end'
  /** `terminate` ends all else in its scope, `error` is caught by a boundary event around it. */
  how?: 'terminate' | 'error'
  /** Code of the error; null when the file names none. */
  error?: string | null
}
export type UserNode = ActivityBase & { kind: 'user'; step: StepSettings; multi?: MultiInstance }
export type ServiceNode = ActivityBase & { kind: 'service'; action: string | null }
export type RuleNode = ActivityBase & {
  kind: 'rule'
  /** What the caller performs when the rule is not written in the file. */
  action: string | null
  /** The value of the expression becomes the variable `result`. */
  rule?: { result: string; text: string; expression: Expr }
}
export type SendNode = ActivityBase & Address & { kind: 'send'; message: Message }
export type ReceiveNode = ActivityBase & { kind: 'receive'; message: Message }
export type CallNode = ActivityBase & Address & { kind: 'call' }
export type SubNode = ActivityBase & {
  kind: 'sub'
  /** Id of the start event inside. */
  start: string
}
export type ExclusiveNode = NodeBase & { kind: 'exclusive'; defaultFlow?: string }
export type InclusiveNode = NodeBase & { kind: 'inclusive'; defaultFlow?: string }
export type ParallelNode = NodeBase & { kind: 'parallel' }
/** Event-based gateway: the first of the events behind it to happen decides. */
export type EventsNode = NodeBase & { kind: 'events' }
/** Intermediate event: the token waits for the time (ISO 8601 duration) or the message. */
export type CatchNode = NodeBase & { kind: 'catch' } & (
    | { duration: string; message?: never }
    | { message: Message; duration?: never }
  )
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
  message: Message
}
export type ErrorNode = NodeBase & {
  kind: 'error'
  host: string
  interrupting: true
  /** Code of the error it catches; null catches every one. */
  error: string | null
}

export type BoundaryNode = TimerNode | MessageNode | ErrorNode
export type ActivityNode = UserNode | ServiceNode | RuleNode | SendNode | ReceiveNode | CallNode | SubNode
export type GraphNode =
  | StartNode
  | EndNode
  | ActivityNode
  | ExclusiveNode
  | InclusiveNode
  | ParallelNode
  | EventsNode
  | CatchNode
  | BoundaryNode

/** A user task that opens once per item of a list, or so many times. */
export type MultiInstance = {
  sequential: boolean
  /** FEEL for a list of items or a number of times. */
  items: { text: string; expression: Expr }
  /** Name of the item in the completion condition. */
  element: string | null
  /** When it becomes true, the tasks still open are taken away. */
  until?: { text: string; expression: Expr }
}

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
  /** Questions to the officer who does it, as `readStepForm` reads them; null for none. */
  form: string | null
  /** The step asks the applicant for more papers, which the law allows once. Absent means no. */
  supplement?: true
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

/** The boundary events attached to a node; none unless it is an activity. */
export function boundaryOf(graph: ProcessGraph, node: GraphNode): BoundaryNode[] {
  return isActivity(node) ? node.boundary.map((id) => graph.nodes[id] as BoundaryNode) : []
}

export function isActivity(node: GraphNode): node is ActivityNode {
  return 'boundary' in node
}

/** Activities over as soon as they are begun, so that nothing can happen to them meanwhile. */
export function isInstant(node: GraphNode): boolean {
  return node.kind === 'service' || node.kind === 'rule' || node.kind === 'send'
}

/** The nodes right behind a node. */
export function followers(graph: ProcessGraph, node: GraphNode): GraphNode[] {
  return node.outgoing.map((id) => graph.nodes[graph.flows[id]!.target]!)
}

/** The nodes inside a sub-process, or (without one) at the top, in the order of the file. */
export function nodesIn(graph: ProcessGraph, scope?: string): GraphNode[] {
  return Object.values(graph.nodes).filter((node) => node.scope === scope)
}
