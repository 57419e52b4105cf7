import type { Ctx } from '../../platform/ctx.ts'
import { forbidden } from '../../platform/errors.ts'
import { unitAncestors } from '../organisations/index.ts'
import { mayPlan } from './policy.ts'

/**
 * Lets pass whoever plans the working time of a unit; of the whole country (null) only the system.
 * @returns ids of the units above, nearest first
 * @throws 403 `calendar.forbidden`
 */
export async function authorise(ctx: Ctx, unitId: string | null): Promise<string[]> {
  const above = unitId === null ? [] : await unitAncestors(ctx, unitId)
  if (mayPlan(ctx.actor, unitId === null ? [] : [unitId, ...above])) return above
  throw forbidden('Chỉ người quản trị của đơn vị được xem và đặt lịch làm việc.', 'calendar.forbidden')
}
