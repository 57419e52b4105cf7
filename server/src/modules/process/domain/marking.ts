import type { Token } from './interpreter.ts'

/** Tokens of one kind at one place; how a process goes on with more is no longer looked at. */
const MOST_ALIKE = 2

/**
 * A state as it looks without the ids of its tokens: two states that look alike go on alike.
 * @param happened non-interrupting messages that came already, as `token event`
 */
export function keyOf(tokens: readonly Token[], happened: readonly string[]): string {
  const inside = (parent: string | undefined): string =>
    tokens
      .filter((token) => token.kind !== 'timer' && token.parent === parent)
      .map((token) => {
        const holds = token.kind === 'scope' || token.kind === 'multi' ? inside(token.id) : ''
        return `${lookOf(tokens, happened, token)} {${holds}}`
      })
      .sort()
      .join(';')
  return inside(undefined)
}

/** The tokens to which something can happen, of those that look alike and stand together only the first. */
export function distinctTokens(tokens: readonly Token[], happened: readonly string[]): Token[] {
  const seen = new Set<string>()
  return tokens.filter((token) => {
    if (token.kind === 'join') return false
    const host = token.kind === 'timer' ? tokens.find((other) => other.id === token.host) : token
    // What holds tokens is looked at one by one: what is inside may differ.
    const own = host?.kind === 'scope' || host?.kind === 'multi' ? host.id : ''
    const key = `${own} ${token.kind} ${token.node} ${host?.parent ?? ''} ${host ? lookOf(tokens, happened, host) : ''}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** Whether tokens gather, as those of a reminder within a loop may do without limit. */
export function isCrowded(tokens: readonly Token[]): boolean {
  const counts = new Map<string, number>()
  for (const token of tokens) {
    if (token.kind === 'timer' || (token.kind === 'task' && token.index !== undefined)) continue
    const flow = token.kind === 'join' ? token.flow : ''
    const key = `${token.kind} ${token.node} ${token.parent ?? ''} ${flow}`
    const count = (counts.get(key) ?? 0) + 1
    if (count > MOST_ALIKE) return true
    counts.set(key, count)
  }
  return false
}

function lookOf(tokens: readonly Token[], happened: readonly string[], token: Token): string {
  const { id, kind, node } = token
  const more = kind === 'join' ? token.flow : kind === 'multi' ? `${token.next}/${token.done}` : ''
  const timers = tokens.filter((other) => other.kind === 'timer' && other.host === id)
  const past = happened.filter((item) => item.startsWith(`${id} `)).map((item) => item.slice(id.length))
  return [kind, node, more, timers.map((timer) => timer.node).sort(), past.sort()].join(' ')
}
