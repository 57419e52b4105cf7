import { addDuration, parseDuration } from './duration.ts'
import type { ProcessGraph } from './graph.ts'
import { byVariables, type Decide } from './interpreter/decide.ts'
import {
  type Effect,
  NOT_STARTED,
  openNodes,
  openTaskAt,
  ProcessError,
  type ProcessEvent,
  type ProcessState,
  step,
  type Vars,
  waitingNodes,
} from './interpreter.ts'

/** One line of a script: `complete` names a task of the file, `advance` moves a virtual clock (ISO 8601). */
export type ScriptStep =
  | { complete: string; outcome?: string; set?: Vars }
  | { message: string; set?: Vars }
  /** The task or call longest open at a node fails with an error. */
  | { error: string; at: string; set?: Vars }
  | { advance: string }

/**
 * `open`: ids of the open tasks in order of opening, a task open twice twice. `waiting`: ids of what waits for a
 * message or a time; absent when nothing does.
 */
export type Standing = { open: string[]; waiting?: string[] }

/** The process at rest after an event of a line of the script, and the flows that tokens went over. */
export type Rest = { line: number; state: ProcessState; flows: readonly string[] }

/** One entry of `steps` per step of the script. */
export type ScriptResult = { start: Standing; steps: Standing[]; ended: boolean }

/** A script that cannot be read or played; `step` counts from 1, null when it is the script as a whole. */
export class ScriptError extends Error {
  override readonly name = 'ScriptError'
  constructor(
    readonly step: number | null,
    message: string,
  ) {
    super(step === null ? message : `Bước ${step} của kịch bản: ${message}`)
  }
}

const MOST_FIRINGS = 10_000
const FORMS: Readonly<Record<string, readonly string[]>> = {
  complete: ['complete', 'outcome', 'set'],
  message: ['message', 'set'],
  error: ['error', 'at', 'set'],
  advance: ['advance'],
}
const HINT =
  'cần {"complete": "mã bước", "set": {…}}, {"message": "tên"}, {"error": "mã lỗi", "at": "mã bước"} hoặc {"advance": "PT48H"}'

/** Checks the shape of a script read from JSON. @throws ScriptError */
export function readScript(value: unknown): ScriptStep[] {
  if (!Array.isArray(value)) throw new ScriptError(null, 'Kịch bản phải là một danh sách JSON các bước.')
  return value.map((item, index) => readStep(item, index + 1))
}

/**
 * Plays a script on a process under a virtual clock; timers fire in order of time while the clock moves.
 * @param vars what is known at the start
 * @param watch gets every effect as it happens
 * @param rested gets every rest: after the start (line 0), each line of the script (from 1), each timer that fires
 * @throws ScriptError at the first step that does not fit; ProcessError when already the start fails
 */
export function runScript(
  graph: ProcessGraph,
  script: readonly ScriptStep[],
  vars: Vars = {},
  watch: (effect: Effect) => void = () => {},
  rested: (rest: Rest) => void = () => {},
): ScriptResult {
  const play: Play = {
    graph,
    state: NOT_STARTED,
    now: new Date(0),
    timers: [],
    made: 0,
    line: 0,
    watch,
    rested,
  }
  apply(play, { kind: 'start', vars })
  const start = standing(play.state)
  const steps = script.map((item, index) => {
    play.line = index + 1
    try {
      act(play, item)
    } catch (error) {
      throw error instanceof ProcessError ? new ScriptError(index + 1, error.message) : error
    }
    return standing(play.state)
  })
  return { start, steps, ended: play.state.ended }
}

type Timer = { token: string; dueAt: Date }
type Play = {
  graph: ProcessGraph
  state: ProcessState
  now: Date
  timers: Timer[]
  made: number
  /** The line of the script that is being played; 0 is the start. */
  line: number
  watch: (effect: Effect) => void
  rested: (rest: Rest) => void
}

function standing(state: ProcessState): Standing {
  const waiting = waitingNodes(state)
  return { open: openNodes(state), ...(waiting.length > 0 && { waiting }) }
}

