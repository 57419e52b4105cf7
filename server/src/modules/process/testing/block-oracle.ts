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
  events: (kind: EventKind) => string[]
  ended: () => boolean
  /** Completes the task `id`; `nth` (from 0) says which, in order of opening, where it is open several times. */
  complete: (task: string, vars: Vars, nth: number) => void
  /** An event happens to the place that waits for it, of several to the `nth` in order of opening. */
  happen: (event: string, vars: Vars, nth?: number) => void
}

type EventKind = 'timer' | 'message' | 'awaited'
type Vars = Record<string, unknown>
/** What choices are made by, and the order of what is opened. */
type Now = { vars: Vars; next: () => number }
type Task = Extract<Block, { kind: 'task' }>
/** What an event can happen to. A place opened later has the greater `order`. */
type Place =
  | { kind: 'open'; order: number; task: Task; fired: boolean }
  | { kind: 'awaits'; order: number; choice: Extract<Block, { kind: 'choice' }> }
  | { kind: 'inside'; order: number; parts: Term[]; sub: Extract<Block, { kind: 'sub' }> }
/** null is done. */
type Term =
  | null
  | Place
  | { kind: 'then'; first: Term; rest: Block[] }
  | { kind: 'all'; parts: Term[] }
  | { kind: 'again'; body: Term; loop: Extract<Block, { kind: 'loop' }> }

/** Starts a model. */
export function playBlocks(model: Block, vars: Vars): Oracle {
  let opened = 0
  const at = (now: Vars): Now => ({ vars: now, next: () => opened++ })
  // Handlers of non-interrupting events run beside the main term, each for itself.
  let terms: Term[] = [begin(model, at(vars))]
  const places = () => terms.flatMap(placesOf)
  const change = (fits: (place: Place) => boolean, nth: number, becomes: Change['becomes'], now: Now) => {
    const place = places()
      .filter(fits)
      .sort((a, b) => a.order - b.order)[nth]
    const rewritten = place && rewriteOne(terms, { place, becomes }, now)
    if (!rewritten) throw new Error('the oracle cannot follow')
    terms = rewritten
  }
  return {
    open: () =>
      places()
        .flatMap((place) => (place.kind === 'open' ? [place.task.id] : []))
        .sort(),
    events: (kind) => places().flatMap((place) => eventsOf(place, kind)),
    ended: () => terms.every((term) => term === null),
    complete: (id, now, nth) =>
      change(
        (place) => place.kind === 'open' && place.task.id === id,
        nth,
        () => null,
        at(now),
      ),
    happen(id, vars, nth = 0) {
      const now = at(vars)
      change(
        (place) => EVENT_KINDS.some((kind) => eventsOf(place, kind).includes(id)),
        nth,
        (place, beside) => after(place, id, now, beside),
        now,
      )
    },
  }
}

const EVENT_KINDS: readonly EventKind[] = ['timer', 'message', 'awaited']

/** What becomes of a place. What runs beside it is put into the list. */
type Change = { place: Place; becomes: (place: Place, beside: Term[]) => Term }

/** A place after an event that it waited for. */
function after(place: Place, event: string, now: Now, beside: Term[]): Term {
  switch (place.kind) {
    case 'awaits':
      return begin(place.choice.branches.find((_, index) => `${place.choice.id}_${index}` === event)!, now)
    case 'inside':
      return begin(place.sub.handler!, now)
    case 'open': {
      const { interrupting, handler } = place.task.event!
      if (interrupting) return begin(handler, now)
      beside.push(begin(handler, now))
      return { ...place, fired: true }
    }
  }
}

