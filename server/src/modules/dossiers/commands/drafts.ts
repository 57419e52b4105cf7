import type { Ctx } from '../../../platform/ctx.ts'
import { notFound, unprocessable } from '../../../platform/errors.ts'
import { currentProcedure } from '../../catalogue/index.ts'
import { type DraftChange, mergeChanges } from '../draft-merge.ts'
import { withProvenSources } from '../origin-proof.ts'
import { type DraftRow, deleteDraft, insertDraft, lockDraft, saveDraft } from '../store/drafts.ts'

const MAX_DRAFT = 1_000_000

/** Begins a draft, for any procedure that exists. */
export async function startDraft(
  ctx: Ctx,
  input: { procedureCode: string; body?: Record<string, unknown> },
): Promise<DraftRow> {
  const procedure = await currentProcedure(ctx, input.procedureCode)
  const body = withProvenSources(proposal(ctx, procedure.code), input.body ?? {}, ctx.now())
  return insertDraft(ctx, procedure.code, body)
}

/**
 * Saves single fields, so that every field a person leaves is acknowledged by version and time. Writes of several
 * tabs merge (`draft-merge.ts`).
 * @param input `dismiss`: ids of replaced values the person has decided about
 * @throws 404 when the draft is not the actor's, 422 when a pointer cannot be followed or the draft grows too big
 */
export async function changeDraft(
  ctx: Ctx,
  id: string,
  { changes, dismiss = [] }: { changes: readonly DraftChange[]; dismiss?: readonly string[] },
): Promise<DraftRow> {
  const draft = await lockDraft(ctx, id)
  if (!draft) throw draftNotFound()
  const known = { ...draft, replaced: draft.replaced.filter((value) => !dismiss.includes(value.id)) }
  const merged = mergeChanges(known, changes, draft.version + 1)
  if (JSON.stringify(merged).length > MAX_DRAFT) {
    throw unprocessable('draft.too_big', 'Bản nháp quá lớn; hãy gửi tệp đính kèm thay cho văn bản dài.')
  }
  ctx.about(id)
  const body = withProvenSources(proposal(ctx, draft.procedureCode), merged.body, ctx.now())
  return saveDraft(ctx, draft, { ...merged, body })
}

const proposal = ({ keys, actor }: Ctx, procedureCode: string) => ({ keys, actor, procedureCode })

/** Throws a draft of one's own away. */
export async function dropDraft(ctx: Ctx, id: string): Promise<void> {
  if (!(await lockDraft(ctx, id))) throw draftNotFound()
  deleteDraft(ctx, id)
  ctx.about(id)
}

export const draftNotFound = () => notFound('draft.not_found', 'Không có bản nháp này.')
