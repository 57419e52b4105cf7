import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { Content } from './domain/content.ts'
import type { Change } from './domain/diff.ts'

/** A row of `catalogue.procedure` as it is written. */
export type ProcedureRow = {
  id: string
  code: string
  nationalCode: string
  currentVersionId: string
  nationalSha: string | null
  name: string
  sector: string
  levels: readonly string[]
  configured: boolean
  online: boolean
  onlineLevel: string
  limitText: string | null
  demo: boolean
  searchName: string
  searchKeys: string
  searchWords: string
  searchSound: string
  weight: number
}

export type VersionRow = {
  id: string
  procedureId: string
  version: number
  name: string
  source: 'national' | 'province'
  content: Content
  contentSha: string
  validFrom: string | null
  formVersionId: string | null
  processVersionId: string | null
  configured: boolean
  changes: readonly Change[] | null
}

/** Imports and publications take turns, so that version numbers have no gap and no double. */
export async function lockCatalogue(ctx: Ctx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('catalogue'))`.execute(ctx.db)
}

/** Writes procedures in statements of 300; rows that would not change are not touched. */
export async function saveProcedures(ctx: Ctx, rows: readonly ProcedureRow[]): Promise<void> {
  for (const chunk of chunks(rows)) {
    await sql`insert into catalogue.procedure as p (id, code, national_code, current_version_id, national_sha, name,
        sector, levels, configured, online, online_level, limit_text, demo, search_name, search_keys, search_words,
        search_sound, weight)
      select r.id, r.code, r."nationalCode", r."currentVersionId", r."nationalSha", r.name, r.sector, r.levels,
        r.configured, r.online, r."onlineLevel", r."limitText", r.demo, r."searchName", r."searchKeys", r."searchWords",
        r."searchSound", r.weight
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as r(id uuid, code text, "nationalCode" text,
        "currentVersionId" uuid, "nationalSha" text, name text, sector text, levels text[], configured boolean,
        online boolean, "onlineLevel" text, "limitText" text, demo boolean, "searchName" text, "searchKeys" text,
        "searchWords" text, "searchSound" text, weight int)
      on conflict (national_code) do update set code = excluded.code, current_version_id = excluded.current_version_id,
        national_sha = excluded.national_sha, name = excluded.name, sector = excluded.sector, levels = excluded.levels,
        configured = excluded.configured, online = excluded.online, online_level = excluded.online_level,
        limit_text = excluded.limit_text, demo = excluded.demo, search_name = excluded.search_name,
        search_keys = excluded.search_keys, search_words = excluded.search_words,
        search_sound = excluded.search_sound, weight = excluded.weight
      where (p.code, p.current_version_id, p.national_sha, p.search_words, p.search_keys, p.search_sound, p.weight, p.limit_text, p.online)
        is distinct from (excluded.code, excluded.current_version_id, excluded.national_sha, excluded.search_words,
          excluded.search_keys, excluded.search_sound, excluded.weight, excluded.limit_text, excluded.online)`.execute(
      ctx.db,
    )
  }
}

export async function insertVersions(ctx: Ctx, rows: readonly VersionRow[]): Promise<void> {
  for (const chunk of chunks(rows)) {
    await sql`insert into catalogue.procedure_version (id, procedure_id, version, name, source, content, content_sha,
        valid_from, published_at, published_by, form_version_id, process_version_id, configured, changes)
      select r.id, r."procedureId", r.version, r.name, r.source, r.content, r."contentSha", r."validFrom",
        ${ctx.now()}, ${ctx.actor.id}, r."formVersionId", r."processVersionId", r.configured, nullif(r.changes, 'null')
      from jsonb_to_recordset(${JSON.stringify(chunk)}::jsonb) as r(id uuid, "procedureId" uuid, version int, name text,
        source text, content jsonb, "contentSha" text, "validFrom" date, "formVersionId" uuid, "processVersionId" uuid,
        configured boolean, changes jsonb)`.execute(ctx.db)
  }
}

// A chunk of whole procedures is some 3 MB of JSON: large enough to be few, small enough to be parsed at once.
const CHUNK = 300

function* chunks<T>(rows: readonly T[]): Generator<readonly T[]> {
  for (let i = 0; i < rows.length; i += CHUNK) yield rows.slice(i, i + CHUNK)
}
