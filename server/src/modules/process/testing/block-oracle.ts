import type { Block } from './block-model.ts'

/**
 * A naive second reading of block models, for comparison: no tokens, no flows, no joins. What is left to do is a
 * term; each event rewrites it.
 */
export type Oracle = {
  /** Ids of the open tasks, sorted. */
  open: () => string[]
  /**
   * Events that can happen now: timers not yet fired and messages to what is open, one entry for each; `awaited`
   * are the messages without which nothing goes on there.
   */
  events: (kind: 'timer' | 'message' | 'awaited') => string[]
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
  | { kind: 'awaits'; choice: Extract<Block, { kind: 'choice' }> }
  | { kind: 'inside'; parts: Term[]; sub: Extract<Block, { kind: 'sub' }> }
  | { kind: 'again'; body: Term; loop: Extract<Block, { kind: 'loop' }> }

/** Starts a model. */
export function playBlocks(model: Block, vars: Vars): Oracle {
  // Handlers of non-interrupting events run beside the main term, each for itself.
  const terms: Term[] = [begin(model, vars)]
  const tasks = () => terms.flatMap(openTasks)
  const rewriteFirst = (change: Change, now: Vars): void => {
    const found = rewriteOne(terms, change, now)
    if (!found) throw new Error('the oracle cannot follow')
    terms.splice(0, terms.length, ...found)
  }
  return {
    open: () =>
      tasks()
        .map(({ task }) => task.id)
        .sort(),
    events: (kind) => [
      ...terms.flatMap((term) => messagesOf(term, kind)),
      ...tasks().flatMap(({ task, fired }) =>
        task.event?.kind === kind && !(kind === 'timer' && fired) ? [task.event.id] : [],
      ),
    ],
    ended: () => terms.every((term) => term === null),
    complete: (id, now) =>
      rewriteFirst((open) => (open.kind === 'open' && open.task.id === id ? null : undefined), now),
    happen(id, now) {
      rewriteFirst((open, beside) => {
        if (open.kind === 'awaits') {
          const branch = open.choice.branches.find((_, index) => `${open.choice.id}_${index}` === id)
          return branch && begin(branch, now)
        }
        if (open.kind === 'inside') {
          return id === `${open.sub.id}_away` && open.sub.handler ? begin(open.sub.handler, now) : undefined
        }
        const { event } = open.task
        if (event?.id !== id || (event.kind === 'timer' && open.fired)) return undefined
        const handler = begin(event.handler, now)
        if (event.interrupting) return handler
        beside.push(handler)
        return { ...open, fired: true }
      }, now)
    },
  }
}

type Open = Extract<Term, { kind: 'open' }>
/** What an event can happen to. */
type Place = Extract<Term, { kind: 'open' | 'awaits' | 'inside' }>
/** What becomes of a place; undefined when the event is not for it. What runs beside it is put into the list. */
type Change = (place: Place, beside: Term[]) => Term | undefined

function begin(block: Block, vars: Vars): Term {
  switch (block.kind) {
    case 'task':
      return beginTask(block, vars)
    case 'sequence':
      return beginAll(block.parts, vars)
    case 'exclusive':
      return begin(block.branches[Number(vars[block.id])] ?? block.branches.at(-1)!, vars)
    case 'parallel':
      return all(block.branches.map((branch) => begin(branch, vars)))
    case 'inclusive': {
      const chosen = block.branches.filter(
        (_, index) => index < block.branches.length - 1 && vars[`${block.id}_${index}`] === true,
      )
      return all((chosen.length > 0 ? chosen : block.branches.slice(-1)).map((branch) => begin(branch, vars)))
    }
    case 'choice':
      return { kind: 'awaits', choice: block }
    case 'sub': {
      const body = begin(block.body, vars)
      return body && { kind: 'inside', parts: [body], sub: block }
    }
    case 'loop':
      return { kind: 'again', body: begin(block.body, vars), loop: block }
  }
}

function beginTask(task: Task, vars: Vars): Term {
  const { times, ...once } = task
  if (!times) return { kind: 'open', task, fired: false }
  const copies = Array.from({ length: times }, () => once)
  return task.sequential ? beginAll(copies, vars) : all(copies.map((copy) => begin(copy, vars)))
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
    case 'awaits':
      return []
    case 'inside':
      return term.parts.flatMap(openTasks)
    case 'again':
      return openTasks(term.body)
  }
}

/** Messages other than those on the border of a task. */
function messagesOf(term: Term, kind: 'timer' | 'message' | 'awaited'): string[] {
  if (term === null) return []
  switch (term.kind) {
    case 'open':
      return []
    case 'awaits':
      return kind === 'awaited' ? term.choice.branches.map((_, index) => `${term.choice.id}_${index}`) : []
    case 'inside': {
      const own = kind === 'message' && term.sub.handler ? [`${term.sub.id}_away`] : []
      return [...own, ...term.parts.flatMap((part) => messagesOf(part, kind))]
    }
    case 'then':
      return messagesOf(term.first, kind)
    case 'all':
      return term.parts.flatMap((part) => messagesOf(part, kind))
    case 'again':
      return messagesOf(term.body, kind)
  }
}

/** The parts after an event, with what runs beside them from now on; null when it is for none of them. */
function rewriteOne(parts: Term[], change: Change, vars: Vars): Term[] | null {
  for (const [index, part] of parts.entries()) {
    const beside: Term[] = []
    const { hit, term } = rewrite(part, change, vars, beside)
    if (hit) return [...parts.with(index, term), ...beside]
  }
  return null
}

function rewrite(term: Term, change: Change, vars: Vars, beside: Term[]): { hit: boolean; term: Term } {
  if (term === null) return { hit: false, term }
  switch (term.kind) {
    case 'inside': {
      const changed = change(term, beside)
      if (changed !== undefined) return { hit: true, term: changed }
      const parts = rewriteOne(term.parts, change, vars)
      if (!parts) return { hit: false, term }
      return { hit: true, term: parts.every((part) => part === null) ? null : { ...term, parts } }
    }
    case 'awaits':
    case 'open': {
      const changed = change(term, beside)
      return changed === undefined ? { hit: false, term } : { hit: true, term: changed }
    }
    case 'then': {
      const { hit, term: first } = rewrite(term.first, change, vars, beside)
      return hit ? { hit, term: then(first, term.rest, vars) } : { hit, term }
    }
    case 'again': {
      const { hit, term: body } = rewrite(term.body, change, vars, beside)
      if (!hit || body !== null) return { hit, term: hit ? { ...term, body } : term }
      return { hit, term: vars[term.loop.id] === true ? begin(term.loop, vars) : null }
    }
    case 'all': {
      for (const [index, part] of term.parts.entries()) {
        const { hit, term: changed } = rewrite(part, change, vars, beside)
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
      return block.hours * (block.sequential ? (block.times ?? 1) : 1)
    case 'sequence':
      return block.parts.reduce((sum, part) => sum + blockHours(part), 0)
    case 'loop':
    case 'sub':
      return blockHours(block.body)
    default:
      return Math.max(...block.branches.map(blockHours))
  }
}
