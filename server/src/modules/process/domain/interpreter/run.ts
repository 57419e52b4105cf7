import { evaluate } from '@motcua/rules'
import { called, followers } from '../graph.ts'
import { endWith } from './endings.ts'
import { openInclusive, openParallel } from './joins.ts'
import { leave, type Run } from './move.ts'
import { begin } from './multi.ts'
import { ProcessError } from './state.ts'
import { close, put, startTimers } from './tokens.ts'

/** Moves of one step after which a loop without any person in it is taken to be endless. */
const MOST_MOVES = 10_000

/** Follows flows, opens joins and ends sub-processes until only people, messages and timers can go on. */
export function settle(run: Run): void {
  do {
    for (let move = run.pending.pop(); move; move = run.pending.pop()) {
      countMove(run, move.flow.target)
      enter(run, move.flow.target, move.flow.id, move.parent)
    }
    // An inclusive join may open when something has moved that it waited for, so all that moves comes first.
  } while (openInclusive(run) || endScope(run))
}

/** Brings a token into a node; `flow` is null at the start of a process or sub-process. */
export function enter(run: Run, id: string, flow: string | null, parent: string | undefined): void {
  const node = run.graph.nodes[id]!
  switch (node.kind) {
    case 'user':
      begin(run, node, parent)
      break
    case 'service':
      run.effects.push({ kind: 'serviceCalled', node: node.id, action: node.action })
      leave(run, node, parent)
      break
    case 'rule':
      if (node.rule) {
        run.vars = { ...run.vars, [node.rule.result]: evaluate(node.rule.expression, run.vars) }
      } else run.effects.push({ kind: 'serviceCalled', node: node.id, action: node.action })
      leave(run, node, parent)
      break
    case 'send': {
      const { unit, process, message } = node
      run.effects.push({ kind: 'sent', node: node.id, message: message.name, unit, process })
      leave(run, node, parent)
      break
    }
    case 'receive':
      startTimers(run, put(run, { node: id, parent, kind: 'wait' }), node)
      break
    case 'call': {
      const token = put(run, { node: id, parent, kind: 'wait' })
      run.effects.push({ kind: 'called', token: token.id, node: id, unit: node.unit, process: node.process })
      startTimers(run, token, node)
      break
    }
    case 'catch':
      startTimers(run, put(run, { node: id, parent, kind: 'wait' }), node, [node])
      break
    case 'events':
      startTimers(run, put(run, { node: id, parent, kind: 'wait' }), node, followers(run.graph, node))
      break
    case 'sub': {
      const token = put(run, { node: id, parent, kind: 'scope' })
      startTimers(run, token, node)
      enter(run, node.start, null, token.id)
      break
    }
    case 'parallel':
    case 'inclusive':
      if (flow === null || node.incoming.length < 2) leave(run, node, parent)
      else {
        put(run, { node: id, kind: 'join', flow, parent })
        if (node.kind === 'parallel') openParallel(run, node, parent)
      }
      break
    case 'end':
      endWith(run, node, parent)
      break
    default:
      leave(run, node, parent)
      break
  }
}

/** Ends one sub-process in which nothing is left; false when there is none. */
function endScope(run: Run): boolean {
  const over = run.tokens.find(
    (token) => token.kind === 'scope' && !run.tokens.some((inner) => inner.parent === token.id),
  )
  if (!over) return false
  // Two that end one another for ever move no flow: without this they would never be counted.
  countMove(run, over.node)
  close(run, over, 'completed')
  leave(run, run.graph.nodes[over.node]!, over.parent)
  return true
}

function countMove(run: Run, at: string): void {
  run.moves += 1
  if (run.moves <= MOST_MOVES) return
  const node = run.graph.nodes[at]!
  const message = `Quy trình quay vòng mãi qua ${called(node)} mà không dừng ở việc nào của người.`
  throw new ProcessError('process.endless_loop', message, { node: node.id })
}
