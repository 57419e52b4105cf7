import { type Actor, holdsOver, SYSTEM } from '../../platform/actor.ts'

/**
 * Whether the actor administers a unit: by the role `quantri` there, or above it with reach over what is below.
 * @param unitAndAbove the unit's id and those of its ancestors
 */
export function mayAdminister(actor: Actor, unitAndAbove: readonly string[]): boolean {
  return actor.id === SYSTEM.id || holdsOver(actor, 'quantri', unitAndAbove)
}

/** One lends one's own roles; an administrator of the unit may do it for somebody who is absent. */
export function mayDelegate(actor: Actor, fromAccountId: string, unitAndAbove: readonly string[]): boolean {
  return actor.id === fromAccountId || mayAdminister(actor, unitAndAbove)
}

/** The giver takes it back, the receiver returns it, or an administrator of the unit ends it. */
export function mayRevoke(
  actor: Actor,
  delegation: { fromAccountId: string; toAccountId: string },
  unitAndAbove: readonly string[],
): boolean {
  return actor.id === delegation.toAccountId || mayDelegate(actor, delegation.fromAccountId, unitAndAbove)
}
