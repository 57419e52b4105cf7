import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import {
  type DataKey,
  deleteKey,
  newDataKey,
  openDataKey,
  openJson,
  sealJson,
  wrappedKeyOf,
} from '../../../platform/keys/index.ts'
import type { DraftState } from '../draft-merge.ts'

export type DraftRow = DraftState & {
  id: string
  procedureCode: string
  version: number
  savedAt: Date
}

export type LockedDraft = DraftRow & { key: DataKey }

/** A draft as stored: its body sealed with a key of its own. */
export type SealedDraft = Omit<DraftRow, keyof DraftState> & {
  sealed: Buffer
  sealedMerge: Buffer | null
  wrappedKey: Buffer | null
}

/** Columns of `SealedDraft`, of `dossiers.draft d`. */
export const DRAFT_COLUMNS = sql`d.id, d.procedure_code as "procedureCode", d.sealed, d.sealed_merge as "sealedMerge", d.version,
  d.saved_at as "savedAt", ${wrappedKeyOf(sql`d.id`)} as "wrappedKey"`

/** Opens a draft with its key. */
export async function openDraft(
  ctx: Ctx,
  { sealed, sealedMerge, wrappedKey, ...row }: SealedDraft,
): Promise<LockedDraft> {
  const key = await openDataKey(ctx, row.id, wrappedKey)
  const body: Record<string, unknown> = openJson(key, TABLE, 'sealed', sealed)
  const merge: Pick<DraftState, 'stamps' | 'replaced'> = sealedMerge
    ? openJson(key, TABLE, 'sealed_merge', sealedMerge)
    : { stamps: {}, replaced: [] }
  return { ...row, key, body, ...merge }
}

const TABLE = 'dossiers.draft'

export async function insertDraft(
  ctx: Ctx,
  procedureCode: string,
  body: Record<string, unknown>,
): Promise<DraftRow> {
  const key = await newDataKey(ctx, ctx.newId())
  ctx.later(sql`insert into dossiers.draft
      (id, account_id, procedure_code, sealed, version, created_at, saved_at)
    values (${key.id}, ${ctx.actor.id}, ${procedureCode}, ${sealJson(key, TABLE, 'sealed', body)}, 1, ${ctx.now()},
      ${ctx.now()})`)
  return { id: key.id, procedureCode, body, stamps: {}, replaced: [], version: 1, savedAt: ctx.now() }
}

/** A draft of the actor's own, locked; null when it is not there or somebody else's. */
export async function lockDraft(ctx: Ctx, id: string): Promise<LockedDraft | null> {
  const { rows } = await sql<SealedDraft>`select ${DRAFT_COLUMNS} from dossiers.draft d
    where d.id = ${id} and d.account_id = ${ctx.actor.id} for update of d`.execute(ctx.db)
  return rows[0] ? openDraft(ctx, rows[0]) : null
}

/** Saves the body of a locked draft and returns the draft as it then is. */
export function saveDraft(ctx: Ctx, draft: LockedDraft, state: DraftState): DraftRow {
  const { body, stamps, replaced } = state
  const { key, ...row } = draft
  const next = { ...row, body, stamps, replaced, version: row.version + 1, savedAt: ctx.now() }
  ctx.later(sql`update dossiers.draft set sealed = ${sealJson(key, TABLE, 'sealed', body)},
      sealed_merge = ${sealJson(key, TABLE, 'sealed_merge', { stamps, replaced })}, version = ${next.version},
      saved_at = ${next.savedAt}
    where id = ${row.id}`)
  return next
}

/** Throws a draft of the actor's own away, with its key. */
export function deleteDraft(ctx: Ctx, id: string): void {
  ctx.later(sql`with gone as (
      delete from dossiers.draft where id = ${id} and account_id = ${ctx.actor.id} returning id
    )
    ${deleteKey(sql`(select id from gone)`)}`)
}
