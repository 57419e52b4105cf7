import { vietnamDate } from '@motcua/rules'
import type { FoundActor } from '../../platform/access/revision.ts'
import type { Actor, Grant } from '../../platform/actor.ts'
import { ANONYMOUS } from '../../platform/actor.ts'
import { type Ctx, type Root, readCtx } from '../../platform/ctx.ts'
import { permissionsOf } from '../../platform/http/auth.ts'
import { rolesOf, toGrant, unitRef, unitsByIds, withReach } from '../organisations/index.ts'
import type { ActorView } from './contract.ts'
import { tokenDigest } from './password.ts'
import { type Account, accountOfSession, openAccount } from './queries.ts'

/** The actor behind a session or bearer token, with the roles that hold at this moment; null when there is none. */
export async function authenticate(root: Root, token: string): Promise<FoundActor | null> {
  const ctx = readCtx(root, ANONYMOUS)
  const found = await accountOfSession(ctx, tokenDigest(token))
  if (!found) return null
  const roles = found.roles.map(toGrant)
  const actor = await actorWith(ctx, found.account, roles)
  // The units below another are remembered too, and may be a second old.
  const revision = roles.some((grant) => grant.reach === 'subtree') ? null : found.revision
  const until = earlier(found.expiresAt, endOfDay(ctx.now()))
  if (root.partners.identity === null) return { actor, revision, until }
  return { actor: { ...actor, assurance: { level: found.level, at: found.at.getTime() } }, revision, until }
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other)

/** Midnight in Việt Nam: appointments and delegations begin and end with a day. */
const endOfDay = (now: Date): Date => new Date(Date.parse(`${vietnamDate(now)}T00:00:00+07:00`) + 86_400_000)

/** The actor an account is now. Only officers hold roles. */
export async function actorOf(ctx: Ctx, account: Account): Promise<Actor> {
  return actorWith(ctx, account, account.kind === 'officer' ? await rolesOf(ctx, account.id, ctx.now()) : [])
}

async function actorWith(ctx: Ctx, account: Account, held: readonly Grant[]): Promise<Actor> {
  const { kind, id, name, idNumberIndex } = account
  return { kind, id, name, idNumberIndex, roles: await withReach(ctx, held) }
}

/** The actor of an open account as he is now, for work ordered earlier; null when the account is closed. */
export async function actorById(ctx: Ctx, accountId: string): Promise<Actor | null> {
  const account = await openAccount(ctx, accountId)
  return account && actorOf(ctx, account)
}

/** How an actor is shown to himself. @param modules whose permissions he may hold */
export async function presentActor(
  ctx: Ctx,
  account: Account,
  actor: Actor,
  modules: Root['modules'],
): Promise<ActorView> {
  const own = actor.roles.filter((g) => !g.inherited)
  const units = await unitsByIds(
    ctx,
    own.map((g) => g.unitId),
  )
  const grants = own.flatMap((g) => {
    const unit = units.get(g.unitId)
    return unit ? [{ role: g.role, unit: unitRef(unit), unitName: unit.name, via: g.via }] : []
  })
  return {
    id: actor.id,
    kind: actor.kind,
    username: account.username,
    name: actor.name,
    assurance: actor.assurance?.level ?? null,
    unit: grants[0]?.unit ?? null,
    unitName: grants[0]?.unitName ?? null,
    roles: [...new Set(grants.map((g) => g.role))],
    permissions: permissionsOf(actor, modules),
    grants,
  }
}
