import { checkExpressions } from './check-expressions.ts'
import { about } from './describe.ts'
import type { FieldTypes } from './expression-types.ts'
import {
  boundaryOf,
  called,
  type Finding,
  followers,
  type GraphNode,
  isActivity,
  isInstant,
  nodesIn,
  type ProcessGraph,
  userNodes,
} from './graph.ts'
import { hoursOf } from './hours.ts'
import { findDeadEnds } from './soundness.ts'

/** What a process is checked against, as far as it is known; what is absent is not checked. */
export type CheckContext = {
  /** Keys of the roles that exist. */
  roles?: readonly string[]
  /** Keys and codes of the units that exist. */
  units?: readonly string[]
  /** Working hours that the law allows for the whole process. */
  legalHours?: number
  /** The same for each case of a procedure, under its key. */
  caseHours?: Readonly<Record<string, number>>
  /** Types of all data that conditions may ask for; with them every expression is checked. */
  fields?: FieldTypes
  /** For publication: what may stick, or never happen, is refused, not only warned of. */
  strict?: boolean
}

export type CheckResult = { problems: Finding[]; warnings: Finding[] }

const SYMBOLIC_UNITS = ['competent', 'receiving', 'return']

/** Checks the form of a compiled process: what makes it impossible to run is a problem, what looks wrong a warning. */
export function checkProcess(graph: ProcessGraph, context: CheckContext = {}): CheckResult {
  const shape = [...checkEnds(graph), ...checkNodes(graph), ...checkGateways(graph)]
  // Reachability and soundness speak of a process that has its ends.
  const flow = shape.length === 0 ? checkReach(graph) : []
  const dead =
    shape.length + flow.length === 0 ? findDeadEnds(graph, context.strict) : { problems: [], warnings: [] }
  const steps = checkSteps(graph, context)
  const names = context.fields ? checkExpressions(graph, context.fields) : []
  const hours = shape.length + flow.length === 0 ? checkHours(graph, context) : { problems: [], warnings: [] }
  return {
    problems: [...shape, ...flow, ...dead.problems, ...steps.problems, ...names, ...hours.problems],
    warnings: [
      ...dead.warnings,
      ...warnExclusive(graph),
      ...warnNodes(graph),
      ...steps.warnings,
      ...hours.warnings,
    ],
  }
}

function checkEnds(graph: ProcessGraph): Finding[] {
  const subs = Object.values(graph.nodes).filter((node) => node.kind === 'sub')
  return [undefined, ...subs].flatMap((sub) => checkEndsOf(nodesIn(graph, sub?.id), sub))
}

function checkEndsOf(nodes: GraphNode[], sub: GraphNode | undefined): Finding[] {
  const where = sub ? `Quy trình con ${called(sub)}` : 'Quy trình'
  const element = sub && { id: sub.id, type: 'subProcess', name: sub.name }
  const finding = (code: string, text: string): Finding => ({
    code,
    message: `${where} ${text}`,
    ...(element && { element }),
  })
  const starts = nodes.filter((node) => node.kind === 'start')
  const findings: Finding[] = []
  if (starts.length === 0) {
    findings.push(finding('process.no_start', 'không có sự kiện bắt đầu (startEvent).'))
  }
  if (starts.length > 1) {
    const names = starts.map(called).join(', ')
    const text = `có ${starts.length} sự kiện bắt đầu (${names}); chỉ được có một.`
    findings.push(finding('process.many_starts', text))
  }
  if (!nodes.some((node) => node.kind === 'end')) {
    findings.push(finding('process.no_end', 'không có sự kiện kết thúc (endEvent).'))
  }
  return findings
}

function checkNodes(graph: ProcessGraph): Finding[] {
  return Object.values(graph.nodes).flatMap((node) => {
    if ((node.kind === 'start' || 'host' in node) && node.incoming.length > 0)
      return [about(node, 'process.flow_into', 'không được có luồng đi vào.')]
    if (node.kind === 'end' && node.outgoing.length > 0) {
      return [about(node, 'process.flow_out_of_end', 'đã kết thúc nên không được có luồng đi ra.')]
    }
    if (node.kind !== 'end' && node.outgoing.length === 0) {
      return [about(node, 'process.no_way_out', 'không có luồng đi ra; mọi đường phải tới sự kiện kết thúc.')]
    }
    if (node.kind === 'events') return checkEvents(graph, node)
    return []
  })
}

