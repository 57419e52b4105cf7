import type { Ctx } from '../../../platform/ctx.ts'
import { notFound, unprocessable } from '../../../platform/errors.ts'
import { currentProcedure } from '../../catalogue/index.ts'
import { type DraftRow, deleteDraft, insertDraft, lockDraft, saveDraft } from '../store/drafts.ts'

export type DraftChange = { pointer: string; value?: unknown }

const MAX_DRAFT = 1_000_000

/** Begins a draft, for any procedure that exists. */
export async function startDraft(
  ctx: Ctx,
  input: { procedureCode: string; body?: Record<string, unknown> },
): Promise<DraftRow> {
  const procedure = await currentProcedure(ctx, input.procedureCode)
  return insertDraft(ctx, procedure.code, input.body ?? {})
}

/**
 * Saves single fields, so that every field a person leaves is acknowledged by version and time.
 * @throws 404 when the draft is not the actor's, 422 when a pointer cannot be followed or the draft grows too big
 */
export async function changeDraft(ctx: Ctx, id: string, changes: readonly DraftChange[]): Promise<DraftRow> {
  const draft = await lockDraft(ctx, id)
  if (!draft) throw draftNotFound()
  const body = changes.reduce(applyChange, draft.body)
  if (JSON.stringify(body).length > MAX_DRAFT) {
    throw unprocessable('draft.too_big', 'Bản nháp quá lớn; hãy gửi tệp đính kèm thay cho văn bản dài.')
  }
  ctx.about(id)
  return saveDraft(ctx, draft, body)
}

/** Throws a draft of one's own away. */
export async function dropDraft(ctx: Ctx, id: string): Promise<void> {
  if (!(await lockDraft(ctx, id))) throw draftNotFound()
  deleteDraft(ctx, id)
  ctx.about(id)
}

export const draftNotFound = () => notFound('draft.not_found', 'Không có bản nháp này.')

/** A copy of the body with one field set, or removed when no value is given (RFC 6901 pointers). */
export function applyChange(body: Record<string, unknown>, change: DraftChange): Record<string, unknown> {
  const path = change.pointer.split('/').slice(1).map(unescapePart)
  if (!change.pointer.startsWith('/') || path.some((key) => FORBIDDEN.has(key)))
    throw badPointer(change.pointer)
  return setAt(body, path, change) as Record<string, unknown>
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype'])

function setAt(value: unknown, path: readonly string[], change: DraftChange): unknown {
  const [key, ...rest] = path
  if (key === undefined) return change.value
  if (Array.isArray(value)) return setInList(value, key, rest, change)
  if (value !== undefined && (value === null || typeof value !== 'object')) throw badPointer(change.pointer)
  const copy = { ...(value as Record<string, unknown> | undefined) }
  if (rest.length === 0 && change.value === undefined) delete copy[key]
  else copy[key] = setAt(copy[key], rest, change)
  return copy
}

function setInList(
  list: readonly unknown[],
  key: string,
  rest: readonly string[],
  change: DraftChange,
): unknown[] {
  const index = key === '-' ? list.length : Number(key)
  if (!Number.isInteger(index) || index < 0 || index > list.length || index > 999)
    throw badPointer(change.pointer)
  if (rest.length === 0 && change.value === undefined) return list.toSpliced(index, 1)
  return list.toSpliced(index, 1, setAt(list[index], rest, change))
}

const unescapePart = (part: string): string => part.replaceAll('~1', '/').replaceAll('~0', '~')

const badPointer = (pointer: string) =>
  unprocessable(
    'draft.bad_pointer',
    `Không tìm thấy chỗ để ghi trường “${pointer.slice(0, 100)}” trong bản nháp.`,
  )
