import type { Ctx } from '../../platform/ctx.ts'
import { AppError } from '../../platform/errors.ts'
import { isSure } from './domain.ts'

/** Address at which a browser sets out to the provider of national identity. */
export const NATIONAL_LOGIN = '/api/v1/session/oidc'

/** Where the provider sends the browser back, to be registered there. */
export const NATIONAL_CALLBACK = `${NATIONAL_LOGIN}/callback`

/**
 * For what cannot be taken back lightly: the person must have proven by level 2, within a quarter of an hour, who he
 * is. A page sends him to `goTo` with `&returnTo=` its own address and lets him go on after that.
 * @throws 403 `identity.step_up_needed` with `{level, goTo}`
 */
export function requireStepUp(ctx: Ctx): void {
  if (isSure(ctx.actor, ctx.now())) return
  throw new AppError(
    'identity.step_up_needed',
    403,
    'Việc này cần bạn xác nhận lại bằng tài khoản định danh điện tử mức độ 2; xác nhận xong bạn sẽ làm tiếp được ngay.',
    { level: 2, goTo: `${NATIONAL_LOGIN}?level=2` },
  )
}
