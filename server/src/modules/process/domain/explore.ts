import { boundaryOf, type GraphFlow, type GraphNode, isInstant, type ProcessGraph } from './graph.ts'
import type { Decide } from './interpreter/decide.ts'
import { bordersOf, listeners } from './interpreter/events.ts'
import {
  NOT_STARTED,
  ProcessError,
  type ProcessEvent,
  type ProcessState,
  type StepResult,
  step,
  type Token,
} from './interpreter.ts'
import { distinctTokens, isCrowded, keyOf } from './marking.ts'

/** What all runs of a process together come to. Lists hold ids of nodes. */
export type Explored = {
  /** False when there were too many runs to look at them all. */
  complete: boolean
  /** Whether some run ends. */
  ends: boolean
  /** Nodes at which something happened. */
  reached: ReadonlySet<string>
  /** Joins at which tokens are left when nothing else can happen. */
  stuck: string[]
  /** Where runs stand that go on for ever and can never end. */
  traps: string[]
}

/** States and steps looked at before the search gives up; a process of ordinary size has a few hundred. */
const MOST_STATES = 3000
const MOST_STEPS = 12_000
/** Choices within one step; only a loop without any person has more. */
const MOST_CHOICES = 40

/**
 * Plays all runs: every choice is possible, whatever the variables say. A non-interrupting message happens once
 * per token, a repeated task has two items, and where tokens gather the run is taken to come out well.
 */
export function explore(graph: ProcessGraph): Explored {
  const search: Search = { graph, states: new Map(), reached: new Set(), steps: 0, made: 0 }
  const queue = follow(search, { state: NOT_STARTED, happened: [] }, { kind: 'start' })
  let complete = true
  for (const place of queue) {
    if (place.cut) continue
    if (search.states.size > MOST_STATES || search.steps > MOST_STEPS) complete = false
    else for (const event of eventsOf(graph, place)) queue.push(...follow(search, place, event))
  }
  return { complete, reached: search.reached, ...conclude(search, complete) }
}

/**
 * `happened`: the non-interrupting messages that came already, as `token event`; `next`: keys of places; `cut`:
 * nobody looks further from here.
 */
type Place = { key: string; state: ProcessState; happened: string[]; next: Set<string>; cut: boolean }
type Search = {
  graph: ProcessGraph
  states: Map<string, Place>
  reached: Set<string>
  steps: number
  made: number
}

/** The places, not seen before, to which an event may lead. */
function follow(
  search: Search,
  from: Pick<Place, 'state' | 'happened'> & { next?: Set<string> },
  event: ProcessEvent,
): Place[] {
  const found: Place[] = []
  for (const { state } of everyStep(search, from.state, event)) {
    for (const token of state.tokens) search.reached.add(token.node)
    const alive = new Set(state.tokens.map((token) => token.id))
    const now = event.kind === 'message' && event.to ? [`${event.to} ${event.name}`] : []
    const happened = [...new Set([...from.happened, ...now])].filter((item) => alive.has(item.split(' ')[0]!))
    const key = keyOf(state.tokens, happened)
    from.next?.add(key)
    if (search.states.has(key)) continue
    const place = { key, state, happened, next: new Set<string>(), cut: isCrowded(state.tokens) }
    search.states.set(key, place)
    found.push(place)
  }
  return found
}

/** All results of one event, one for each way to choose. */
function everyStep(search: Search, state: ProcessState, event: ProcessEvent): StepResult[] {
  const results: StepResult[] = []
  const scripts: number[][] = [[]]
  for (let script = scripts.pop(); script && search.steps <= MOST_STEPS; script = scripts.pop()) {
    const given = script
    const chosen: number[] = []
    const pick = <T>(options: readonly T[]): T => {
      const place = chosen.length
      if (place >= MOST_CHOICES) throw new ProcessError('process.endless_loop', '')
      if (place >= given.length) {
        for (let other = 1; other < options.length; other++) scripts.push([...chosen, other])
      }
      chosen.push(given[place] ?? 0)
      return options[chosen[place]!]!
    }
    search.steps += 1
    try {
      results.push(step(search.graph, state, event, () => String(++search.made), anyOf(search, pick)))
    } catch (error) {
      if (!(error instanceof ProcessError)) throw error
    }
  }
  return results
}