function readStep(item: unknown, number: number): ScriptStep {
  if (!isObject(item)) throw new ScriptError(number, `${HINT}.`)
  const kind = Object.keys(FORMS).filter((name) => name in item)
  const strange = Object.keys(item).find((key) => kind.length !== 1 || !FORMS[kind[0]!]!.includes(key))
  if (kind.length !== 1) throw new ScriptError(number, `${HINT}.`)
  if (strange) throw new ScriptError(number, `không có trường "${strange}"; ${HINT}.`)
  const texts = ['complete', 'message', 'error', 'at', 'advance', 'outcome'].filter((name) => name in item)
  const wrong = texts.find((name) => typeof item[name] !== 'string')
  if (wrong) throw new ScriptError(number, `"${wrong}" phải là chuỗi.`)
  if ('error' in item && !('at' in item)) throw new ScriptError(number, `thiếu "at"; ${HINT}.`)
  if ('set' in item && !isObject(item['set']))
    throw new ScriptError(number, '"set" phải là một đối tượng JSON.')
  if ('advance' in item && !parseDuration(item['advance'] as string)) {
    const text = `thời lượng "${String(item['advance'])}" không đúng ISO 8601; hãy viết như PT48H hoặc P2D.`
    throw new ScriptError(number, text)
  }
  return item as ScriptStep
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function act(play: Play, item: ScriptStep): void {
  if ('advance' in item) advance(play, item.advance)
  else if ('message' in item) apply(play, { kind: 'message', name: item.message, data: item.set })
  else if ('error' in item) fail(play, item)
  else complete(play, item)
}

function fail(play: Play, item: Extract<ScriptStep, { error: string }>): void {
  const token = play.state.tokens.find(
    ({ kind, node }) => node === item.at && (kind === 'task' || kind === 'wait'),
  )
  if (!token) throw new ProcessError('process.not_open', notOpen(play, item.at))
  apply(play, { kind: 'error', token: token.id, error: item.error, data: item.set })
}

function complete(play: Play, item: Extract<ScriptStep, { complete: string }>): void {
  if (play.state.ended) throw new ProcessError('process.ended', 'Quy trình đã kết thúc.')
  const token = openTaskAt(play.state, item.complete)
  if (!token) throw new ProcessError('process.not_open', notOpen(play, item.complete))
  apply(play, { kind: 'complete', token: token.id, outcome: item.outcome, data: item.set })
}

function notOpen(play: Play, id: string): string {
  const exists =
    Object.hasOwn(play.graph.nodes, id) && ['user', 'receive', 'call'].includes(play.graph.nodes[id]!.kind)
  const open = openNodes(play.state).map((node) => nameOf(play.graph, node))
  const wrong = exists
    ? `bước ${nameOf(play.graph, id)} không đang mở`
    : `quy trình không có bước ${nameOf(play.graph, id)}`
  return `${wrong}; đang mở: ${open.join(', ') || 'không bước nào'}.`
}

/** As it stands on the drawing; the id where it has no name. */
const nameOf = (graph: ProcessGraph, id: string): string => `“${graph.nodes[id]?.name || id}”`

function advance(play: Play, text: string): void {
  const until = addDuration(play.now, parseDuration(text)!)
  for (let fired = 0; ; fired++) {
    // Timers made earlier stand first, and the sort is stable: equal times fire in order of making.
    const [next] = play.timers.filter((timer) => timer.dueAt <= until).sort((a, b) => +a.dueAt - +b.dueAt)
    if (!next) break
    if (fired === MOST_FIRINGS)
      throw new ProcessError('process.endless_loop', 'Các hẹn giờ nối nhau mãi không dừng.')
    play.now = next.dueAt
    play.timers = play.timers.filter((timer) => timer !== next)
    apply(play, { kind: 'timer', token: next.token })
  }
  play.now = until
}

function apply(play: Play, event: ProcessEvent): void {
  const flows: string[] = []
  const { state, effects } = step(play.graph, play.state, event, () => String(++play.made), noting(flows))
  play.state = state
  for (const effect of effects) {
    keepTimers(play, effect)
    play.watch(effect)
  }
  play.rested({ line: play.line, state, flows })
}

/** The choices that variables make, noted down. */
function noting(flows: string[]): Decide {
  return {
    ...byVariables,
    flows: (graph, node, vars) => {
      const taken = byVariables.flows(graph, node, vars)
      flows.push(...taken.map((flow) => flow.id))
      // The caller may reverse its list.
      return [...taken]
    },
  }
}

function keepTimers(play: Play, effect: Effect): void {
  if (effect.kind === 'timerScheduled') {
    play.timers.push({ token: effect.token, dueAt: addDuration(play.now, parseDuration(effect.duration)!) })
  }
  if (effect.kind === 'timerCancelled') {
    play.timers = play.timers.filter((timer) => timer.token !== effect.token)
  }
}
