import type { Actor } from '../../platform/actor.ts'
import { ANONYMOUS } from '../../platform/actor.ts'
import { type Ctx, type Root, readCtx } from '../../platform/ctx.ts'
import { rolesOf, unitRef, unitsByIds } from '../organisations/index.ts'
import type { ActorView } from './contract.ts'
import { tokenDigest } from './password.ts'
import { type Account, accountOfSession } from './queries.ts'

/** The actor behind a session or bearer token, with the roles that hold at this moment; null when there is none. */
export async function authenticate(root: Root, token: string): Promise<Actor | null> {
  const ctx = readCtx(root, ANONYMOUS)
  const account = await accountOfSession(ctx, tokenDigest(token))
  return account && actorOf(ctx, account)
}

/** The actor an account is now. Only officers hold roles. */
export async function actorOf(ctx: Ctx, account: Account): Promise<Actor> {
  const roles = account.kind === 'officer' ? await rolesOf(ctx, account.id, ctx.now()) : []
  return { kind: account.kind, id: account.id, name: account.name, idNumber: account.idNumber, roles }
}

/** How an actor is shown to himself. */
export async function presentActor(ctx: Ctx, account: Account, actor: Actor): Promise<ActorView> {
  const units = await unitsByIds(ctx, [...new Set(actor.roles.map((g) => g.unitId))])
  const grants = actor.roles.flatMap((g) => {
    const unit = units.get(g.unitId)
    return unit ? [{ role: g.role, unit: unitRef(unit), unitName: unit.name, via: g.via }] : []
  })
  return {
    id: actor.id,
    kind: actor.kind,
    username: account.username,
    name: actor.name,
    unit: grants[0]?.unit ?? null,
    unitName: grants[0]?.unitName ?? null,
    roles: [...new Set(grants.map((g) => g.role))],
    grants,
  }
}
