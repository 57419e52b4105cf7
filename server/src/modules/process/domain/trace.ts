import { called, type ProcessGraph } from './graph.ts'
import { ProcessError, type ProcessState } from './interpreter.ts'
import { type Rest, runScript, ScriptError, type ScriptStep } from './script.ts'
import { type GoldenCase, simulate } from './simulate.ts'

/** One rest of the process: what happened, over which flows tokens went, and where they stand now. */
export type TraceFrame = {
  /** What happened, in Vietnamese. */
  text: string
  /** Ids of the flows taken, in order. */
  flows: string[]
  /** Ids of the nodes at which tokens stand; a node with two tokens stands twice. */
  tokens: string[]
  ended: boolean
}

export type TracedCase = {
  name: string
  ok: boolean
  /** What came out otherwise than expected, one sentence each. */
  problems: string[]
  frames: TraceFrame[]
}

/** Plays a golden case for looking at: as far as it comes when a step does not fit. */
export function traceCase(graph: ProcessGraph, golden: GoldenCase): TracedCase {
  const frames: TraceFrame[] = []
  const note = ({ line, state, flows }: Rest) => {
    const step = golden.script[line - 1]
    const text = step ? sayStep(graph, step) : 'Bắt đầu'
    frames.push({ text, flows: [...flows], tokens: standingAt(state), ended: state.ended })
  }
  try {
    runScript(graph, golden.script, golden.vars, undefined, note)
  } catch (error) {
    // What went wrong is told by the simulation below.
    if (!(error instanceof ScriptError) && !(error instanceof ProcessError)) throw error
  }
  const { cases, problems } = simulate(graph, [golden])
  return {
    name: golden.name,
    ok: cases[0]?.ok ?? false,
    problems: problems.map((problem) => problem.message),
    frames,
  }
}

function standingAt({ tokens }: ProcessState): string[] {
  return tokens
    .filter((token) => token.kind === 'task' || token.kind === 'wait' || token.kind === 'join')
    .map((token) => token.node)
}

function sayStep(graph: ProcessGraph, step: ScriptStep): string {
  if ('advance' in step) return `Chờ ${step.advance}`
  if ('message' in step) return `Nhận thông điệp “${step.message}”`
  if ('error' in step) return `Lỗi “${step.error}” ở ${nameOf(graph, step.at)}`
  const node = graph.nodes[step.complete]
  const outcomes = node?.kind === 'user' ? node.step.outcomes : []
  const outcome = step.outcome ? outcomes.find(({ key }) => key === step.outcome) : outcomes[0]
  const words = outcome?.name ?? step.outcome
  return `Xong ${nameOf(graph, step.complete)}${words ? `: ${words}` : ''}`
}

function nameOf(graph: ProcessGraph, id: string): string {
  const node = graph.nodes[id]
  return node?.name ? `“${node.name}”` : called({ id, name: null })
}
