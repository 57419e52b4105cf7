import type { Finding, ProcessGraph } from './graph.ts'
import { isActivity } from './graph.ts'
import { type Effect, ProcessError, type Vars } from './interpreter.ts'
import { readScript, runScript, ScriptError, type ScriptStep } from './script.ts'

/** A case that a process must play as expected before it is published. */
export type GoldenCase = {
  name: string
  /** What is known at the start, as from the form. */
  vars?: Vars
  script: ScriptStep[]
  expect: {
    /** Ids of the steps completed, in order. */
    path: string[]
    /** Whether the process has come to its end; left out, it must have. */
    ended?: boolean
    /** Ids of the steps still open at the end, in order of opening. */
    open?: string[]
    /** Names of the actions and messages on the way, in order. */
    actions?: string[]
  }
}

export type Simulation = {
  cases: { name: string; ok: boolean; path: string[]; actions: string[] }[]
  /** What did not come out as expected, one sentence each. */
  problems: Finding[]
  /** Ids of the steps that no case went through. */
  untried: string[]
}

/** Plays cases on a process under a virtual clock and compares what happens with what they expect. */
export function simulate(graph: ProcessGraph, cases: readonly GoldenCase[]): Simulation {
  const tried = new Set<string>()
  const problems: Finding[] = []
  const results = cases.map((golden) => {
    const trace = playCase(graph, golden)
    for (const id of trace.tried) tried.add(id)
    const wrong = [...trace.failures, ...differences(golden, trace)]
    for (const text of wrong) {
      problems.push({ code: 'process.case_failed', message: `Trường hợp mẫu “${golden.name}”: ${text}` })
    }
    return { name: golden.name, ok: wrong.length === 0, path: trace.path, actions: trace.actions }
  })
  const steps = Object.values(graph.nodes).filter((node) => isActivity(node))
  return { cases: results, problems, untried: steps.map(({ id }) => id).filter((id) => !tried.has(id)) }
}

/** Checks the shape of golden cases read from JSON. @throws ScriptError */
export function readCases(value: unknown): GoldenCase[] {
  if (!Array.isArray(value)) throw new ScriptError(null, 'Các trường hợp mẫu phải là một danh sách JSON.')
  return value.map((item: unknown, index) => {
    const { name, script, expect, vars } = isObject(item) ? item : {}
    const path = isObject(expect) ? expect['path'] : undefined
    const good = typeof name === 'string' && Array.isArray(path) && (vars === undefined || isObject(vars))
    if (good) return { ...(item as GoldenCase), script: readScript(script) }
    const hint = '{"name": "…", "vars": {…}, "script": […], "expect": {"path": ["mã bước", …]}}'
    throw new ScriptError(null, `Trường hợp mẫu thứ ${index + 1}: cần dạng ${hint}.`)
  })
}

type Trace = {
  path: string[]
  actions: string[]
  open: string[]
  ended: boolean
  tried: Set<string>
  failures: string[]
}

function playCase(graph: ProcessGraph, { script, vars }: GoldenCase): Trace {
  const trace: Trace = { path: [], actions: [], open: [], ended: false, tried: new Set(), failures: [] }
  const watch = (effect: Effect) => {
    if ('node' in effect) trace.tried.add(effect.node)
    if (effect.kind === 'taskClosed' && effect.how === 'completed') trace.path.push(effect.node)
    if (effect.kind === 'serviceCalled' && effect.action) trace.actions.push(effect.action)
    if (effect.kind === 'sent') trace.actions.push(effect.message)
    if (effect.kind === 'stuck') trace.failures.push(`quy trình chờ mãi ở ${effect.nodes.join(', ')}.`)
  }
  try {
    const { start, steps, ended } = runScript(graph, script, vars, watch)
    const last = steps.at(-1) ?? start
    for (const { waiting = [] } of [start, ...steps]) for (const id of waiting) trace.tried.add(id)
    return { ...trace, open: last.open, ended }
  } catch (error) {
    if (!(error instanceof ScriptError) && !(error instanceof ProcessError)) throw error
    trace.failures.push(error.message)
    return trace
  }
}

function differences({ expect }: GoldenCase, trace: Trace): string[] {
  if (trace.failures.length > 0) return []
  const { path, ended = true, open, actions } = expect
  const list = (ids: readonly string[]) => ids.join(' → ') || 'không có'
  const differ = (what: string, wanted: readonly string[] | undefined, found: readonly string[]) =>
    !wanted || list(wanted) === list(found)
      ? []
      : [`${what} mong đợi: ${list(wanted)}; thực tế: ${list(found)}.`]
  const end = ended === trace.ended ? [] : [ended ? 'quy trình chưa kết thúc.' : 'quy trình đã kết thúc.']
  return [
    ...differ('các bước đã làm', path, trace.path),
    ...differ('các bước còn mở', open, trace.open),
    ...differ('việc của máy và thông điệp', actions, trace.actions),
    ...end,
  ]
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
