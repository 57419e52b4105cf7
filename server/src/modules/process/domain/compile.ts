import type { ModdleElement } from 'bpmn-moddle'
import { compileNode, readExpression } from './compile-node.ts'
import {
  type Finding,
  type GraphFlow,
  type GraphNode,
  isActivity,
  nodesIn,
  type ProcessGraph,
} from './graph.ts'
import { children } from './supported.ts'
import { findingOf } from './vocabulary.ts'

/** Builds the graph of a process in which `findUnsupported` found nothing; what does not fit is a problem. */
export function compileProcess(process: ModdleElement, problems: Finding[]): ProcessGraph {
  // What was refused for itself is left out, so that nothing is said about it twice.
  const refused = new Set(problems.map((problem) => problem.element?.id))
  const elements = inScope(process, undefined)
    .filter(({ element }) => !refused.has(element.id ?? ''))
    .filter(({ element }) => hasUsableId(element, problems))
  const graph: ProcessGraph = {
    format: 1,
    id: process.id ?? '',
    name: process.name ?? null,
    start: '',
    // Without a prototype: an id like "constructor" must not find anything that is not in the file.
    nodes: Object.create(null) as ProcessGraph['nodes'],
    flows: Object.create(null) as ProcessGraph['flows'],
  }
  for (const { element, scope } of elements) {
    const node = compileNode(element, scope, problems)
    if (node) graph.nodes[node.id] = node
  }
  for (const { element } of elements) {
    if (element.$type === 'bpmn:SequenceFlow') addFlow(graph, element, problems)
  }
  for (const { element } of elements) connect(graph, element, problems)
  graph.start = startOf(graph)
  for (const node of Object.values(graph.nodes)) if (node.kind === 'sub') node.start = startOf(graph, node.id)
  return graph
}

type Placed = { element: ModdleElement; scope: string | undefined }

function inScope(holder: ModdleElement, scope: string | undefined): Placed[] {
  return children(holder, 'flowElements').flatMap((element) => [
    { element, scope },
    ...inScope(element, element.id),
  ])
}

function startOf(graph: ProcessGraph, scope?: string): string {
  return nodesIn(graph, scope).find((node) => node.kind === 'start')?.id ?? ''
}

function hasUsableId(element: ModdleElement, problems: Finding[]): boolean {
  if (element.id && /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(element.id) && element.id !== '__proto__') return true
  const text = 'mã (id) thiếu hoặc sai; mã bắt đầu bằng chữ và chỉ gồm chữ, số, dấu _ . -'
  problems.push(findingOf('process.bad_id', element, text))
  return false
}

function addFlow(graph: ProcessGraph, element: ModdleElement, problems: Finding[]): void {
  const [source, target] = ['sourceRef', 'targetRef'].map(
    (end) => element.get(end) as ModdleElement | undefined,
  )
  const broken = !source?.id ? 'điểm đi (sourceRef)' : !target?.id ? 'điểm đến (targetRef)' : null
  if (broken || !source?.id || !target?.id) {
    problems.push(findingOf('process.loose_flow', element, `luồng không có ${broken}.`))
    return
  }
  const from = graph.nodes[source.id]
  const to = graph.nodes[target.id]
  const condition = readExpression(element, element.get('conditionExpression'), 'điều kiện', problems)
  if (!from || !to) {
    const missing = from ? target : source
    // An end that was refused for itself has its own problem already.
    if (problems.some((problem) => problem.element?.id === missing.id)) return
    const text = `luồng nối tới "${missing.id}", là phần tử không thể chạy trong quy trình này.`
    problems.push(findingOf('process.loose_flow', element, text))
    return
  }
  if (from.scope !== to.scope) {
    const text = 'luồng không được đi qua ranh giới của quy trình con.'
    problems.push(findingOf('process.crossing_flow', element, text))
    return
  }
  const flow: GraphFlow = { id: element.id!, name: element.name ?? null, source: from.id, target: to.id }
  graph.flows[flow.id] = { ...flow, ...(condition && { condition }) }
  from.outgoing.push(flow.id)
  to.incoming.push(flow.id)
}

/** Hangs boundary events on their activities and marks default flows. */
function connect(graph: ProcessGraph, element: ModdleElement, problems: Finding[]): void {
  const node = graph.nodes[element.id!]
  if (!node) return
  if ('host' in node) attach(graph, node.host, node, element, problems)
  if (node.kind !== 'exclusive' && node.kind !== 'inclusive' && !isActivity(node)) return
  const declared = (element.get('default') as ModdleElement | undefined)?.id
  if (declared && !node.outgoing.includes(declared)) {
    problems.push(
      findingOf('process.bad_default', element, `luồng mặc định "${declared}" không đi ra từ đây.`),
    )
  } else if (declared) node.defaultFlow = declared
  else if (node.kind === 'exclusive' && node.outgoing.length > 1) markOnlyPlainFlow(graph, node)
}

function attach(
  graph: ProcessGraph,
  to: string,
  event: GraphNode,
  element: ModdleElement,
  problems: Finding[],
): void {
  const host = graph.nodes[to]
  if (host && isActivity(host) && host.scope === event.scope) host.boundary.push(event.id)
  else if (!problems.some((problem) => problem.element?.id === to)) {
    const text = 'sự kiện biên phải gắn vào một công việc hoặc quy trình con đứng cạnh nó.'
    problems.push(findingOf('process.no_host', element, text))
  }
}

/** The one flow without a condition out of an exclusive split is its default, whether it says so or not. */
function markOnlyPlainFlow(graph: ProcessGraph, node: Extract<GraphNode, { kind: 'exclusive' }>): void {
  const plain = node.outgoing.filter((id) => !graph.flows[id]!.condition)
  if (plain.length === 1) node.defaultFlow = plain[0]!
}
