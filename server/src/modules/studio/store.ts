import { searchText } from '@motcua/rules'
import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { KEPT_STEPS, type PartName } from './domain/parts.ts'
import type { DraftRow, PartRow } from './queries.ts'

export type NewDraftRow = {
  id: string
  unitId: string
  code: string
  name: string
  baseVersionId: string | null
}

/** A draft with its first contents. The error of a code that is already being written names `draft_code_once`. */
export async function insertDraft(
  ctx: Ctx,
  row: NewDraftRow,
  parts: Readonly<Record<PartName, unknown>>,
): Promise<void> {
  const contents = Object.entries(parts).map(([part, content]) => ({ part, content }))
  await sql`with draft as (
      insert into studio.draft (id, unit_id, code, name, search_text, base_version_id, created_at, created_by,
          changed_at, changed_by)
      values (${row.id}, ${row.unitId}, ${row.code}, ${row.name}, ${searchOf(row)}, ${row.baseVersionId},
          ${ctx.now()}, ${ctx.actor.id}, ${ctx.now()}, ${ctx.actor.id})
      returning id
    ), part as (
      insert into studio.part (draft_id, part, revision, position, last)
      select draft.id, c.part, 1, 1, 1 from draft,
        jsonb_to_recordset(${JSON.stringify(contents)}::jsonb) as c(part text, content jsonb)
    )
    insert into studio.step (draft_id, part, position, content, saved_at, saved_by)
    select draft.id, c.part, 1, coalesce(c.content, 'null'), ${ctx.now()}, ${ctx.actor.id} from draft,
      jsonb_to_recordset(${JSON.stringify(contents)}::jsonb) as c(part text, content jsonb)`.execute(ctx.db)
}

/** The draft, locked until the command ends; null when there is none. */
export async function lockDraft(ctx: Ctx, id: string): Promise<DraftRow | null> {
  const { rows } = await sql<DraftRow>`select id, unit_id as "unitId", code, name,
      base_version_id as "baseVersionId", changed_at as "changedAt", changed_by as "changedBy",
      published_version_id as "publishedVersionId", ended_at as "endedAt"
    from studio.draft where id = ${id} for update`.execute(ctx.db)
  return rows[0] ?? null
}

/** Adds a step behind the one that holds; what had been taken back is forgotten, and the oldest steps go. */
export async function addStep(ctx: Ctx, part: PartRow, content: unknown): Promise<void> {
  const { draftId } = part
  const position = part.position + 1
  await sql`delete from studio.step where draft_id = ${draftId} and part = ${part.part}
    and (position >= ${position} or position <= ${position - KEPT_STEPS})`.execute(ctx.db)
  await sql`with step as (
      insert into studio.step (draft_id, part, position, content, saved_at, saved_by)
      values (${draftId}, ${part.part}, ${position}, ${JSON.stringify(content)}::jsonb, ${ctx.now()}, ${ctx.actor.id})
    ) update studio.part set revision = revision + 1, position = ${position}, last = ${position}
      where draft_id = ${draftId} and part = ${part.part}`.execute(ctx.db)
}

/** Lets another step of the history hold. */
export async function moveTo(ctx: Ctx, part: PartRow, position: number): Promise<void> {
  await sql`update studio.part set revision = revision + 1, position = ${position}
    where draft_id = ${part.draftId} and part = ${part.part}`.execute(ctx.db)
}

/** Notes who changed the draft; with the code and name it now has. Error as in `insertDraft`. */
export async function touchDraft(ctx: Ctx, draft: { id: string; code: string; name: string }): Promise<void> {
  await sql`update studio.draft set code = ${draft.code}, name = ${draft.name}, search_text = ${searchOf(draft)},
      changed_at = ${ctx.now()}, changed_by = ${ctx.actor.id}
    where id = ${draft.id}`.execute(ctx.db)
}

/** Ends a draft. @param publishedVersionId null when it is dropped */
export async function endDraft(ctx: Ctx, id: string, publishedVersionId: string | null): Promise<void> {
  await sql`update studio.draft set ended_at = ${ctx.now()}, published_version_id = ${publishedVersionId},
      changed_at = ${ctx.now()}, changed_by = ${ctx.actor.id}
    where id = ${id}`.execute(ctx.db)
}

const searchOf = ({ code, name }: { code: string; name: string }): string => searchText(`${code} ${name}`)
