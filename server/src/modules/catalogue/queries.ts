import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import { badRequest, notFound } from '../../platform/errors.ts'
import { fromCursor, toCursor } from '../../platform/http/cursor.ts'
import type { GoldenCase, ProcedureView } from './contract.ts'
import type { Content } from './domain/content.ts'
import type { Change } from './domain/diff.ts'
import { parseQuery } from './domain/search.ts'
import { contentView } from './domain/view.ts'
import type { ProcedureItem, SearchQuery } from './search-contract.ts'

/** One immutable version, with everything a dossier filed under it needs. */
export type ProcedureVersion = Omit<ProcedureView, 'form' | 'versionId'> & {
  id: string
  procedureId: string
  formVersionId: string | null
  processVersionId: string | null
  goldenCases: GoldenCase[]
  /** Ids of units for which it is not published: see `publishPackage`. */
  unstaffed: string[]
  /** What changed against the version before, in Vietnamese; null for the first. */
  changes: Change[] | null
}

/**
 * The current version of a procedure by its local or national code.
 * @throws 404 `procedure.not_found`
 */
export async function currentProcedure(ctx: Ctx, code: string): Promise<ProcedureVersion> {
  const known = currentOf(ctx).get(code)
  if (known && performance.now() - known.readAt < FRESH_MS) return procedureVersion(ctx, known.id)
  const { rows } = await sql<{ id: string }>`select current_version_id as id from catalogue.procedure
    where code = ${code} or national_code = ${code}
    order by code <> ${code} limit 1`.execute(ctx.db)
  const [row] = rows
  if (!row) throw procedureNotFound()
  currentOf(ctx).set(code, { id: row.id, readAt: performance.now() })
  return procedureVersion(ctx, row.id)
}

/** To be called by every command that makes another version the current one. */
export function forgetCurrent(ctx: Ctx): void {
  current.delete(ctx.files)
}

// Which version is current changes a few times a year and is asked for by every submission: another process's
// publication is seen within a second. Kept per database: the file store is what all contexts of a root share.
const FRESH_MS = 1000
const current = new WeakMap<Ctx['files'], Map<string, { id: string; readAt: number }>>()

function currentOf(ctx: Ctx): Map<string, { id: string; readAt: number }> {
  const known = current.get(ctx.files) ?? new Map()
  if (known.size >= MAX_KEPT) known.clear()
  current.set(ctx.files, known)
  return known
}

/**
 * A version by its id, from memory after the first time: versions never change.
 * @throws 404 `procedure.not_found`
 */
export async function procedureVersion(ctx: Ctx, id: string): Promise<ProcedureVersion> {
  const kept = versions.get(id)
  if (kept) return kept
  const { rows } =
    await sql<VersionQueryRow>`select v.id, v.procedure_id as "procedureId", v.version, v.source,
      v.content, v.valid_from as "validFrom", v.published_at as "publishedAt", v.form_version_id as "formVersionId",
      v.process_version_id as "processVersionId", v.changes
    from catalogue.procedure_version v where v.id = ${id}`.execute(ctx.db)
  const [row] = rows
  if (!row) throw procedureNotFound()
  const { content, publishedAt, ...identity } = row
  const { keywords: _, ...view } = contentView(content)
  const version = { ...view, ...identity, publishedAt: publishedAt.toISOString() }
  if (versions.size >= MAX_KEPT) versions.clear()
  versions.set(id, version)
  return version
}

type VersionQueryRow = Pick<
  ProcedureVersion,
  'id' | 'procedureId' | 'version' | 'source' | 'validFrom' | 'formVersionId' | 'processVersionId' | 'changes'
> & { content: Content; publishedAt: Date }

// Only immutable rows are kept, by their id, so no two databases or moments can be mixed up.
const versions = new Map<string, ProcedureVersion>()
const MAX_KEPT = 1000

/**
 * Procedures that fit what was typed, best first; all of them, everyday ones first, when nothing was typed.
 * Order: the code, the exact name or plain word, the phrase, all words, most words, similar spelling.
 * @param after cursor of the page before
 */
export async function searchProcedures(
  ctx: Ctx,
  { q = '', limit = 20, after, sector, level, codes }: SearchQuery,
): Promise<{ items: ProcedureItem[]; next: string | null }> {
  const [score, fromCode] = fromCursor(after, 2) ?? [1e9, '']
  if (typeof score !== 'number' || typeof fromCode !== 'string') throw badCursor()
  const wanted = codes === undefined ? null : codes.split(',').map((code) => code.trim())
  const query = parseQuery(q)
  const isEmpty = query.code === null && query.variants.length === 0
  if (isEmpty && q.trim() !== '') return { items: [], next: null }
  const { rows } = await sql<FoundRow>`with hit as (${isEmpty ? everything : matches(query)})
    select p.code, p.name, p.sector, p.levels, p.configured, p.online, p.online_level as "onlineLevel",
        p.limit_text as "limit", hit.score::float8 as score
      from hit join catalogue.procedure p on p.id = hit.id
     where (hit.score < ${score} or (hit.score = ${score} and p.code > ${fromCode}))
       and (${sector ?? null}::text is null or p.sector = ${sector ?? null})
       and (${level ?? null}::text is null or ${level ?? null} = any(p.levels))
       and (${wanted}::text[] is null or p.code = any(${wanted}::text[]))
     order by hit.score desc, p.code limit ${limit + 1}`.execute(ctx.db)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(({ score: _, ...item }) => ({ ...item, level: lowestLevel(item.levels) })),
    next: rows.length > limit && last ? toCursor([last.score, last.code]) : null,
  }
}

