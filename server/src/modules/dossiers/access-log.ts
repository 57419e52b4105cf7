import type { Grant } from '../../platform/actor.ts'
import { insertAccess } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { DossierFacts } from './domain.ts'
import { isApplicant } from './policy.ts'

/** A row for every time somebody else reads a person's dossier. */
export async function noteAccess(ctx: Ctx, d: DossierFacts, what: string): Promise<void> {
  if (isApplicant(ctx.actor, d)) return
  const row = { id: ctx.newId(), at: ctx.now(), actor: ctx.actor, subject: d.id, what }
  const reason = 'Đơn vị của cán bộ tham gia giải quyết hồ sơ'
  await insertAccess(ctx.db, { ...row, reason, grant: grantOf(ctx, d) })
}

/** The role in which it is read: one in a unit that the dossier names, else the reader's first. */
function grantOf(ctx: Ctx, d: DossierFacts): Grant | null {
  const named = [d.competentUnitId, d.receivingUnitId, d.returnUnitId]
  return ctx.actor.roles.find((g) => named.includes(g.unitId)) ?? ctx.actor.roles[0] ?? null
}

/** A list shows names: one row for the list, with the dossiers it showed. */
export async function noteList(ctx: Ctx, list: string, items: readonly { id: string }[]): Promise<void> {
  if (ctx.actor.kind !== 'officer' || items.length === 0) return
  const row = { id: ctx.newId(), at: ctx.now(), actor: ctx.actor, subject: `list:${list}`, what: 'list' }
  const shown = items.map((d) => d.id)
  await insertAccess(ctx.db, { ...row, reason: 'Danh sách hồ sơ trong phạm vi đơn vị', shown })
}
