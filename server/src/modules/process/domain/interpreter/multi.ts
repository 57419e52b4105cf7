import type { UserNode } from '../graph.ts'
import { leave, type Run } from './move.ts'
import type { TokenOf, Vars } from './state.ts'
import { close, put, startTimers } from './tokens.ts'

/** Opens a user task: once, or for every item of its list. */
export function begin(run: Run, node: UserNode, parent: string | undefined): void {
  if (!node.multi) {
    const token = put(run, { node: node.id, parent, kind: 'task' })
    run.effects.push({ kind: 'taskOpened', token: token.id, node: node.id })
    startTimers(run, token, node)
    return
  }
  const items = run.decide.items(node, run.vars)
  if (items.length === 0) {
    leave(run, node, parent)
    return
  }
  const token = put(run, { node: node.id, parent, kind: 'multi', items, next: 0, done: 0 })
  startTimers(run, token, node)
  openNext(run, token.id, node.multi.sequential ? 1 : items.length)
}

/** Counts one completed task of several; the last one, or enough of them, ends the whole. */
export function countDone(run: Run, node: UserNode, done: TokenOf<'task'>, outcome: string): void {
  const multi = change(run, done.parent!, (whole) => ({ ...whole, done: whole.done + 1 }))
  run.vars = {
    ...run.vars,
    results: {
      ...(run.vars['results'] as Vars | undefined),
      [node.id]: [...resultsOf(run, node, multi), outcome],
    },
  }
  if (multi.done < multi.items.length && !run.decide.enough(node, conditionNames(run, node, multi, done))) {
    openNext(run, multi.id, node.multi!.sequential ? 1 : 0)
  } else {
    close(run, multi, 'completed')
    leave(run, node, multi.parent)
  }
}

/** The outcomes since this round of the task began; those of an earlier round are forgotten. */
function resultsOf(run: Run, node: UserNode, multi: TokenOf<'multi'>): unknown[] {
  const known = (run.vars['results'] as Vars | undefined)?.[node.id]
  return multi.done > 1 && Array.isArray(known) ? known : []
}

// The names of BPMN 2.0.2, table 10.30.
function conditionNames(run: Run, { multi }: UserNode, whole: TokenOf<'multi'>, done: TokenOf<'task'>): Vars {
  return {
    ...run.vars,
    ...(multi?.element && { [multi.element]: whole.items[done.index ?? 0] }),
    loopCounter: (done.index ?? 0) + 1,
    numberOfInstances: whole.items.length,
    numberOfActiveInstances: whole.next - whole.done,
    numberOfCompletedInstances: whole.done,
    numberOfTerminatedInstances: 0,
  }
}

function openNext(run: Run, id: string, count: number): void {
  for (let opened = 0; opened < count; opened++) {
    const whole = change(run, id, (multi) => ({ ...multi, next: multi.next + 1 }))
    const index = whole.next - 1
    const token = put(run, { node: whole.node, parent: id, kind: 'task', index })
    run.effects.push({
      kind: 'taskOpened',
      token: token.id,
      node: whole.node,
      item: whole.items[index],
      index,
    })
  }
}

function change(run: Run, id: string, to: (multi: TokenOf<'multi'>) => TokenOf<'multi'>): TokenOf<'multi'> {
  const at = run.tokens.findIndex((token) => token.id === id)
  const changed = to(run.tokens[at] as TokenOf<'multi'>)
  run.tokens[at] = changed
  return changed
}