// BPMN 2.0.2, 10.6.6: only events and receive tasks, and each by this gateway alone.
function checkEvents(graph: ProcessGraph, node: GraphNode): Finding[] {
  return followers(graph, node).flatMap((next) => {
    if (next.kind !== 'catch' && next.kind !== 'receive') {
      const text = `sau cổng chỉ được là sự kiện chờ hoặc việc nhận thông điệp, không được là ${called(next)}.`
      return [about(node, 'process.no_event', text)]
    }
    if (next.incoming.length === 1) return []
    return [
      about(next, 'process.shared_event', 'đứng sau cổng theo sự kiện nên chỉ được có một luồng đi vào.'),
    ]
  })
}

function checkGateways(graph: ProcessGraph): Finding[] {
  return Object.values(graph.nodes).flatMap((node) => {
    const flows = node.outgoing.map((id) => graph.flows[id]!)
    const conditional = flows.filter((flow) => flow.condition)
    if (node.kind !== 'exclusive' && node.kind !== 'inclusive' && !isActivity(node)) {
      return conditional.map((flow) =>
        about(
          node,
          'process.condition_not_allowed',
          `luồng ${called(flow)} ra khỏi đây không được có điều kiện.`,
        ),
      )
    }
    const byDefault = flows.find((flow) => flow.id === node.defaultFlow)
    const findings: Finding[] = []
    if (byDefault?.condition) {
      const text = `luồng mặc định ${called(byDefault)} không được có điều kiện.`
      findings.push(about(node, 'process.condition_on_default', text))
    }
    const plain = flows.filter((flow) => !flow.condition && flow !== byDefault)
    if (node.kind === 'exclusive' && flows.length > 1 && plain.length > 0) {
      const text = `luồng ${plain.map(called).join(', ')} thiếu điều kiện; chỉ một luồng (mặc định) được để trống.`
      findings.push(about(node, 'process.no_condition', text))
    }
    return findings
  })
}

function checkReach(graph: ProcessGraph): Finding[] {
  const nodes = Object.values(graph.nodes)
  const forward = (node: GraphNode) => [
    ...node.outgoing.map((id) => graph.flows[id]!.target),
    ...boundaryOf(graph, node).map((on) => on.id),
    ...(node.kind === 'sub' ? [node.start] : []),
  ]
  const backward = (node: GraphNode) => [
    ...node.incoming.map((id) => graph.flows[id]!.source),
    ...('host' in node ? [node.host] : []),
  ]
  const reached = closure(graph, [graph.start], forward)
  const ends = nodes.filter((node) => node.kind === 'end').map((node) => node.id)
  const ending = closure(graph, ends, backward)
  return nodes.flatMap((node) => [
    ...(reached.has(node.id)
      ? []
      : [about(node, 'process.unreachable', 'không có đường nào từ điểm bắt đầu tới đây.')]),
    ...(ending.has(node.id)
      ? []
      : [about(node, 'process.no_way_to_end', 'từ đây không có đường nào tới kết thúc.')]),
  ])
}

function closure(graph: ProcessGraph, from: string[], next: (node: GraphNode) => string[]): Set<string> {
  const seen = new Set(from)
  for (const id of seen) for (const other of next(graph.nodes[id]!)) seen.add(other)
  return seen
}

function checkSteps(graph: ProcessGraph, context: CheckContext): CheckResult {
  const { roles, units } = context
  const problems: Finding[] = []
  const warnings: Finding[] = []
  for (const node of userNodes(graph)) {
    const { step } = node
    const strange = roles ? step.roles.filter((role) => !roles.includes(role)) : []
    if (strange.length > 0) {
      problems.push(about(node, 'process.unknown_role', `không có vai trò ${strange.join(', ')}.`))
    }
    if (units && !SYMBOLIC_UNITS.includes(step.unit) && !units.includes(step.unit)) {
      problems.push(about(node, 'process.unknown_unit', `không có đơn vị “${step.unit}”.`))
    }
    if (step.roles.length === 0) {
      warnings.push(about(node, 'process.no_roles', 'chưa nêu vai trò được làm.'))
    }
    if (step.hours === null && step.counted && step.clock === 'run') {
      warnings.push(about(node, 'process.no_hours', 'chưa nêu số giờ làm việc.'))
    }
  }
  return { problems: [...problems, ...checkSupplement(graph)], warnings }
}

