import { type Actor, holdsRole } from '../../platform/actor.ts'

/**
 * Whether the actor may look this number up: people and businesses their own; reception officers that of whoever
 * stands at the desk of their unit, and never their own by their office.
 * @param numberIndex blind index of the number asked about
 * @param asked the unit of the desk, null when people look themselves up; and for which procedure
 */
export function mayLookUp(
  actor: Actor,
  numberIndex: string,
  asked: { unitId: string | null; procedureCode: string | null },
): boolean {
  if (actor.kind === 'citizen' || actor.kind === 'business') return actor.idNumberIndex === numberIndex
  const { unitId, procedureCode } = asked
  if (actor.kind !== 'officer' || unitId === null) return false
  return actor.idNumberIndex !== numberIndex && holdsRole(actor, ['tiepnhan'], [unitId], procedureCode)
}
