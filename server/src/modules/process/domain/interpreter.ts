import type { ProcessGraph } from './graph.ts'
import { byVariables } from './interpreter/decide.ts'
import { complete, fail, fire, receive } from './interpreter/events.ts'
import type { Run } from './interpreter/move.ts'
import { enter, settle } from './interpreter/run.ts'
import { ProcessError, type ProcessEvent, type ProcessState, type StepResult } from './interpreter/state.ts'
import { closeInside } from './interpreter/tokens.ts'

export * from './interpreter/state.ts'

/**
 * One move of the process: from an event to the next rest, where only people, messages and timers can go on.
 * Pure: token ids come from `newToken`, time stays outside (timers are effects).
 * Variables: the data of events at top level, `outcome` (the last one), `outcomes.<taskId>`, and for repeated
 * tasks `results.<taskId>`, the outcomes of the last round in order of completion.
 * @param decide makes the choices; left out, the variables do
 * @throws ProcessError when the event does not fit the state; the state given stays valid
 */
export function step(
  graph: ProcessGraph,
  state: ProcessState,
  event: ProcessEvent,
  newToken: () => string,
  decide = byVariables,
): StepResult {
  if (state.ended) throw new ProcessError('process.ended', 'Quy trình đã kết thúc.')
  const { vars } = state
  const run: Run = {
    graph,
    newToken,
    decide,
    tokens: [...state.tokens],
    vars,
    effects: [],
    pending: [],
    moves: 0,
  }
  switch (event.kind) {
    case 'start':
      run.vars = { ...vars, ...event.vars }
      enter(run, graph.start, null, undefined)
      break
    case 'complete':
      complete(run, event)
      break
    case 'message':
      receive(run, event)
      break
    case 'timer':
      fire(run, event)
      break
    case 'error':
      fail(run, event)
      break
    case 'cancel':
      return cancel(run)
  }
  settle(run)
  return rest(run)
}

function cancel(run: Run): StepResult {
  closeInside(run, undefined, 'cancelled')
  run.effects.push({ kind: 'ended', how: 'cancelled' })
  return { state: { tokens: [], vars: run.vars, ended: true }, effects: run.effects }
}

function rest({ tokens, vars, effects, failed }: Run): StepResult {
  const ended = tokens.length === 0
  if (ended) effects.push({ kind: 'ended', how: failed ? 'failed' : 'completed', ...failed })
  else if (!tokens.some((token) => token.kind === 'task' || token.kind === 'wait')) {
    const nodes = tokens.filter((token) => token.kind === 'join').map((token) => token.node)
    effects.push({ kind: 'stuck', nodes: [...new Set(nodes)] })
  }
  return { state: { tokens, vars, ended }, effects }
}
