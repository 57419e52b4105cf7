import type { Ctx } from '../../platform/ctx.ts'
import { badRequest } from '../../platform/errors.ts'
import { fromCursor, toCursor } from '../../platform/http/cursor.ts'
import { editableProcedure, procedureVersion } from '../catalogue/index.ts'
import { accountsByIds } from '../identity/index.ts'
import { administered, unitRef, unitsByIds } from '../organisations/index.ts'
import { visibleDraft } from './access.ts'
import type { DraftsQuery, DraftView, PartView } from './contract.ts'
import type { PartName } from './domain/parts.ts'
import { type DraftRow, listDrafts, partsOf, stepsOf } from './queries.ts'

/** The drafts of the actor's units. @throws 400 `list.bad_cursor` */
export async function pageOfDrafts(ctx: Ctx, query: DraftsQuery) {
  const { q = '', state = 'open', limit = 20 } = query
  const [at, id] = fromCursor(query.after, 2) ?? []
  if (query.after !== undefined && (typeof at !== 'string' || typeof id !== 'string')) {
    throw badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')
  }
  const after = typeof at === 'string' && typeof id === 'string' ? { at, id } : null
  const unitIds = await administered(ctx)
  const rows = await listDrafts(ctx, { unitIds, q, ended: state === 'ended', limit: limit + 1, after })
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    items: await named(ctx, page),
    next: last ? toCursor([last.changedAt.toISOString(), last.id]) : null,
  }
}

/** A draft with all its parts. @throws 404 `draft.not_found` */
export async function draftView(ctx: Ctx, id: string): Promise<DraftView> {
  const draft = await visibleDraft(ctx, id)
  const [item] = await named(ctx, [draft])
  const published = draft.publishedVersionId ? await procedureVersion(ctx, draft.publishedVersionId) : null
  return {
    ...item!,
    publishedVersion: published?.version ?? null,
    parts: await partViews(ctx, id),
    can: draft.endedAt === null ? ['save', 'drop', 'publish'] : [],
  }
}

/** One part of a draft that the caller has just changed. */
export async function partView(ctx: Ctx, id: string, name: PartName): Promise<PartView> {
  return (await partViews(ctx, id)).find(({ part }) => part === name)!
}

/** The history of a part, newest first. @throws 404 `draft.not_found` */
export async function historyView(ctx: Ctx, id: string, part: PartName) {
  await visibleDraft(ctx, id)
  const steps = await stepsOf(ctx, id, part)
  const names = await accountsByIds(
    ctx,
    steps.map((step) => step.savedBy),
  )
  return {
    items: steps.map(({ position, savedAt, savedBy }) => ({
      position,
      savedAt: savedAt.toISOString(),
      savedBy: names.get(savedBy)?.name ?? '',
    })),
  }
}

async function partViews(ctx: Ctx, id: string): Promise<PartView[]> {
  const parts = await partsOf(ctx, id)
  const names = await accountsByIds(
    ctx,
    parts.map((part) => part.savedBy),
  )
  return parts.map(({ draftId: _, savedAt, savedBy, ...part }) => ({
    ...part,
    savedAt: savedAt.toISOString(),
    savedBy: names.get(savedBy)?.name ?? '',
  }))
}

async function named(ctx: Ctx, rows: readonly DraftRow[]) {
  const units = await unitsByIds(
    ctx,
    rows.map((row) => row.unitId),
  )
  const names = await accountsByIds(
    ctx,
    rows.map((row) => row.changedBy),
  )
  const items = []
  for (const row of rows) {
    const unit = units.get(row.unitId)!
    const there = row.code === '' ? null : await editableProcedure(ctx, row.code)
    items.push({
      id: row.id,
      code: row.code,
      name: row.name,
      unit: { ref: unitRef(unit), name: unit.name },
      state: stateOf(row),
      isNew: !there?.configured,
      changedAt: row.changedAt.toISOString(),
      changedBy: names.get(row.changedBy)?.name ?? '',
    })
  }
  return items
}

function stateOf({ endedAt, publishedVersionId }: DraftRow): 'open' | 'published' | 'dropped' {
  if (endedAt === null) return 'open'
  return publishedVersionId === null ? 'dropped' : 'published'
}
