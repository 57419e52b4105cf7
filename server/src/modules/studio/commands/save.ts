import { isDeepStrictEqual } from 'node:util'
import type { Ctx } from '../../../platform/ctx.ts'
import { badRequest, conflict, notFound, stale } from '../../../platform/errors.ts'
import { seen } from '../access.ts'
import { fits, type PartName, titleOf } from '../domain/parts.ts'
import { type DraftRow, type PartRow, partsOf, stepsOf } from '../queries.ts'
import { addStep, endDraft, lockDraft, moveTo, touchDraft } from '../store.ts'
import { beingWritten } from './create.ts'

/**
 * Saves one part of a draft, finished or not; the step before stays in its history.
 * @param input `revision` is the one that was read
 * @throws 404 `draft.not_found`; 409 `draft.ended`, `draft.exists`; 412 `draft.stale`; 400 `draft.bad_content`
 */
export async function savePart(
  ctx: Ctx,
  input: { id: string; part: PartName; revision: number; content: unknown },
): Promise<void> {
  const { part: name, content = null } = input
  const draft = await openDraft(ctx, input.id)
  const part = await currentPart(ctx, draft, name, input.revision)
  if (!fits(name, content)) {
    throw badRequest('draft.bad_content', 'Nội dung không đúng dạng của phần này.', [
      { pointer: '/content', code: 'type', message: 'Không đúng dạng của phần này.' },
    ])
  }
  if (isDeepStrictEqual(part.content, content)) return
  await addStep(ctx, part, content)
  await retitle(ctx, draft, name, content)
  ctx.about(draft.id, { part: name })
}

/**
 * Goes back, or forward again, to a step of the history of a part.
 * @throws as `savePart`; 404 `draft.no_such_step`
 */
export async function restorePart(
  ctx: Ctx,
  input: { id: string; part: PartName; revision: number; position: number },
): Promise<void> {
  const { part: name, position } = input
  const draft = await openDraft(ctx, input.id)
  const part = await currentPart(ctx, draft, name, input.revision)
  if (!(await stepsOf(ctx, draft.id, name)).some((step) => step.position === position)) {
    throw notFound('draft.no_such_step', 'Bước này không còn trong lịch sử của bản soạn.')
  }
  await moveTo(ctx, part, position)
  const restored = (await partsOf(ctx, draft.id)).find((row) => row.part === name)
  await retitle(ctx, draft, name, restored?.content)
  ctx.about(draft.id, { part: name, position })
}

/** Ends a draft without publishing it; it stays readable. @throws 404, 409 `draft.ended` */
export async function dropDraft(ctx: Ctx, id: string): Promise<void> {
  const draft = await openDraft(ctx, id)
  await endDraft(ctx, draft.id, null)
  ctx.about(draft.id)
}

/** An open draft of the actor's units, locked. @throws 404 `draft.not_found`, 409 `draft.ended` */
export async function openDraft(ctx: Ctx, id: string): Promise<DraftRow> {
  const draft = await seen(ctx, await lockDraft(ctx, id))
  if (draft.endedAt === null) return draft
  throw conflict('draft.ended', 'Bản soạn này đã công bố hoặc đã bỏ; hãy soạn một bản mới.')
}

async function currentPart(ctx: Ctx, draft: DraftRow, name: PartName, revision: number): Promise<PartRow> {
  const part = (await partsOf(ctx, draft.id)).find((row) => row.part === name)
  if (part?.revision === revision) return part
  throw stale(
    'draft.stale',
    'Phần này vừa được sửa ở nơi khác; hãy tải lại để thấy bản mới, phần bạn vừa viết chưa được lưu.',
    { revision: part?.revision },
  )
}

async function retitle(ctx: Ctx, draft: DraftRow, part: PartName, content: unknown): Promise<void> {
  const title = part === 'procedure' ? titleOf(content) : draft
  try {
    await touchDraft(ctx, { id: draft.id, code: title.code, name: title.name })
  } catch (error) {
    throw beingWritten(error, title.code)
  }
}
