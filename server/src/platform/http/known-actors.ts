import type { FoundActor } from '../access/revision.ts'
import type { Actor } from '../actor.ts'

/** Finds who a session or bearer token belongs to; null when it is unknown, ended or revoked. */
export type Authenticate = (token: string) => Promise<FoundActor | null>

export type KnownActors = {
  /** The actor as he was found last, to be confirmed by the first statement of his request; else asked for. */
  recall: (token: string) => Promise<Actor | null>
  /** The actor as he is now. */
  ask: (token: string) => Promise<Actor | null>
}

const MOST = 20_000

/**
 * Remembers actors between requests, so that a session costs no round trip of its own. Nothing depends on the memory
 * being right: the pass that the actor shows is refused when rights have changed since (`platform.confirm_actor`).
 */
export function rememberActors(authenticate: Authenticate, now: () => Date): KnownActors {
  const known = new Map<string, FoundActor & { since: Date }>()
  const ask = async (token: string): Promise<Actor | null> => {
    const since = now()
    const found = await authenticate(token)
    known.delete(token)
    if (!found) return null
    if (found.revision !== null) known.set(token, { ...found, since })
    // The first in is the first out.
    if (known.size > MOST) known.delete(known.keys().next().value!)
    return found.actor
  }
  const recall = async (token: string): Promise<Actor | null> => {
    const found = known.get(token)
    const at = now()
    if (!found || at < found.since || at >= found.until) return ask(token)
    return { ...found.actor, remembered: { revision: found.revision!, isConfirmed: false } }
  }
  return { recall, ask }
}
