import { compareVietnamese } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { forbidden } from '../../platform/errors.ts'
import { holdersOf, ROLES, unitByRef } from '../organisations/index.ts'
import type { ColleagueView } from './contract.ts'
import { accountsByIds } from './queries.ts'

/**
 * Officers appointed in a unit now, by name. Only for those who hold a role there themselves.
 * @throws 404 `unit.not_found`, 403 for a unit in which the actor holds no role
 */
export async function colleaguesOf(ctx: Ctx, ref: string): Promise<ColleagueView[]> {
  const unit = await unitByRef(ctx, ref)
  if (!ctx.actor.roles.some((g) => g.unitId === unit.id))
    throw forbidden('Chỉ xem được cán bộ của đơn vị mà bạn đang có vai trò.')
  const held = await holdersOf(ctx, [unit.id], ROLES, ctx.now())
  const accounts = await accountsByIds(
    ctx,
    held.map((h) => h.accountId),
  )
  return [...accounts.values()]
    .map(({ id, name }) => {
      const own = held.filter((h) => h.accountId === id)
      return { account: id, name, roles: own.map((h) => h.role), title: own[0]?.title ?? null }
    })
    .sort((a, b) => compareVietnamese(a.name, b.name))
}
