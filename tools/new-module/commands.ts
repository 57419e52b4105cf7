import type { Ctx } from '../../platform/ctx.ts'
import type { __Thing__View, New__Thing__ } from './contract.ts'
import { cleanName } from './domain.ts'
import { insert__Thing__ } from './store.ts'

/**
 * Adds a thing that belongs to the actor.
 * @throws 422 `__table__.no_name`
 */
export async function create__Thing__(ctx: Ctx, input: New__Thing__): Promise<__Thing__View> {
  const row = { id: ctx.newId(), name: cleanName(input.name), ownerId: ctx.actor.id, createdAt: ctx.now() }
  await insert__Thing__(ctx, row)
  ctx.emit({ type: '__table__.created', subject: row.id, data: {} })
  ctx.about(row.id)
  return { id: row.id, name: row.name, createdAt: row.createdAt.toISOString() }
}