/** The fields of administration with the number of their procedures, those with procedures to file first. */
export async function sectors(
  ctx: Ctx,
): Promise<{ sector: string; procedures: number; configured: number }[]> {
  const { rows } = await sql<{ sector: string; procedures: number; configured: number }>`
    select sector, count(*)::int as procedures, count(*) filter (where configured)::int as configured
      from catalogue.procedure where sector <> ''
     group by sector order by (count(*) filter (where configured)) desc, count(*) desc, sector`.execute(
    ctx.db,
  )
  return rows
}

type FoundRow = Omit<ProcedureItem, 'level'> & { score: number }

const everything = sql`select id, weight::numeric as score from catalogue.procedure`

/** Scores of all readings; sound and spelling are compared only when no procedure holds every word. */
function matches({ code, variants }: ReturnType<typeof parseQuery>) {
  return sql`
    with variant as (
      select * from jsonb_to_recordset(${JSON.stringify(variants)}::jsonb)
        as v(text text, query text, sound text, "soundPatterns" text[])
    ), strict as (
      select p.id, max(case
          when p.search_name = v.text then 520
          when strpos(p.search_keys, '|' || v.text || '|') > 0 then 500
          when strpos(' ' || p.search_name || ' ', ' ' || v.text || ' ') > 0
            then 300 + 150.0 * length(v.text) / length(p.search_name)
          when strpos(p.search_keys, '|' || v.text) > 0 then 300
          when strpos(p.search_words, ' ' || v.text) > 0 then 260 + 100.0 * length(v.text) / length(p.search_words)
          else 200 + 80.0 * length(v.text) / length(p.search_words)
        end) as score
        from catalogue.procedure p join variant v on p.search_vector @@ to_tsquery('simple', v.query)
       group by p.id
    ), sounding as (
      select p.id, 50 + 140 * word_similarity(v.sound, p.search_sound) + 40.0 * length(v.sound) / length(p.search_sound) as score
        from variant v
       -- "offset 0" keeps the index of trigrams: for each reading, not for each procedure.
       cross join lateral (
         select id, search_sound from catalogue.procedure where search_sound %> v.sound offset 0) p
       where not exists (select from strict)
    ), partial as (
      select p.id, 130.0 * m.found / cardinality(v."soundPatterns") as score
        from variant v cross join catalogue.procedure p
       cross join lateral (
         select count(*) as found from unnest(v."soundPatterns") w where p.search_sound like w) m
       where not exists (select from strict) and m.found >= greatest(2, 0.6 * cardinality(v."soundPatterns"))
    ), coded as (
      select id, 2000 as score from catalogue.procedure where code like ${code}::text || '%'
    ), best as (
      select id, max(score) as score
        from (select * from strict union all select * from sounding union all select * from partial
              union all select * from coded) s
       group by id
    )
    select p.id, round((best.score + p.weight)::numeric, 2) as score
      from best join catalogue.procedure p using (id)
     -- Where one is called by just these words, others that merely hold them somewhere are noise.
     where best.score >= 0.5 * (select max(score) from best)`
}

function lowestLevel(levels: readonly string[]): string {
  return ['commune', 'province', 'ministry'].find((level) => levels.includes(level)) ?? 'other'
}

const badCursor = () =>
  badRequest('list.bad_cursor', 'Tham số after không đúng; hãy dùng giá trị next của trang trước.')

const procedureNotFound = () =>
  notFound('procedure.not_found', 'Không có thủ tục này; hãy kiểm tra lại mã thủ tục, ví dụ 1.001193.')

/** The state of procedures before an import or a publication, by national code. */
export type KnownProcedure = {
  id: string
  code: string
  nationalCode: string
  nationalSha: string | null
  configured: boolean
  currentVersionId: string
}

export async function knownProcedures(
  ctx: Ctx,
  nationalCodes: readonly string[],
): Promise<Map<string, KnownProcedure>> {
  const { rows } = await sql<KnownProcedure>`select id, code, national_code as "nationalCode", configured,
      national_sha as "nationalSha", current_version_id as "currentVersionId"
    from catalogue.procedure where national_code = any(${nationalCodes}::text[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.nationalCode, row]))
}

/** The same for one procedure by its local or national code; null when there is none. */
export async function knownByCode(ctx: Ctx, code: string): Promise<KnownProcedure | null> {
  const { rows } = await sql<KnownProcedure>`select id, code, national_code as "nationalCode", configured,
      national_sha as "nationalSha", current_version_id as "currentVersionId"
    from catalogue.procedure where code = ${code} or national_code = ${code}
    order by code <> ${code} limit 1`.execute(ctx.db)
  return rows[0] ?? null
}

export type StoredVersion = {
  id: string
  version: number
  content: Content
  contentSha: string
  validFrom: string | null
  formVersionId: string | null
  processVersionId: string | null
}

export async function storedVersions(ctx: Ctx, ids: readonly string[]): Promise<Map<string, StoredVersion>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<StoredVersion>`select id, version, content, content_sha as "contentSha",
      valid_from as "validFrom", form_version_id as "formVersionId", process_version_id as "processVersionId"
    from catalogue.procedure_version where id = any(${ids}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.id, row]))
}

export type DeskProcedure = { code: string; name: string; sector: string; keywords: string[] }

/** Every procedure that a desk may receive, by code: what a picker needs. */
export async function deskProcedures(ctx: Ctx): Promise<DeskProcedure[]> {
  const { rows } = await sql<{ code: string; content: Content }>`select p.code, v.content
    from catalogue.procedure p join catalogue.procedure_version v on v.id = p.current_version_id
   where p.configured order by p.code`.execute(ctx.db)
  return rows.flatMap(({ code, content }) => {
    const { name, sector, keywords, channels } = contentView(content)
    return channels.some((c) => c.channel === 'desk') ? [{ code, name, sector, keywords }] : []
  })
}
