import type { Grant } from '../../platform/actor.ts'
import { insertAccess } from '../../platform/audit.ts'
import type { Ctx } from '../../platform/ctx.ts'
import type { DossierFacts } from './domain.ts'
import { isApplicant, readingGrants } from './policy.ts'

/** A row for every time somebody else reads a person's dossier. */
export async function noteAccess(ctx: Ctx, d: DossierFacts, what: string): Promise<void> {
  if (isApplicant(ctx.actor, d)) return
  const row = { id: ctx.newId(), at: ctx.now(), actor: ctx.actor, subject: d.id, what }
  const reason = 'Đơn vị của cán bộ tham gia giải quyết hồ sơ'
  await insertAccess(ctx.db, { ...row, reason, grant: grantOf(ctx, d) })
}

/** The role in which it is read: one good for it in a unit that the dossier names, else another good for it. */
function grantOf({ actor }: Ctx, d: DossierFacts): Grant | null {
  const named = [d.competentUnitId, d.receivingUnitId, d.returnUnitId]
  const good = readingGrants(actor).filter(
    (g) => g.procedures == null || g.procedures.includes(d.procedureCode),
  )
  return good.find((g) => named.includes(g.unitId)) ?? good[0] ?? actor.roles[0] ?? null
}

/** A list shows names: one row for the list, with the dossiers it showed. */
export async function noteList(ctx: Ctx, list: string, items: readonly { id: string }[]): Promise<void> {
  if (ctx.actor.kind !== 'officer' || items.length === 0) return
  const row = { id: ctx.newId(), at: ctx.now(), actor: ctx.actor, subject: `list:${list}`, what: 'list' }
  const shown = items.map((d) => d.id)
  await insertAccess(ctx.db, { ...row, reason: 'Danh sách hồ sơ trong phạm vi đơn vị', shown })
}
