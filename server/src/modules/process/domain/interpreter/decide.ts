import { evaluate, holds } from '@motcua/rules'
import { called, type GraphFlow, type GraphNode, type ProcessGraph, type UserNode } from '../graph.ts'
import { ProcessError, type Vars } from './state.ts'

/** The choices of a step. The interpreter makes them by variables; a search for dead ends tries them all. */
export type Decide = {
  /** The flows taken out of a node. */
  flows: (graph: ProcessGraph, node: GraphNode, vars: Vars) => GraphFlow[]
  /** The items that a repeated task opens for. */
  items: (node: UserNode, vars: Vars) => unknown[]
  /** Whether a repeated task is done before its last item. */
  enough: (node: UserNode, vars: Vars) => boolean
}

/** Items of one repeated task; more is a slip. */
const MOST_ITEMS = 1000

export const byVariables: Decide = {
  flows: flowsByVariables,
  items: itemsByVariables,
  enough: (node, vars) => node.multi?.until !== undefined && holds(node.multi.until.expression, vars),
}

/**
 * Exclusive gateway: the first flow whose condition is true, else the default. Elsewhere: all without a condition
 * and all whose condition is true, else the default.
 * @throws ProcessError `process.no_path` when there are flows but none can be taken
 */
function flowsByVariables(graph: ProcessGraph, node: GraphNode, vars: Vars): GraphFlow[] {
  const flows = node.outgoing.map((id) => graph.flows[id]!)
  const byDefault = 'defaultFlow' in node ? flows.filter((flow) => flow.id === node.defaultFlow) : []
  const open = (flow: GraphFlow) =>
    !byDefault.includes(flow) && (!flow.condition || holds(flow.condition.expression, vars))
  const first = node.kind === 'exclusive' ? flows.find(open) : undefined
  const taken = node.kind === 'exclusive' ? (first ? [first] : []) : flows.filter(open)
  const chosen = taken.length > 0 ? taken : byDefault
  if (chosen.length === 0 && flows.length > 0) {
    const conditions = flows.map((flow) => `${called(flow)}: ${flow.condition?.text ?? ''}`)
    const message = `Không có đường đi tiếp từ ${called(node)}: mọi điều kiện đều sai và không có luồng mặc định.`
    throw new ProcessError('process.no_path', message, { node: node.id, conditions })
  }
  return chosen
}

function itemsByVariables(node: UserNode, vars: Vars): unknown[] {
  const { text, expression } = node.multi!.items
  const value = evaluate(expression, vars)
  const items = typeof value === 'number' ? countTo(value) : value
  if (Array.isArray(items) && items.length <= MOST_ITEMS) return items
  const message = `Bước ${called(node)} lặp theo "${text}", nhưng đó không phải danh sách hay số lần từ 0 đến ${MOST_ITEMS}.`
  throw new ProcessError('process.bad_items', message, { node: node.id })
}

function countTo(count: number): number[] | null {
  if (!Number.isInteger(count) || count < 0 || count > MOST_ITEMS) return null
  return Array.from({ length: count }, (_, index) => index + 1)
}
