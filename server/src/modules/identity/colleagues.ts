import { compareVietnamese } from '@motcua/rules'
import type { Ctx } from '../../platform/ctx.ts'
import { forbidden } from '../../platform/errors.ts'
import {
  delegationsOf,
  holdersOf,
  ROLE_NAMES,
  ROLES,
  unitByRef,
  unitRef,
  unitsByIds,
} from '../organisations/index.ts'
import type { ColleagueView, OwnDelegationView } from './contract.ts'
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

/** Delegations that the actor gave or got, running or still to come, with names. */
export async function ownDelegations(ctx: Ctx): Promise<OwnDelegationView[]> {
  const found = await delegationsOf(ctx, ctx.actor.id)
  const [accounts, units] = await Promise.all([
    accountsByIds(
      ctx,
      found.flatMap((d) => [d.fromAccountId, d.toAccountId]),
    ),
    unitsByIds(
      ctx,
      found.map((d) => d.unitId),
    ),
  ])
  const nameOf = (id: string) => accounts.get(id)?.name ?? ''
  return found.map((d) => {
    const unit = units.get(d.unitId)
    return {
      id: d.id,
      fromAccount: d.fromAccountId,
      fromName: nameOf(d.fromAccountId),
      toAccount: d.toAccountId,
      toName: nameOf(d.toAccountId),
      unit: unit ? unitRef(unit) : d.unitId,
      unitName: unit?.name ?? '',
      role: d.role,
      roleName: ROLE_NAMES[d.role].vi,
      validFrom: d.validFrom,
      validTo: d.validTo,
    }
  })
}