// NĐ 118/2025 art. 11, domain.md 1.9: more papers may be asked for once.
function checkSupplement(graph: ProcessGraph): Finding[] {
  const [first, ...more] = userNodes(graph).filter((node) => node.step.supplement)
  if (!first || more.length === 0) return []
  const text = `yêu cầu bổ sung lần nữa ngoài ${called(first)}; mỗi quy trình chỉ được có một đường bổ sung.`
  return more.map((node) => about(node, 'process.many_supplements', text))
}

// domain.md 1.9: the internal hours must not exceed the legal limit.
function checkHours(graph: ProcessGraph, { legalHours, caseHours = {} }: CheckContext): CheckResult {
  const limits = Object.entries(caseHours).map(([caseKey, most]) => ({
    most,
    hours: hoursOf(graph, { caseKey }).hours,
    where: ` (trường hợp ${caseKey})`,
  }))
  if (legalHours !== undefined) limits.push({ most: legalHours, hours: hoursOf(graph).hours, where: '' })
  const say = (code: string, { most, hours, where }: (typeof limits)[number], how: string): Finding => ({
    code,
    message: `Tổng giờ các bước${where} là ${hours} giờ, ${how} thời hạn pháp luật cho ${most} giờ.`,
  })
  return {
    problems: limits.filter((l) => l.hours > l.most).map((l) => say('process.too_long', l, 'quá')),
    warnings: limits
      .filter((l) => l.hours < l.most && l.hours > 0)
      .map((l) => say('process.short', l, 'ít hơn')),
  }
}

function warnExclusive(graph: ProcessGraph): Finding[] {
  return Object.values(graph.nodes).flatMap((node) => {
    if (node.kind !== 'exclusive' && node.kind !== 'inclusive') return []
    if (node.outgoing.length < 2 || node.defaultFlow || alwaysOpen(graph, node)) return []
    if (coversAll(graph, node)) return []
    return [
      about(node, 'process.may_have_no_path', 'không có luồng mặc định, mọi điều kiện có thể cùng sai.'),
    ]
  })
}

/** An inclusive split with a flow that has no condition always has a way on. */
function alwaysOpen(graph: ProcessGraph, node: GraphNode): boolean {
  return node.kind === 'inclusive' && node.outgoing.some((id) => !graph.flows[id]!.condition)
}

/** Whether the conditions plainly leave nothing out: `x` beside `not(x)`, or every outcome of the step before. */
function coversAll(graph: ProcessGraph, node: GraphNode): boolean {
  const texts = node.outgoing.map((id) => graph.flows[id]!.condition?.text.replace(/\s+/g, '') ?? '')
  if (texts.some((text) => texts.includes(`not(${text})`))) return true
  const before = node.incoming.map((id) => graph.nodes[graph.flows[id]!.source]!)
  return (
    before.length > 0 &&
    before.every(
      (task) =>
        task.kind === 'user' &&
        task.step.outcomes.every(({ key }) =>
          [`outcome="${key}"`, `outcomes.${task.id}="${key}"`].some((test) => texts.includes(test)),
        ),
    )
  )
}

function warnNodes(graph: ProcessGraph): Finding[] {
  return Object.values(graph.nodes).flatMap((node) => {
    if (!isInstant(node)) return []
    const silent = (node.kind === 'service' || (node.kind === 'rule' && !node.rule)) && !node.action
    return [
      ...(silent ? [about(node, 'process.no_action', 'chưa nêu việc máy phải làm.')] : []),
      ...boundaryOf(graph, node).map((on) =>
        about(
          on,
          'process.never_happens',
          'gắn vào việc của máy, là việc xong ngay, nên không bao giờ xảy ra.',
        ),
      ),
    ]
  })
}
