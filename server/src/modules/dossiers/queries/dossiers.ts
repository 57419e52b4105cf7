import { searchText } from '@motcua/rules'
import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import { fromIdCursor, toCursor } from '../../../platform/http/cursor.ts'
import { dossierNotFound, maySee } from '../policy.ts'
import type { PaperRow } from '../store/acts.ts'
import { DOSSIER_COLUMNS, type Dossier, type DossierRecord, toDossier } from '../store/dossier.ts'

export type SupplementRow = {
  requestedAt: Date
  replyBy: Date
  receivedAt: Date | null
  reason: string
  items: { key: string | null; text: string }[]
}

export type ResultRow = {
  id: string
  outcome: string
  code: string | null
  name: string
  number: string | null
  signedOn: string | null
  fileId: string | null
}

export type WholeDossier = {
  dossier: Dossier
  papers: PaperRow[]
  supplement: SupplementRow | null
  results: ResultRow[]
}

/** A dossier with its papers, request and results. @throws 404 when it may not be seen */
export async function wholeDossier(ctx: Ctx, id: string): Promise<WholeDossier> {
  const [main, parts] = await Promise.all([
    sql<DossierRecord & { scope: string[] }>`select ${DOSSIER_COLUMNS},
        array(select unit_id from dossiers.scope where dossier_id = d.id) as scope
      from dossiers.dossier d left join dossiers.supplement_request s on s.dossier_id = d.id
     where d.id = ${id}`.execute(ctx.db),
    partsOf(ctx, sql`${id}::uuid`),
  ])
  const row = main.rows[0]
  if (!row) throw dossierNotFound()
  const { scope, ...record } = row
  const dossier = toDossier(record)
  if (!maySee(ctx.actor, dossier, scope)) throw dossierNotFound()
  return { dossier, ...parts }
}

/** What belongs to a dossier beside its own row. @param id the dossier's id, as SQL */
export async function partsOf(ctx: Ctx, id: RawBuilder<unknown>): Promise<Omit<WholeDossier, 'dossier'>> {
  const [papers, supplement, results] = await Promise.all([
    sql<PaperRow>`select id, key, name, file_id as "fileId", originals, copies, added_at as "addedAt",
        replaced_at as "replacedAt" from dossiers.paper where dossier_id = ${id} order by added_at, key`.execute(
      ctx.db,
    ),
    sql<SupplementRow>`select requested_at as "requestedAt", reply_by as "replyBy", received_at as "receivedAt",
        reason, items from dossiers.supplement_request where dossier_id = ${id}`.execute(ctx.db),
    sql<ResultRow>`select id, outcome, code, name, number, signed_on as "signedOn", file_id as "fileId"
      from dossiers.result where dossier_id = ${id} order by recorded_at, id`.execute(ctx.db),
  ])
  return { papers: papers.rows, supplement: supplement.rows[0] ?? null, results: results.rows }
}

export type DossierFilter = { q?: string; status?: number; limit: number; after?: string }

