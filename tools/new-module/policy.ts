import { type Actor, holdsRole } from '../../platform/actor.ts'

/** Whose things the actor may see: an account's id, or null for everybody's. */
export function visibleOwner(actor: Actor): string | null {
  return holdsRole(actor, ['quantri']) ? null : actor.id
}
