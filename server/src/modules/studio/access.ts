import type { Ctx } from '../../platform/ctx.ts'
import { forbidden, notFound } from '../../platform/errors.ts'
import { unitAncestors } from '../organisations/index.ts'
import { mayAuthor } from './policy.ts'
import { type DraftRow, findDraft } from './queries.ts'

/** @throws 403 when the actor does not administer the unit */
export async function authoriseUnit(ctx: Ctx, unitId: string): Promise<void> {
  if (mayAuthor(ctx.actor, await withAncestors(ctx, unitId))) return
  throw forbidden('Bạn không phải là người quản trị của đơn vị này.')
}

/** A draft that the actor may see. @throws 404 `draft.not_found` */
export async function visibleDraft(ctx: Ctx, id: string): Promise<DraftRow> {
  return seen(ctx, await findDraft(ctx, id))
}

/** The draft when the actor may see it. @throws 404 `draft.not_found` */
export async function seen(ctx: Ctx, draft: DraftRow | null): Promise<DraftRow> {
  if (draft && mayAuthor(ctx.actor, await withAncestors(ctx, draft.unitId))) return draft
  throw notFound('draft.not_found', 'Không có bản soạn này, hoặc bạn không quản trị đơn vị soạn nó.')
}

export async function withAncestors(ctx: Ctx, unitId: string): Promise<string[]> {
  return [unitId, ...(await unitAncestors(ctx, unitId))]
}