/** Dossiers the actor may see, newest first. */
export async function listDossiers(
  ctx: Ctx,
  filter: DossierFilter,
): Promise<{ items: Dossier[]; next: string | null }> {
  const after = fromIdCursor(filter.after)
  const asked = sql`(${filter.status ?? null}::int is null or d.status = ${filter.status ?? null})
     and ${matches(filter.q)} and (${after}::uuid is null or d.id < ${after}::uuid)`
  const { rows } = await sql<DossierRecord>`select ${DOSSIER_COLUMNS}
    from dossiers.dossier d left join dossiers.supplement_request s on s.dossier_id = d.id
   where ${pageFor(ctx.actor, asked, filter.limit + 1)}
   order by d.id desc limit ${filter.limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, filter.limit).map(toDossier)
  return { items, next: rows.length > filter.limit ? toCursor([items.at(-1)!.id]) : null }
}

/** Which dossiers a page may be made of. A person's own are read in order and only as many as are shown. */
function pageFor(actor: Actor, asked: RawBuilder<unknown>, limit: number) {
  if (actor.kind !== 'citizen' && actor.kind !== 'business') return sql`${visibleTo(actor)} and ${asked}`
  const newest = (whose: RawBuilder<unknown>) =>
    sql`(select d.id from dossiers.dossier d where ${whose} and ${asked} order by d.id desc limit ${limit})`
  return sql`d.id in (${newest(sql`d.submitted_by = ${actor.id}`)}
    union ${newest(sql`d.applicant_id_number = ${actor.idNumber ?? null}`)})`
}

/** Own-unit scope for officers, own dossiers for citizens and businesses; nobody else sees any. */
export function visibleTo(actor: Actor) {
  if (actor.kind === 'citizen' || actor.kind === 'business') {
    // Two index scans, bounded by one person; an `or` would read the whole table from its end.
    return sql`d.id in (select id from dossiers.dossier where submitted_by = ${actor.id}
      union select id from dossiers.dossier where applicant_id_number = ${actor.idNumber ?? null})`
  }
  return sql`exists (select 1 from dossiers.scope c
      join ${grantsOf(actor)} on c.unit_id = g.unit_id and (g.procedures is null or d.procedure_code = any(g.procedures))
     where c.dossier_id = d.id)`
}

/** The actor's grants as a table `g(unit_id, role, procedures)`. */
export function grantsOf(actor: Actor) {
  const grants = actor.roles.map((g) => ({
    unit_id: g.unitId,
    role: g.role,
    procedures: g.procedures ?? null,
  }))
  return sql`jsonb_to_recordset(${JSON.stringify(grants)}::jsonb) as g(unit_id uuid, role text, procedures text[])`
}

// Every word must be there: code, name without tones, id number or phone, in any order.
function matches(q: string | undefined) {
  const words = searchText(q ?? '')
    .split(' ')
    .filter((w) => w !== '')
    .slice(0, 10)
    .map((w) => `%${w.replace(/[\\%_]/g, '\\$&')}%`)
  // Joined by `and`: the trigram index serves each `like`, but not `like all (…)`.
  return words.length === 0
    ? sql`true`
    : sql.join(
        words.map((w) => sql`d.search like ${w}`),
        sql` and `,
      )
}

export type ActRow = {
  id: string
  kind: string
  at: Date
  actorName: string
  actorKind: string
  unitId: string | null
  reason: string | null
  data: Record<string, unknown>
  statusBefore: number | null
  statusAfter: number
}

/** The history of a dossier, oldest first. */
export async function actsOf(ctx: Ctx, dossierId: string): Promise<ActRow[]> {
  const { rows } =
    await sql<ActRow>`select id, kind, at, actor_name as "actorName", actor_kind as "actorKind",
      unit_id as "unitId", reason, data, status_before as "statusBefore", status_after as "statusAfter"
    from dossiers.act where dossier_id = ${dossierId} order by seq`.execute(ctx.db)
  return rows
}

/** A dossier by its code or submission number, for public tracking. */
export async function dossierByCode(ctx: Ctx, code: string): Promise<Dossier | null> {
  const { rows } = await sql<DossierRecord>`select ${DOSSIER_COLUMNS}
    from dossiers.dossier d left join dossiers.supplement_request s on s.dossier_id = d.id
   where d.code = ${code} or d.submission_number = ${code} limit 1`.execute(ctx.db)
  return rows[0] ? toDossier(rows[0]) : null
}

/** Codes of dossiers, for lists of tasks. Only those the actor may see. */
export async function visibleCodes(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string | null>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; code: string | null }>`select d.id, d.code from dossiers.dossier d
    where d.id = any(${[...new Set(ids)]}::uuid[]) and ${visibleTo(ctx.actor)}`.execute(ctx.db)
  return new Map(rows.map((r) => [r.id, r.code]))
}

/** Whether a file belongs to a dossier the actor may see. */
export async function isFileOfVisibleDossier(ctx: Ctx, fileId: string): Promise<boolean> {
  const { rows } = await sql`select 1 from dossiers.dossier d
    where (exists (select 1 from dossiers.paper p where p.dossier_id = d.id and p.file_id = ${fileId})
        or exists (select 1 from dossiers.result r where r.dossier_id = d.id and r.file_id = ${fileId})
        or (d.authorisation->>'fileId') = ${fileId})
      and ${visibleTo(ctx.actor)} limit 1`.execute(ctx.db)
  return rows.length > 0
}
