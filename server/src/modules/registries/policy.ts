import { type Actor, holdsRole } from '../../platform/actor.ts'

/**
 * Whether the actor may look this number up: people and businesses their own; reception officers that of whoever
 * stands at the desk of their unit, and never their own by their office.
 * @param numberIndex blind index of the number asked about
 * @param unitId the unit of the desk; null when people look themselves up
 */
export function mayLookUp(actor: Actor, numberIndex: string, unitId: string | null): boolean {
  if (actor.kind === 'citizen' || actor.kind === 'business') return actor.idNumberIndex === numberIndex
  if (actor.kind !== 'officer' || unitId === null) return false
  return actor.idNumberIndex !== numberIndex && holdsRole(actor, ['tiepnhan'], [unitId])
}
