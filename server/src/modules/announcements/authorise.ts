import type { Ctx } from '../../platform/ctx.ts'
import { forbidden } from '../../platform/errors.ts'
import { administers, openUnits } from '../organisations/index.ts'

/** Whether the actor speaks for the province: he administers its unit. */
export async function mayPublish(ctx: Ctx): Promise<boolean> {
  const provinces = await openUnits(ctx, ({ kind }) => kind === 'province')
  return administers(
    ctx,
    provinces.map(({ id }) => id),
  )
}

/** @throws 403 `announcement.forbidden` */
export async function authorise(ctx: Ctx): Promise<void> {
  if (await mayPublish(ctx)) return
  throw forbidden(
    'Chỉ quản trị viên của tỉnh được đăng, sửa, gỡ thông báo trên cổng.',
    'announcement.forbidden',
  )
}
