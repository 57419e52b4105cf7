import { namesIn } from '@motcua/rules/compile'
import { usesIn } from './check-expressions.ts'
import type { ProcessGraph } from './graph.ts'
import { RESERVED, type Vars } from './interpreter.ts'

/** First parts of all names that the expressions of a process read. */
export function namesUsed(graph: ProcessGraph): Set<string> {
  const known = names.get(graph)
  if (known) return known
  const paths = usesIn(graph).flatMap(({ expression }) => namesIn(expression))
  const used = new Set(paths.map((path) => path.split('.')[0]!))
  names.set(graph, used)
  return used
}

// Graphs never change.
const names = new WeakMap<ProcessGraph, Set<string>>()

/**
 * The variables a process has a use for: those its expressions read, and its own. What a person wrote in a form and
 * no expression asks for is not copied into the process.
 */
export function keepUsed(graph: ProcessGraph, vars: Vars): Vars {
  const used = namesUsed(graph)
  const kept = (name: string) => used.has(name) || RESERVED.includes(name)
  return Object.fromEntries(Object.entries(vars).filter(([name]) => kept(name)))
}
