import { searchText } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { PartName } from './domain/parts.ts'

export type DraftRow = {
  id: string
  unitId: string
  code: string
  name: string
  baseVersionId: string | null
  changedAt: Date
  changedBy: string
  publishedVersionId: string | null
  endedAt: Date | null
}

export type PartRow = {
  draftId: string
  part: PartName
  revision: number
  position: number
  first: number
  last: number
  content: unknown
  savedAt: Date
  savedBy: string
}

const DRAFT = sql`d.id, d.unit_id as "unitId", d.code, d.name, d.base_version_id as "baseVersionId",
  d.changed_at as "changedAt", d.changed_by as "changedBy", d.published_version_id as "publishedVersionId",
  d.ended_at as "endedAt"`

/** Drafts of these units, changed last first. */
export async function listDrafts(
  ctx: Ctx,
  query: {
    unitIds: readonly string[]
    q: string
    ended: boolean
    limit: number
    after: { at: string; id: string } | null
  },
): Promise<DraftRow[]> {
  const { unitIds, ended, limit, after } = query
  const { rows } = await sql<DraftRow>`select ${DRAFT} from studio.draft d
    where d.unit_id = any(${unitIds}::uuid[]) and (d.ended_at is not null) = ${ended}
      and strpos(d.search_text, ${searchText(query.q)}) > 0
      and (${after?.id ?? null}::uuid is null
        or (d.changed_at, d.id) < (${after?.at ?? null}::timestamptz, ${after?.id ?? null}::uuid))
    order by d.changed_at desc, d.id desc limit ${limit}`.execute(ctx.db)
  return rows
}

export async function findDraft(ctx: Ctx, id: string): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`select ${DRAFT} from studio.draft d where d.id = ${id}`.execute(ctx.db)
  return rows[0] ?? null
}

/** The parts of a draft with what holds now. */
export async function partsOf(ctx: Ctx, draftId: string): Promise<PartRow[]> {
  const { rows } = await sql<PartRow>`select p.draft_id as "draftId", p.part, p.revision, p.position, p.last,
      (select min(f.position) from studio.step f where f.draft_id = p.draft_id and f.part = p.part) as first,
      s.content, s.saved_at as "savedAt", s.saved_by as "savedBy"
    from studio.part p join studio.step s using (draft_id, part, position)
    where p.draft_id = ${draftId}
    order by array_position(array['procedure', 'form', 'process', 'cases'], p.part)`.execute(ctx.db)
  return rows
}

export type StepRow = { position: number; savedAt: Date; savedBy: string }

/** The history of a part, newest first. */
export async function stepsOf(ctx: Ctx, draftId: string, part: PartName): Promise<StepRow[]> {
  const { rows } = await sql<StepRow>`select position, saved_at as "savedAt", saved_by as "savedBy"
    from studio.step where draft_id = ${draftId} and part = ${part} order by position desc`.execute(ctx.db)
  return rows
}
