import type { Expr, StepQuestion } from '@motcua/rules'
import { namesIn } from '@motcua/rules/compile'
import { about } from './describe.ts'
import { type FieldTypes, typeOf, type ValueType, wordFor } from './expression-types.ts'
import { type Finding, type GraphNode, type ProcessGraph, userNodes } from './graph.ts'
import { questionsOf, stepFieldTypes } from './step-form.ts'

type Use = { node: GraphNode; text: string; expression: Expr; want: ValueType[]; also: FieldTypes }

/** Names of BPMN for the completion condition of a repeated task (BPMN 2.0.2, table 10.30). */
const COUNTERS: FieldTypes = {
  loopCounter: 'number',
  numberOfInstances: 'number',
  numberOfActiveInstances: 'number',
  numberOfCompletedInstances: 'number',
  numberOfTerminatedInstances: 'number',
}

/**
 * Looks at every expression of a process: each name must be a field, an outcome of a step, or set by a rule of
 * the process, and the parts must fit together.
 * @param fields types of the answers of the form and of what the steps add
 */
export function checkExpressions(graph: ProcessGraph, fields: FieldTypes): Finding[] {
  const own: Record<string, ValueType> = {
    outcome: 'text',
    outcomes: 'object',
    results: 'object',
    today: 'text',
  }
  for (const { id, multi } of userNodes(graph)) {
    own[`outcomes.${id}`] = 'text'
    if (multi) own[`results.${id}`] = 'list'
  }
  // What the caller brings back from another unit: `granted`, `refused` ….
  for (const node of Object.values(graph.nodes)) if (node.kind === 'call') own[`ketQua_${node.id}`] = 'text'
  for (const node of Object.values(graph.nodes))
    if (node.kind === 'rule' && node.rule) own[node.rule.result] = 'any'
  const outcomes = userNodes(graph).flatMap(({ id, step }) =>
    step.outcomes.map(({ key }) => [id, key] as const),
  )
  const asked = userNodes(graph).map(({ step }) => stepFieldTypes(step.form))
  const types = Object.assign({}, ...asked, fields, own)
  return [
    ...namesTaken(graph, { ...fields, ...own }),
    ...[...usesIn(graph), ...mappingsIn(graph)].flatMap((use) =>
      checkUse(use, { ...types, ...use.also }, outcomes),
    ),
  ]
}

/**
 * An answer of an officer must not take the place of an answer of the applicant, or of what the process sets; steps that
 * ask for the same must ask for it in the same way.
 */
function namesTaken(graph: ProcessGraph, known: FieldTypes): Finding[] {
  const kinds = new Map<string, StepQuestion['kind']>()
  return userNodes(graph).flatMap((node) =>
    questionsOf(node.step.form).flatMap(({ key, kind, label }) => {
      const elsewhere = kinds.get(key) ?? kind
      kinds.set(key, elsewhere)
      if (!Object.hasOwn(known, key) && elsewhere === kind) return []
      const where = elsewhere === kind ? 'đã có trong biểu mẫu hay quy trình' : 'ở bước khác có kiểu khác'
      const sentence = `khoá “${key}” của câu hỏi “${label}” ${where}; hãy đặt khoá khác.`
      return about(node, 'process.name_taken', sentence)
    }),
  )
}

/** Every expression of a process, with where it stands. */
export function usesIn(graph: ProcessGraph): Use[] {
  const flows = Object.values(graph.flows).flatMap(({ source, condition }): Use[] =>
    condition ? [{ node: graph.nodes[source]!, ...condition, want: ['boolean'], also: {} }] : [],
  )
  const inside = Object.values(graph.nodes).flatMap((node): Use[] => {
    if (node.kind === 'rule' && node.rule) return [{ node, ...node.rule, want: [], also: {} }]
    if (node.kind !== 'user' || !node.multi) return []
    const { items, until, element } = node.multi
    const also = { ...COUNTERS, ...(element && { [element]: 'any' as const }) }
    const stop: Use[] = until ? [{ node, ...until, want: ['boolean'], also }] : []
    return [{ node, ...items, want: ['list', 'number'], also: {} }, ...stop]
  })
  return [...flows, ...inside]
}

/** What is told to other processes: read from the answers when it is told, never kept in the process. */
function mappingsIn(graph: ProcessGraph): Use[] {
  return Object.values(graph.nodes).flatMap((node) =>
    node.kind === 'call' || node.kind === 'send'
      ? (node.answers ?? []).map(
          ({ text, expression }): Use => ({ node, text, expression, want: [], also: {} }),
        )
      : [],
  )
}

function checkUse(
  { node, text, expression, want }: Use,
  types: FieldTypes,
  outcomes: readonly (readonly [task: string, key: string])[],
): Finding[] {
  const findings: Finding[] = []
  const tell = (code: string, what: string) =>
    findings.push(about(node, code, `biểu thức "${text}": ${what}.`))
  for (const name of namesIn(expression)) {
    if (!isKnown(name, types))
      tell('process.unknown_name', `không có tên "${name}" trong biểu mẫu hay quy trình`)
  }
  const type = typeOf(
    expression,
    (path) => types[path] ?? 'any',
    (clash) => tell('process.bad_type', clash),
  )
  if (want.length > 0 && type !== 'any' && !want.includes(type)) {
    tell('process.bad_type', `cần ${want.map(wordFor).join(' hoặc ')}, ở đây là ${wordFor(type)}`)
  }
  for (const [task, key] of outcomesAskedIn(expression)) {
    const known = outcomes.some(([id, own]) => own === key && (task === null || id === task))
    if (!known) tell('process.unknown_outcome', `không bước nào ở đây có kết quả "${key}"`)
  }
  return findings
}

/** Known itself, or inside something whose parts nobody has named. */
function isKnown(name: string, types: FieldTypes): boolean {
  if (Object.hasOwn(types, name)) return true
  const parts = name.split('.')
  for (let length = parts.length - 1; length > 0; length--) {
    const head = parts.slice(0, length).join('.')
    if (!Object.hasOwn(types, head)) continue
    const named = Object.keys(types).some((other) => other.startsWith(`${head}.`))
    return !named && ['any', 'object', 'list'].includes(types[head]!)
  }
  return false
}

/** The outcomes that comparisons name: `outcome = "dat"`, `outcomes.ky = "dat"`. */
function outcomesAskedIn(expr: Expr): [task: string | null, key: string][] {
  if (expr.op === 'and' || expr.op === 'or') {
    return [...outcomesAskedIn(expr.left), ...outcomesAskedIn(expr.right)]
  }
  if (expr.op === 'call') return expr.args.flatMap(outcomesAskedIn)
  if (expr.op !== 'compare' || expr.right.op !== 'value' || typeof expr.right.value !== 'string') return []
  const [name] = namesIn(expr.left)
  if (expr.left.op === 'name' && name === 'outcome') return [[null, expr.right.value]]
  if (expr.left.op === 'path' && name?.startsWith('outcomes.')) return [[name.slice(9), expr.right.value]]
  return []
}
