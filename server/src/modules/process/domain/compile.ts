import type { ModdleElement } from 'bpmn-moddle'
import { parseDuration } from './duration.ts'
import { compileCondition } from './expressions.ts'
import type { Finding, GraphFlow, GraphNode, ProcessGraph } from './graph.ts'
import { readStep } from './step-settings.ts'
import { children } from './supported.ts'
import { bpmnName, findingOf } from './vocabulary.ts'

/** Builds the graph of a process in which `findUnsupported` found nothing; what does not fit is a problem. */
export function compileProcess(process: ModdleElement, problems: Finding[]): ProcessGraph {
  // What was refused for itself is left out, so that nothing is said about it twice.
  const refused = new Set(problems.map((problem) => problem.element?.id))
  const elements = children(process, 'flowElements')
    .filter((element) => !refused.has(element.id ?? ''))
    .filter((element) => hasUsableId(element, problems))
  const graph: ProcessGraph = {
    format: 1,
    id: process.id ?? '',
    name: process.name ?? null,
    start: '',
    // Without a prototype: an id like "constructor" must not find anything that is not in the file.
    nodes: Object.create(null) as ProcessGraph['nodes'],
    flows: Object.create(null) as ProcessGraph['flows'],
  }
  for (const element of elements) {
    const node = compileNode(element, problems)
    if (node) graph.nodes[node.id] = node
  }
  for (const element of elements) {
    if (element.$type === 'bpmn:SequenceFlow') addFlow(graph, element, problems)
  }
  for (const element of elements) connect(graph, element, problems)
  const starts = Object.values(graph.nodes).filter((node) => node.kind === 'start')
  graph.start = starts[0]?.id ?? ''
  return graph
}

function hasUsableId(element: ModdleElement, problems: Finding[]): boolean {
  if (element.id && /^[\p{L}_][\p{L}\p{N}_.-]*$/u.test(element.id) && element.id !== '__proto__') return true
  const text = 'mã (id) thiếu hoặc sai; mã bắt đầu bằng chữ và chỉ gồm chữ, số, dấu _ . -'
  problems.push(findingOf('process.bad_id', element, text))
  return false
}

function compileNode(element: ModdleElement, problems: Finding[]): GraphNode | null {
  const base = { id: element.id!, name: element.name ?? null, incoming: [], outgoing: [] }
  switch (bpmnName(element.$type)) {
    case 'startEvent':
      return { ...base, kind: 'start' }
    case 'endEvent':
      return { ...base, kind: 'end' }
    case 'userTask':
      return { ...base, kind: 'user', step: readStep(element, problems), boundary: [] }
    case 'serviceTask':
      return { ...base, kind: 'service', action: textOf(element.get('motcua:action')), boundary: [] }
    case 'exclusiveGateway':
      return { ...base, kind: 'exclusive' }
    case 'parallelGateway':
      return { ...base, kind: 'parallel' }
    case 'boundaryEvent':
      return compileBoundary(element, base, problems)
    default:
      return null
  }
}

function compileBoundary(
  element: ModdleElement,
  base: Pick<GraphNode, 'id' | 'name' | 'incoming' | 'outgoing'>,
  problems: Finding[],
): GraphNode | null {
  const host = (element.get('attachedToRef') as ModdleElement | undefined)?.id
  if (!host) {
    problems.push(
      findingOf('process.no_host', element, 'sự kiện biên không gắn vào công việc nào (attachedToRef).'),
    )
    return null
  }
  const shared = { ...base, host, interrupting: element.get('cancelActivity') !== false }
  const definition = children(element, 'eventDefinitions')[0]!
  if (definition.$type === 'bpmn:MessageEventDefinition') {
    const message = definition.get('messageRef') as ModdleElement | undefined
    const id = message?.id ?? base.id
    return { ...shared, kind: 'message', message: { id, name: message?.name ?? base.name ?? id } }
  }
  const duration = textOf((definition.get('timeDuration') as ModdleElement | undefined)?.get('body'))
  if (!duration || !parseDuration(duration)) {
    const text = `thời lượng "${duration ?? ''}" không đúng ISO 8601; hãy viết như PT48H hoặc P2D.`
    problems.push(findingOf('process.bad_duration', element, text))
    return null
  }
  return { ...shared, kind: 'timer', duration }
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
  const condition = readCondition(element, problems)
  if (!from || !to) {
    const missing = from ? target : source
    // An end that was refused for itself has its own problem already.
    if (problems.some((problem) => problem.element?.id === missing.id)) return
    const text = `luồng nối tới "${missing.id}", là phần tử không thể chạy trong quy trình này.`
    problems.push(findingOf('process.loose_flow', element, text))
    return
  }
  const flow: GraphFlow = { id: element.id!, name: element.name ?? null, source: from.id, target: to.id }
  graph.flows[flow.id] = { ...flow, ...(condition && { condition }) }
  from.outgoing.push(flow.id)
  to.incoming.push(flow.id)
}

function readCondition(element: ModdleElement, problems: Finding[]): GraphFlow['condition'] {
  const condition = element.get('conditionExpression') as ModdleElement | undefined
  const text = textOf(condition?.get('body'))?.replace(/^=/, '').trim()
  if (!condition || !text) return undefined
  const language = textOf(condition.get('language'))
  if (language && !/feel/i.test(language)) {
    const message = `điều kiện viết bằng ngôn ngữ "${language}"; chỉ dùng được FEEL.`
    problems.push(findingOf('process.bad_expression', element, message))
    return undefined
  }
  const compiled = compileCondition(text)
  if ('expression' in compiled) return { text, expression: compiled.expression }
  const message = `điều kiện ${JSON.stringify(text)} không phải FEEL đúng. ${compiled.error}`
  problems.push(findingOf('process.bad_expression', element, message))
  return undefined
}

/** Hangs boundary events on their tasks and marks default flows. */
function connect(graph: ProcessGraph, element: ModdleElement, problems: Finding[]): void {
  const node = graph.nodes[element.id!]
  if (!node) return
  if (node.kind === 'timer' || node.kind === 'message') {
    const host = graph.nodes[node.host]
    if (host?.kind === 'user' || host?.kind === 'service') host.boundary.push(node.id)
    else if (!problems.some((problem) => problem.element?.id === node.host)) {
      problems.push(
        findingOf('process.no_host', element, 'sự kiện biên phải gắn vào việc của người hoặc của máy.'),
      )
    }
  }
  if (node.kind !== 'exclusive' && node.kind !== 'user' && node.kind !== 'service') return
  const declared = (element.get('default') as ModdleElement | undefined)?.id
  if (declared && !node.outgoing.includes(declared)) {
    problems.push(
      findingOf('process.bad_default', element, `luồng mặc định "${declared}" không đi ra từ đây.`),
    )
  } else if (declared) node.defaultFlow = declared
  else if (node.kind === 'exclusive' && node.outgoing.length > 1) markOnlyPlainFlow(graph, node)
}

/** The one flow without a condition out of an exclusive split is its default, whether it says so or not. */
function markOnlyPlainFlow(graph: ProcessGraph, node: Extract<GraphNode, { kind: 'exclusive' }>): void {
  const plain = node.outgoing.filter((id) => !graph.flows[id]!.condition)
  if (plain.length === 1) node.defaultFlow = plain[0]!
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value.trim() ? value.trim() : null
}
