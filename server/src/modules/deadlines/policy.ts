import { type Actor, holdsOver, SYSTEM } from '../../platform/actor.ts'

/**
 * Whether the actor sets working time: an administrator of the unit or of one above it; of the whole country only the
 * system itself.
 * @param unitAndAbove the unit's id and those of its ancestors; empty for the whole country
 */
export function mayPlan(actor: Actor, unitAndAbove: readonly string[]): boolean {
  return actor.id === SYSTEM.id || holdsOver(actor, 'quantri', unitAndAbove)
}
