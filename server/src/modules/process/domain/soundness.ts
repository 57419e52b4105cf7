import {
  boundaryOf,
  called,
  type Finding,
  type GraphNode,
  type ProcessGraph,
  type UserNode,
} from './graph.ts'

/** Markings looked at before the search gives up; a process of ordinary size has a few hundred. */
const MOST_MARKINGS = 5000

/**
 * Plays every choice (conditions, outcomes, boundary events are all taken as possible) and looks for ends of
 * the road: joins that wait for a token that cannot come. A problem when no choice at all lets the process end,
 * otherwise a warning, for conditions may rule out the bad case. A non-interrupting event happens once per task.
 */
export function findDeadEnds(graph: ProcessGraph): { problems: Finding[]; warnings: Finding[] } {
  const first = graph.nodes[graph.start]!.outgoing.map(moving)
  const seen = new Set([keyOf(first)])
  const queue = [first]
  const stuck = new Set<string>()
  let ends = false
  for (const marking of queue) {
    if (marking.length === 0) ends = true
    const next = successors(graph, marking)
    if (marking.length > 0 && next.length === 0) for (const item of marking) stuck.add(parse(item).id)
    for (const other of next) {
      const key = keyOf(other)
      if (seen.has(key)) continue
      if (seen.size >= MOST_MARKINGS) return { problems: [], warnings: [] }
      seen.add(key)
      queue.push(other)
    }
  }
  const joins = [...new Set([...stuck].map((flow) => graph.flows[flow]!.target))].map(
    (id) => graph.nodes[id]!,
  )
  const findings = joins.map((node) => deadJoin(node))
  if (ends) return { problems: [], warnings: findings }
  const message = 'Không có cách nào để quy trình kết thúc; hãy xem các cổng song song và các vòng lặp.'
  return { problems: [{ code: 'process.never_ends', message }, ...findings], warnings: [] }
}

/** A marking lists, newest last: `m` a token moving on a flow, `j` one waiting at a join, `t` an open task. */
const keyOf = (marking: string[]) => [...marking].sort().join('\n')
const moving = (flow: string) => `m ${flow}`

function parse(item: string): { kind: string; id: string; happened: string[] } {
  const [kind = '', id = '', ...happened] = item.split(' ')
  return { kind, id, happened }
}

function successors(graph: ProcessGraph, marking: string[]): string[][] {
  // Moving tokens do not disturb each other: it is enough to follow one of them.
  const mover = marking.find((item) => item.startsWith('m '))
  if (mover) return arrivals(graph, without(marking, mover), parse(mover).id)
  return [...new Set(marking)].flatMap((item) =>
    item.startsWith('t ') ? happenings(graph, marking, item) : [],
  )
}

function arrivals(graph: ProcessGraph, rest: string[], flow: string): string[][] {
  const node = graph.nodes[graph.flows[flow]!.target]!
  if (node.kind === 'end') return [rest]
  if (node.kind === 'user') return [[...rest, `t ${node.id}`]]
  if (node.kind !== 'parallel' || node.incoming.length < 2) return departures(graph, node, rest)
  const waiting = [...rest, `j ${flow}`]
  const needed = node.incoming.map((id) => `j ${id}`)
  if (!needed.every((item) => waiting.includes(item))) return [waiting]
  return departures(graph, node, needed.reduce(without, waiting))
}

function happenings(graph: ProcessGraph, marking: string[], item: string): string[][] {
  const { id, happened } = parse(item)
  const node = graph.nodes[id] as UserNode
  const rest = without(marking, item)
  const events = boundaryOf(graph, node).filter((on) => !happened.includes(on.id))
  return [
    ...departures(graph, node, rest),
    ...events.flatMap((on) => {
      const kept = on.interrupting ? [] : [`t ${[id, ...[...happened, on.id].sort()].join(' ')}`]
      return departures(graph, on, [...rest, ...kept])
    }),
  ]
}

/** The markings after a node is left, one per choice. */
function departures(graph: ProcessGraph, node: GraphNode, rest: string[]): string[][] {
  return choices(graph, node).map((flows) => [...rest, ...flows.map(moving)])
}

function choices(graph: ProcessGraph, node: GraphNode): string[][] {
  if (node.kind === 'exclusive') return node.outgoing.map((flow) => [flow])
  const conditional = node.outgoing.filter((flow) => graph.flows[flow]!.condition)
  if (conditional.length === 0) return [node.outgoing]
  const byDefault = 'defaultFlow' in node ? node.defaultFlow : undefined
  const always = node.outgoing.filter((flow) => !conditional.includes(flow) && flow !== byDefault)
  const none = always.length > 0 ? [always] : byDefault ? [[byDefault]] : []
  const some = conditional.map((flow) => [...always, flow])
  return conditional.length > 1 ? [...none, ...some, [...always, ...conditional]] : [...none, ...some]
}

function without(items: string[], item: string): string[] {
  const at = items.indexOf(item)
  return [...items.slice(0, at), ...items.slice(at + 1)]
}

function deadJoin(node: GraphNode): Finding {
  const text = 'có thể chờ mãi, vì có đường chạy mà không phải nhánh nào cũng tới đây.'
  return {
    code: 'process.may_stick',
    message: `Cổng song song ${called(node)}: ${text}`,
    element: { id: node.id, type: 'parallelGateway', name: node.name },
  }
}
