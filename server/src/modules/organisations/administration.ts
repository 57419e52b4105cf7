import type { Ctx } from '../../platform/ctx.ts'
import { unitAncestors, unitSubtree } from './lookup.ts'
import { mayAdminister } from './policy.ts'

/** Whether the actor administers every one of these units: there or in a unit above it. None is not enough. */
export async function administers(ctx: Ctx, unitIds: Iterable<string>): Promise<boolean> {
  const ids = [...new Set(unitIds)]
  for (const id of ids) {
    if (!mayAdminister(ctx.actor, [id, ...(await unitAncestors(ctx, id))])) return false
  }
  return ids.length > 0
}

/** Ids of the units that the actor administers: those where he holds the role, and what is below where it reaches. */
export async function administered(ctx: Ctx): Promise<string[]> {
  const ids = new Set<string>()
  for (const { role, unitId, reach } of ctx.actor.roles) {
    if (role !== 'quantri') continue
    for (const id of reach === 'subtree' ? await unitSubtree(ctx, unitId) : [unitId]) ids.add(id)
  }
  return [...ids]
}