function anyOf(search: Search, pick: <T>(options: readonly T[]) => T): Decide {
  return {
    flows: (graph, node) => {
      search.reached.add(node.id)
      return [...pick(choices(graph, node))]
    },
    items: () => [1, 2],
    enough: (node) => node.multi?.until !== undefined && pick([false, true]),
  }
}

function choices(graph: ProcessGraph, node: GraphNode): GraphFlow[][] {
  const flowsOf = (from: GraphNode) => from.outgoing.map((id) => graph.flows[id]!)
  const flows = flowsOf(node)
  // What never happens is warned of elsewhere; what follows it is not to be blamed.
  const instead = isInstant(node) ? boundaryOf(graph, node).map(flowsOf) : []
  if (node.kind === 'exclusive') return flows.map((flow) => [flow])
  const conditional = flows.filter((flow) => flow.condition)
  if (conditional.length === 0) return [flows, ...instead]
  const byDefault = 'defaultFlow' in node ? node.defaultFlow : undefined
  const always = flows.filter((flow) => !flow.condition && flow.id !== byDefault)
  const none = always.length > 0 ? always : flows.filter((flow) => flow.id === byDefault)
  return [
    ...(none.length > 0 ? [none] : []),
    ...conditional.map((flow) => [...always, flow]),
    ...(conditional.length > 1 ? [[...always, ...conditional]] : []),
    ...instead,
  ]
}

/** What can happen next. */
function eventsOf(graph: ProcessGraph, { state, happened }: Place): ProcessEvent[] {
  const { tokens } = state
  const waiting = listeners(graph, tokens)
  return distinctTokens(tokens, happened).flatMap((token): ProcessEvent[] => {
    if (token.kind === 'timer') return [{ kind: 'timer', token: token.id }]
    const messages = waiting.filter(({ token: at, on, names }) => {
      const again = 'interrupting' in on && !on.interrupting && happened.includes(`${token.id} ${names[0]}`)
      return at === token && !again
    })
    return [
      ...(token.kind === 'task' ? [{ kind: 'complete' as const, token: token.id }] : []),
      ...messages.map(({ names }) => ({ kind: 'message' as const, name: names[0]!, to: token.id })),
      ...errorsOf(graph, tokens, token),
    ]
  })
}

function errorsOf(graph: ProcessGraph, tokens: readonly Token[], token: Token): ProcessEvent[] {
  if (token.kind !== 'task' && token.kind !== 'wait') return []
  const codes = new Set<string>()
  for (let at: Token | undefined = token; at; at = tokens.find((other) => other.id === at?.parent)) {
    for (const on of bordersOf(graph, at)) if (on.kind === 'error') codes.add(on.error ?? '*')
  }
  return [...codes].map((error) => ({ kind: 'error', token: token.id, error }))
}

function conclude({ states }: Search, complete: boolean): Pick<Explored, 'ends' | 'stuck' | 'traps'> {
  const places = [...states.values()]
  const nodesAt = (at: Place[], kinds: Token['kind'][]) => [
    ...new Set(
      at
        .flatMap(({ state }) => state.tokens.filter(({ kind }) => kinds.includes(kind)))
        .map(({ node }) => node),
    ),
  ]
  const over = places.filter(({ state, cut }) => state.ended || cut)
  const dead = places.filter(({ state, next, cut }) => {
    const still = state.tokens.every(({ kind }) => kind === 'join' || kind === 'scope')
    return !state.ended && !cut && next.size === 0 && (complete || still)
  })
  const leadOn = leadingTo(places, [...over, ...dead])
  const lost = complete ? places.filter(({ key }) => !leadOn.has(key)) : []
  return { ends: over.length > 0, stuck: nodesAt(dead, ['join']), traps: nodesAt(lost, ['task', 'wait']) }
}

/** Keys of the places from which one of the goals can be reached. */
function leadingTo(places: readonly Place[], goals: readonly Place[]): Set<string> {
  const before = new Map<string, string[]>()
  for (const { key, next } of places) {
    for (const other of next) before.set(other, [...(before.get(other) ?? []), key])
  }
  const found = new Set(goals.map(({ key }) => key))
  for (const key of found) for (const other of before.get(key) ?? []) found.add(other)
  return found
}
