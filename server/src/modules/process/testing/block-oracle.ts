import type { Block } from './block-model.ts'

/**
 * A naive second reading of block models, for comparison: no tokens, no flows, no joins. What is left to do is a
 * term; each event rewrites it.
 */
export type Oracle = {
  /** Ids of the open tasks, sorted. */
  open: () => string[]
  /** Events that can happen now: timers not yet fired and messages, one entry per open task. */
  events: (kind: 'timer' | 'message') => string[]
  ended: () => boolean
  complete: (task: string, vars: Vars) => void
  happen: (event: string, vars: Vars) => void
}

type Vars = Record<string, unknown>
type Task = Extract<Block, { kind: 'task' }>
/** null is done. */
type Term =
  | null
  | { kind: 'open'; task: Task; fired: boolean }
  | { kind: 'then'; first: Term; rest: Block[] }
  | { kind: 'all'; parts: Term[] }
  | { kind: 'again'; body: Term; loop: Extract<Block, { kind: 'loop' }> }

/** Starts a model. */
export function playBlocks(model: Block, vars: Vars): Oracle {
  // Handlers of non-interrupting events run beside the main term, each for itself.
  const terms: Term[] = [begin(model, vars)]
  const tasks = () => terms.flatMap(openTasks)
  const rewriteFirst = (change: (open: Open) => Term | undefined, now: Vars): void => {
    for (const [index, term] of terms.entries()) {
      const result = rewrite(term, change, now)
      if (!result.hit) continue
      terms[index] = result.term
      return
    }
    throw new Error('the oracle cannot follow')
  }
  return {
    open: () =>
      tasks()
        .map(({ task }) => task.id)
        .sort(),
    events: (kind) =>
      tasks().flatMap(({ task, fired }) =>
        task.event?.kind === kind && !(kind === 'timer' && fired) ? [task.event.id] : [],
      ),
    ended: () => terms.every((term) => term === null),
    complete: (id, now) => rewriteFirst((open) => (open.task.id === id ? null : undefined), now),
    happen(id, now) {
      let beside: Term = null
      rewriteFirst((open) => {
        const { event } = open.task
        if (event?.id !== id || (event.kind === 'timer' && open.fired)) return undefined
        const handler = begin(event.handler, now)
        if (event.interrupting) return handler
        beside = handler
        return { ...open, fired: true }
      }, now)
      terms.push(beside)
    },
  }
}

type Open = Extract<Term, { kind: 'open' }>

function begin(block: Block, vars: Vars): Term {
  switch (block.kind) {
    case 'task':
      return { kind: 'open', task: block, fired: false }
    case 'sequence':
      return beginAll(block.parts, vars)
    case 'exclusive':
      return begin(block.branches[Number(vars[block.id])] ?? block.branches.at(-1)!, vars)
    case 'parallel':
      return all(block.branches.map((branch) => begin(branch, vars)))
    case 'loop':
      return { kind: 'again', body: begin(block.body, vars), loop: block }
  }
}

function beginAll(blocks: Block[], vars: Vars): Term {
  const [first, ...rest] = blocks
  return first ? then(begin(first, vars), rest, vars) : null
}

function then(first: Term, rest: Block[], vars: Vars): Term {
  return first === null ? beginAll(rest, vars) : { kind: 'then', first, rest }
}

function all(parts: Term[]): Term {
  return parts.every((part) => part === null) ? null : { kind: 'all', parts }
}

function openTasks(term: Term): Open[] {
  if (term === null) return []
  switch (term.kind) {
    case 'open':
      return [term]
    case 'then':
      return openTasks(term.first)
    case 'all':
      return term.parts.flatMap(openTasks)
    case 'again':
      return openTasks(term.body)
  }
}

function rewrite(
  term: Term,
  change: (open: Open) => Term | undefined,
  vars: Vars,
): { hit: boolean; term: Term } {
  if (term === null) return { hit: false, term }
  switch (term.kind) {
    case 'open': {
      const changed = change(term)
      return changed === undefined ? { hit: false, term } : { hit: true, term: changed }
    }
    case 'then': {
      const { hit, term: first } = rewrite(term.first, change, vars)
      return hit ? { hit, term: then(first, term.rest, vars) } : { hit, term }
    }
    case 'again': {
      const { hit, term: body } = rewrite(term.body, change, vars)
      if (!hit || body !== null) return { hit, term: hit ? { ...term, body } : term }
      return { hit, term: vars[term.loop.id] === true ? begin(term.loop, vars) : null }
    }
    case 'all': {
      for (const [index, part] of term.parts.entries()) {
        const { hit, term: changed } = rewrite(part, change, vars)
        if (hit) return { hit, term: all(term.parts.with(index, changed)) }
      }
      return { hit: false, term }
    }
  }
}

/** Hours of the usual path: branches count the longest, loops once, events not at all. */
export function blockHours(block: Block): number {
  switch (block.kind) {
    case 'task':
      return block.hours
    case 'sequence':
      return block.parts.reduce((sum, part) => sum + blockHours(part), 0)
    case 'loop':
      return blockHours(block.body)
    default:
      return Math.max(...block.branches.map(blockHours))
  }
}