function begin(block: Block, now: Now): Term {
  switch (block.kind) {
    case 'task':
      return beginTask(block, now)
    case 'sequence':
      return beginAll(block.parts, now)
    case 'exclusive':
      return begin(block.branches[Number(now.vars[block.id])] ?? block.branches.at(-1)!, now)
    case 'parallel':
      return all(block.branches.map((branch) => begin(branch, now)))
    case 'inclusive': {
      const chosen = block.branches.filter(
        (_, index) => index < block.branches.length - 1 && now.vars[`${block.id}_${index}`] === true,
      )
      return all((chosen.length > 0 ? chosen : block.branches.slice(-1)).map((branch) => begin(branch, now)))
    }
    case 'choice':
      return { kind: 'awaits', order: now.next(), choice: block }
    case 'sub': {
      const body = begin(block.body, now)
      return body && { kind: 'inside', order: now.next(), parts: [body], sub: block }
    }
    case 'loop':
      return { kind: 'again', body: begin(block.body, now), loop: block }
  }
}

function beginTask(task: Task, now: Now): Term {
  const { times, ...once } = task
  if (!times) return { kind: 'open', order: now.next(), task, fired: false }
  const copies = Array.from({ length: times }, () => once)
  return task.sequential ? beginAll(copies, now) : all(copies.map((copy) => begin(copy, now)))
}

function beginAll(blocks: Block[], now: Now): Term {
  const [first, ...rest] = blocks
  return first ? then(begin(first, now), rest, now) : null
}

function then(first: Term, rest: Block[], now: Now): Term {
  return first === null ? beginAll(rest, now) : { kind: 'then', first, rest }
}

function all(parts: Term[]): Term {
  return parts.every((part) => part === null) ? null : { kind: 'all', parts }
}

function placesOf(term: Term): Place[] {
  if (term === null) return []
  switch (term.kind) {
    case 'open':
    case 'awaits':
      return [term]
    case 'inside':
      return [term, ...term.parts.flatMap(placesOf)]
    case 'then':
      return placesOf(term.first)
    case 'all':
      return term.parts.flatMap(placesOf)
    case 'again':
      return placesOf(term.body)
  }
}

function eventsOf(place: Place, kind: EventKind): string[] {
  switch (place.kind) {
    case 'open': {
      const { event } = place.task
      return event?.kind === kind && !(kind === 'timer' && place.fired) ? [event.id] : []
    }
    case 'awaits':
      return kind === 'awaited' ? place.choice.branches.map((_, index) => `${place.choice.id}_${index}`) : []
    case 'inside':
      return kind === 'message' && place.sub.handler ? [`${place.sub.id}_away`] : []
  }
}

/** The parts after an event, with what runs beside them from now on; null when it is for none of them. */
function rewriteOne(parts: Term[], change: Change, now: Now): Term[] | null {
  for (const [index, part] of parts.entries()) {
    const beside: Term[] = []
    const { hit, term } = rewrite(part, change, now, beside)
    if (hit) return [...parts.with(index, term), ...beside]
  }
  return null
}

function rewrite(term: Term, change: Change, now: Now, beside: Term[]): { hit: boolean; term: Term } {
  if (term === null) return { hit: false, term }
  if (term === change.place) return { hit: true, term: change.becomes(term, beside) }
  switch (term.kind) {
    case 'inside': {
      const parts = rewriteOne(term.parts, change, now)
      if (!parts) return { hit: false, term }
      return { hit: true, term: parts.every((part) => part === null) ? null : { ...term, parts } }
    }
    case 'awaits':
    case 'open':
      return { hit: false, term }
    case 'then': {
      const { hit, term: first } = rewrite(term.first, change, now, beside)
      return hit ? { hit, term: then(first, term.rest, now) } : { hit, term }
    }
    case 'again': {
      const { hit, term: body } = rewrite(term.body, change, now, beside)
      if (!hit || body !== null) return { hit, term: hit ? { ...term, body } : term }
      return { hit, term: now.vars[term.loop.id] === true ? begin(term.loop, now) : null }
    }
    case 'all': {
      for (const [index, part] of term.parts.entries()) {
        const { hit, term: changed } = rewrite(part, change, now, beside)
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
