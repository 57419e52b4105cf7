import type { Ctx } from '../../../platform/ctx.ts'
import { holdersOf, openUnits, ROLES, type Unit, unitByRef, unitsByRefs } from '../../organisations/index.ts'
import type { ConfiguredProcedure } from '../domain/content.ts'
import type { Staff } from '../domain/staff.ts'

/** The units that may run the steps of a procedure today, and the roles held there by appointment. */
export async function staffOf(
  ctx: Ctx,
  { competence, crossBoundary }: Pick<ConfiguredProcedure, 'competence' | 'crossBoundary'>,
  steps: readonly { step: { unit: string } }[],
): Promise<Staff> {
  const competent = await competentUnits(ctx, competence)
  const desks = await openUnits(
    ctx,
    (u) => u.isReceptionPoint && (crossBoundary || competent.some(({ id }) => id === u.id)),
  )
  const places: Record<string, { id: string; name: string }[]> = {
    competent,
    receiving: desks,
    return: desks,
  }
  for (const { step } of steps) places[step.unit] ??= [await unitByRef(ctx, step.unit)]
  const ids = [...new Set(Object.values(places).flatMap((units) => units.map(({ id }) => id)))]
  const held = new Map(ids.map((id) => [id, new Set<string>()]))
  for (const { unitId, role } of await holdersOf(ctx, ids, ROLES, ctx.now())) held.get(unitId)!.add(role)
  return { places, held }
}

/** The units that may decide by what a procedure says of its competence. @throws 404 `unit.not_found` */
export async function competentUnits(
  ctx: Ctx,
  competence: ConfiguredProcedure['competence'],
): Promise<Unit[]> {
  const fixed = competence.units ?? []
  if (fixed.length > 0) return unitsByRefs(ctx, fixed)
  return openUnits(ctx, (u) => u.canDecide && (!competence.unitKind || u.kind === competence.unitKind))
}
