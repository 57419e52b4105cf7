import type { Ctx } from '../../platform/ctx.ts'
import type * as contract from './contract.ts'
import { type Unit, unitRef } from './domain/unit-tree.ts'
import { unitAncestors, unitsByIds } from './lookup.ts'
import { mayAdminister } from './policy.ts'

/** A unit with its codes, those above it, and what the actor may do with it. */
export async function detailOf(ctx: Ctx, unit: Unit): Promise<contract.UnitDetail> {
  const ids = await unitAncestors(ctx, unit.id)
  const above = await unitsByIds(ctx, ids)
  const manages = mayAdminister(ctx.actor, [unit.id, ...ids]) && unit.validTo === null
  return {
    ...present(unit, above),
    codes: [...unit.codes],
    above: ids.flatMap((id) => {
      const parent = above.get(id)
      return parent ? [{ ref: unitRef(parent), name: parent.name }] : []
    }),
    can: manages ? ['manage', 'close'] : [],
  }
}

/** A unit as lists print it. @param parents units by id, among them the one above */
export function present(unit: Unit, parents: ReadonlyMap<string, Unit>) {
  const parent = unit.parentId === null ? undefined : parents.get(unit.parentId)
  const { id, key, name, kind, phone, address, isReceptionPoint, canDecide, validFrom, validTo } = unit
  const code = unit.codes.find((c) => c.scheme === 'QD20' && c.validTo === unit.validTo)?.value ?? null
  return {
    id,
    ref: unitRef(unit),
    code,
    key,
    name,
    kind,
    parent: parent ? unitRef(parent) : null,
    phone,
    address,
    isReceptionPoint,
    canDecide,
    validFrom,
    validTo,
  }
}
