import { type Actor, holdsRole, SYSTEM } from '../../platform/actor.ts'

/**
 * Whether the actor writes procedures of a unit: by the role `quantri` there or in any unit above it.
 * @param unitAndAbove the unit's id and those of its ancestors
 */
export function mayAuthor(actor: Actor, unitAndAbove: readonly string[]): boolean {
  return actor.id === SYSTEM.id || holdsRole(actor, ['quantri'], unitAndAbove)
}

/**
 * Whether the actor publishes what these units will have to follow: only for units of one's own, so that a commune
 * does not give work to the others.
 * @param places of each unit its id and those of its ancestors
 */
export function mayPublish(actor: Actor, places: readonly (readonly string[])[]): boolean {
  return places.every((unitAndAbove) => mayAuthor(actor, unitAndAbove))
}
