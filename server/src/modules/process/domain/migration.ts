import { boundaryOf, called, followers, type GraphNode, isActivity, type ProcessGraph } from './graph.ts'
import type { ProcessState, Token, TokenOf } from './interpreter.ts'

/** Where each token of a running process goes in another version of it. */
export type MigrationPlan = {
  moves: { token: string; from: string; to: string }[]
  /** Running timers that the new version does not have. */
  timersDropped: TokenOf<'timer'>[]
  /** Timers of the new version that must be started: `host` is the token they run for. */
  timersStarted: { host: string; node: string; duration: string }[]
  /** Why it cannot be done; empty when it can. */
  problems: { node: string; message: string }[]
  /** The state in the new version, still without the timers to be started; null when it cannot be done. */
  state: ProcessState | null
}

/** Ids of nodes that have another id in the new version, by the old one. */
export type NodeNames = Readonly<Record<string, string>>

/**
 * Plans the move of a running process to another version: each token goes to the node of the same id, or to the
 * one named for it, when that waits in the same way. Nothing is done twice or left out; running timers go on.
 */
export function planMigration(
  from: ProcessGraph,
  to: ProcessGraph,
  state: ProcessState,
  names: NodeNames = {},
): MigrationPlan {
  const plan: MigrationPlan = { moves: [], timersDropped: [], timersStarted: [], problems: [], state: null }
  const renamed = (id: string) => (Object.hasOwn(names, id) ? names[id]! : id)
  const tokens: Token[] = []
  for (const token of state.tokens) {
    const id = renamed(token.node)
    const node = Object.hasOwn(to.nodes, id) ? to.nodes[id]! : undefined
    if (token.kind === 'timer') {
      const host = state.tokens.find((other) => other.id === token.host)
      if (node && host && timersAt(to, to.nodes[renamed(host.node)]).includes(node))
        tokens.push({ ...token, node: id })
      else plan.timersDropped.push(token)
      continue
    }
    const why = reasonAgainst(from, state, token, node, renamed)
    if (why || !node)
      plan.problems.push({ node: token.node, message: `${called(from.nodes[token.node]!)}: ${why}` })
    else {
      plan.moves.push({ token: token.id, from: token.node, to: id })
      tokens.push(
        token.kind === 'join' ? { ...token, node: id, flow: renamed(token.flow) } : { ...token, node: id },
      )
    }
  }
  if (plan.problems.length > 0) return plan
  const old = new Set(Object.keys(from.nodes).map(renamed))
  plan.timersStarted = tokens.flatMap((host) => newTimers(to, host).filter(({ node }) => !old.has(node)))
  return { ...plan, state: { ...state, tokens } }
}

function reasonAgainst(
  from: ProcessGraph,
  state: ProcessState,
  token: Exclude<Token, { kind: 'timer' }>,
  node: GraphNode | undefined,
  renamed: (id: string) => string,
): string | null {
  const old = from.nodes[token.node]!
  if (!node) return 'phiên bản mới không có bước này.'
  if (node.kind !== old.kind) return 'trong phiên bản mới là phần tử loại khác.'
  const parent = state.tokens.find((other) => other.id === token.parent)
  const holder = token.kind === 'task' && token.index !== undefined ? node.id : node.scope
  if (holder !== (parent && renamed(parent.node))) return 'trong phiên bản mới nằm ở quy trình con khác.'
  if (
    node.kind === 'user' &&
    old.kind === 'user' &&
    (node.multi === undefined) !== (old.multi === undefined)
  ) {
    return 'một phiên bản làm một lần, phiên bản kia lặp nhiều lần.'
  }
  if (token.kind === 'join' && !node.incoming.includes(renamed(token.flow))) {
    return `luồng "${token.flow}" đã tới đây không còn trong phiên bản mới.`
  }
  return null
}

/** The nodes of the timers that run while a token stands at a node. */
function timersAt(graph: ProcessGraph, node: GraphNode | undefined): GraphNode[] {
  if (!node) return []
  const awaited = node.kind === 'events' ? followers(graph, node) : node.kind === 'catch' ? [node] : []
  const borders = isActivity(node) ? boundaryOf(graph, node) : []
  return [...borders, ...awaited].filter((on) => 'duration' in on && on.duration !== undefined)
}

/** All timers that would start at a token. Those that the old version had too run already, or have gone off. */
function newTimers(graph: ProcessGraph, host: Token): MigrationPlan['timersStarted'] {
  if (host.kind === 'join' || host.kind === 'timer') return []
  if (host.kind === 'task' && host.index !== undefined) return []
  return timersAt(graph, graph.nodes[host.node]).flatMap((on) =>
    'duration' in on && on.duration !== undefined
      ? [{ host: host.id, node: on.id, duration: on.duration }]
      : [],
  )
}
