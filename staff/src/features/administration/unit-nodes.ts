import { compareText } from '@motcua/rules'
import type { Officer } from '../../lib/session.ts'
import type { Unit } from '../../lib/types.ts'

export type UnitNode = { unit: Unit; below: UnitNode[] }

/**
 * The units as trees, by name; where the unit above is not among them (or has closed), a unit is a root.
 * @param units every one names the unit above it by its `ref`
 */
export function treeOf(units: readonly Unit[]): UnitNode[] {
  const nodes = new Map(units.map((unit) => [unit.ref, { unit, below: [] } as UnitNode]))
  const roots: UnitNode[] = []
  for (const node of nodes.values()) {
    const above = node.unit.parent === null ? undefined : nodes.get(node.unit.parent)
    ;(above?.below ?? roots).push(node)
  }
  const byName = (a: UnitNode, b: UnitNode) => compareText(a.unit.name, b.unit.name)
  for (const node of nodes.values()) node.below.sort(byName)
  return roots.sort(byName)
}

/** The units of the officer's own administration: those where he holds the role, and all below them. */
export function ownUnits(
  units: readonly Unit[],
  grants: readonly Pick<Officer['grants'][number], 'role' | 'unit'>[],
): Unit[] {
  const held = new Set(grants.filter(({ role }) => role === 'quantri').map(({ unit }) => unit))
  const flat = (node: UnitNode, isOwn: boolean): Unit[] => {
    const own = isOwn || held.has(node.unit.ref)
    return [...(own ? [node.unit] : []), ...node.below.flatMap((child) => flat(child, own))]
  }
  return treeOf(units).flatMap((root) => flat(root, false))
}
