import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import { fromIdCursor, toCursor } from '../../../platform/http/cursor.ts'
import { unitByRef } from '../../organisations/index.ts'
import type { Status } from '../domain.ts'
import { idNumberIndex, phoneIndex } from '../person-index.ts'
import { dossierNotFound, maySee, type Places, readingGrants } from '../policy.ts'
import { type SearchTerm, searchTerms } from '../search-terms.ts'
import type { PaperRow } from '../store/acts.ts'
import {
  DOSSIER_COLUMNS,
  type Dossier,
  type DossierRecord,
  type DossierSummary,
  idOfDossier,
  isLimitedToSteps,
  LISTED_COLUMNS,
  type ListedDossier,
  placesFor,
  toSummary,
  toWholeDossier,
  WHOLE_COLUMNS,
  WITH_REQUEST,
} from '../store/dossier.ts'
import { type Asked, openAct, openAsked, type SealedColumns } from '../store/sealed.ts'

export type SupplementRow = {
  requestedAt: Date
  replyBy: Date
  receivedAt: Date | null
} & Asked

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
  /** Its parent and its sub-dossiers. */
  relatives: Relative[]
}

export type Relative = {
  id: string
  relation: 'parent' | 'child'
  code: string | null
  name: string
  status: Status
  unitId: string
  dueAt: Date | null
  firstDueAt: Date | null
  finishedAt: Date | null
}

/** A dossier with its papers, request and results. @throws 404 when it may not be seen */
export async function wholeDossier(ctx: Ctx, id: string): Promise<WholeDossier> {
  const [main, parts] = await Promise.all([
    sql<DossierRecord & SealedColumns & Places>`select ${WHOLE_COLUMNS}, ${placesFor(ctx.actor)}
      from dossiers.dossier d ${WITH_REQUEST}
     where d.id = ${id}`.execute(ctx.db),
    partsOf(ctx, idOfDossier(id)),
  ])
  const row = main.rows[0]
  if (!row) throw dossierNotFound()
  const { units, steps, ...record } = row
  if (!maySee(ctx.actor, toSummary(record), { units, steps })) throw dossierNotFound()
  return withParts(await toWholeDossier(ctx, record), parts)
}

/** What belongs to a dossier beside its own row, still sealed. */
export type SealedParts = Omit<WholeDossier, 'dossier' | 'supplement'> & {
  supplement: (Omit<SupplementRow, keyof Asked> & { sealed: Buffer }) | null
}

/** A dossier with its parts opened by its key. */
export function withParts(
  dossier: Dossier,
  { papers, results, relatives, supplement: sealed }: SealedParts,
): WholeDossier {
  const supplement = sealed && { ...sealed, ...openAsked(dossier.key, sealed.sealed) }
  return { dossier, papers, results, supplement, relatives }
}

/** What belongs to a dossier beside its own row. @param id the dossier's id, as SQL */
export async function partsOf(ctx: Ctx, id: RawBuilder<unknown>): Promise<SealedParts> {
  const [papers, supplement, results, relatives] = await Promise.all([
    sql<PaperRow>`select id, key, name, file_id as "fileId", originals, copies, added_at as "addedAt",
        replaced_at as "replacedAt" from dossiers.paper where dossier_id = ${id} order by added_at, key`.execute(
      ctx.db,
    ),
    sql<
      NonNullable<SealedParts['supplement']>
    >`select requested_at as "requestedAt", reply_by as "replyBy", received_at as "receivedAt",
        sealed from dossiers.supplement_request where dossier_id = ${id}`.execute(ctx.db),
    sql<ResultRow>`select id, outcome, code, name, number, signed_on as "signedOn", file_id as "fileId"
      from dossiers.result where dossier_id = ${id} order by recorded_at, id`.execute(ctx.db),
    sql<Relative>`select d.id, case when d.parent_id = ${id} then 'child' else 'parent' end as relation, d.code,
        coalesce(case when d.parent_id = ${id} then d.abstract end, d.procedure_name) as name, d.status,
        d.competent_unit_id as "unitId", d.due_at as "dueAt", d.first_due_at as "firstDueAt",
        d.finished_at as "finishedAt"
      from dossiers.dossier d
     where d.parent_id = ${id} or d.id = (select o.parent_id from dossiers.dossier o where o.id = ${id})
     order by d.id`.execute(ctx.db),
  ])
  return {
    papers: papers.rows,
    supplement: supplement.rows[0] ?? null,
    results: results.rows,
    relatives: relatives.rows,
  }
}

/** The sub-dossiers of a dossier that are not over, for work of the system. */
export async function openSubDossiers(ctx: Ctx, parentId: string): Promise<Dossier[]> {
  const { rows } = await sql<DossierRecord & SealedColumns>`select ${WHOLE_COLUMNS}
    from dossiers.dossier d ${WITH_REQUEST}
   where d.parent_id = ${parentId} and d.status not in (3, 7, 8, 9, 10) order by d.id`.execute(ctx.db)
  return Promise.all(rows.map((row) => toWholeDossier(ctx, row)))
}

export type DossierFilter = {
  q?: string
  status?: number
  /** The competent unit, as people name it. */
  unit?: string
  /** In work and past the first due date, as the figures count. */
  late?: boolean
  limit: number
  after?: string
}

/** Dossiers the actor may see, newest first. @throws 404 `unit.not_found` */
export async function listDossiers(
  ctx: Ctx,
  filter: DossierFilter,
): Promise<{ items: ListedDossier[]; next: string | null }> {
  const after = fromIdCursor(filter.after)
  const unit = filter.unit === undefined ? null : await unitByRef(ctx, filter.unit)
  const asked = sql`(${filter.status ?? null}::int is null or d.status = ${filter.status ?? null})
     and ${unit === null ? sql`true` : sql`d.competent_unit_id = ${unit.id}`}
     and ${filter.late ? isLate(ctx) : sql`true`} and ${matches(ctx, filter.q)} and ${after === null ? sql`true` : sql`d.id < ${after}::uuid`}`
  const byUnit = isPerson(ctx.actor) ? false : await areReadByUnit(ctx, filter)
  const asking = { asked, after, byUnit, isLate: filter.late === true, limit: filter.limit + 1 }
  const { rows } = await sql<ListedDossier>`select ${LISTED_COLUMNS} from dossiers.dossier d
   where ${pageFor(ctx.actor, asking)}
   order by d.id desc limit ${filter.limit + 1}`.execute(ctx.db)
  const items = rows.slice(0, filter.limit)
  return { items, next: rows.length > filter.limit ? toCursor([items.at(-1)!.id]) : null }
}

/** The rows of the figure `lateNow`. */
const isLate = (ctx: Ctx) => sql`(d.finished_at is null and d.first_due_at < ${ctx.now()}
  and d.parent_id is null and d.status in (2, 4))`

/** What a page is asked for; `asked` as a condition on `dossiers.dossier d`, the cursor in it. */
type Asking = {
  asked: RawBuilder<unknown>
  after: string | null
  byUnit: boolean
  isLate: boolean
  limit: number
}

/** Which dossiers a page may be made of. What is the actor's own is read in order and only as much as is shown. */
function pageFor(actor: Actor, asking: Asking) {
  const { asked, limit } = asking
  const newest = (whose: RawBuilder<unknown>) =>
    sql`(select d.id from dossiers.dossier d where ${whose} and ${asked} order by d.id desc limit ${limit})`
  const own = sql`d.applicant_index = ${actor.idNumberIndex ?? null}`
  if (isPerson(actor)) {
    return sql`d.id in (${newest(sql`d.submitted_by = ${actor.id}`)} union ${newest(own)})`
  }
  const granted = asking.byUnit ? newestOfUnits(actor, asking) : newest(underGrants(actor))
  return actor.idNumberIndex ? sql`d.id in (${granted} union ${newest(own)})` : sql`d.id in ${granted}`
}

export const FEW_UNITS = 8
export const LITTLE_WORK = 5000
/** Dossiers that a page of a search may be looked for in: about 5 ms. */
export const FEW_HITS = 1000

/**
 * Whether to read the newest of each unit by its own index. Among the newest of all an agency with little work has next
 * to nothing; but who has many units finds a page there at once, and a search finds by its words what an agency would
 * have to be read through for, unless the words stand in very many dossiers and the agency has few.
 */
async function areReadByUnit(ctx: Ctx, { q }: DossierFilter): Promise<boolean> {
  const units = [...new Set(readingGrants(ctx.actor).map((g) => g.unitId))]
  if (units.length > FEW_UNITS) return false
  if (q === undefined) return true
  if ((await expectedHits(ctx, q)) <= FEW_HITS) return false
  const { rows } = await sql<{ n: number }>`select count(*)::int as n from (
      select from dossiers.scope where unit_id = any(${units}::uuid[]) limit ${LITTLE_WORK + 1}) counted`.execute(
    ctx.db,
  )
  return rows[0]!.n <= LITTLE_WORK
}

/** How many dossiers of all the planner of PostgreSQL expects the words in, by its statistics. */
async function expectedHits(ctx: Ctx, q: string): Promise<number> {
  const { rows } = await sql<{ 'QUERY PLAN': [{ Plan: { 'Plan Rows': number } }] }>`explain (format json)
    select from dossiers.dossier d where ${matches(ctx, q)}`.execute(ctx.db)
  return rows[0]!['QUERY PLAN'][0].Plan['Plan Rows']
}

function newestOfUnits(actor: Actor, { asked, after, isLate, limit }: Asking) {
  // `offset 0`: one by one from the newest. What is late is found by its own index instead.
  const oneByOne = isLate ? sql`` : sql`offset 0`
  return sql`(select e.id from ${grantsOf(actor)} cross join lateral (
      select c.dossier_id as id from dossiers.scope c cross join lateral (
          select d.id from dossiers.dossier d where d.id = c.dossier_id and ${ofGrant(actor)} and ${asked} ${oneByOne}) d
       where c.unit_id = g.unit_id and ${after === null ? sql`true` : sql`c.dossier_id < ${after}::uuid`}
       order by c.dossier_id desc limit ${limit}) e)`
}

/**
 * What the actor may see, as a condition on `dossiers.dossier d`: the rule of `decideSight`. Officers see what passed
 * through their units, citizens and businesses what they filed, and everybody what is about himself.
 */
export function visibleTo(actor: Actor) {
  const own = sql`d.applicant_index = ${actor.idNumberIndex ?? null}`
  if (isPerson(actor)) {
    // Two index scans, bounded by one person; an `or` would read the whole table from its end.
    return sql`d.id in (select d.id from dossiers.dossier d where d.submitted_by = ${actor.id}
      union select d.id from dossiers.dossier d where ${own})`
  }
  return actor.idNumberIndex ? sql`(${underGrants(actor)} or ${own})` : underGrants(actor)
}

const isPerson = ({ kind }: Actor): boolean => kind === 'citizen' || kind === 'business'

/** What has passed through a unit in which the actor reads dossiers. */
function underGrants(actor: Actor) {
  return sql`exists (select 1 from dossiers.scope c
      join ${grantsOf(actor)} on c.unit_id = g.unit_id and ${ofGrant(actor)}
     where c.dossier_id = d.id)`
}

/** Whether a dossier `d` of the unit of a grant `g` is of its procedures and steps. */
function ofGrant(actor: Actor) {
  const atStep = sql`and (g.steps is null or exists (select from dossiers.queue_entry e
      where e.dossier_id = d.id and e.unit_id = g.unit_id and e.step = any(g.steps)))`
  return sql`(g.procedures is null or d.procedure_code = any(g.procedures))
        ${isLimitedToSteps(actor) ? atStep : sql``}`
}

/** The grants in which the actor reads dossiers, as a table `g(unit_id, role, procedures, steps)`. */
export function grantsOf(actor: Actor) {
  const grants = readingGrants(actor).map((g) => ({
    unit_id: g.unitId,
    role: g.role,
    procedures: g.procedures ?? null,
    steps: g.steps ?? null,
  }))
  return sql`jsonb_to_recordset(${JSON.stringify(grants)}::jsonb)
    as g(unit_id uuid, role text, procedures text[], steps text[])`
}

// Every word must be there: code, name without tones, id number or phone, in any order.
function matches(ctx: Ctx, q: string | undefined) {
  const terms = searchTerms(q ?? '').slice(0, 10)
  // Joined by `and`: the trigram index serves each `like`, but not `like all (…)`.
  return terms.length === 0
    ? sql`true`
    : sql.join(
        terms.map((term) => contains(ctx, term)),
        sql` and `,
      )
}

/** A word of a text, or a whole number of a person: those are found by their blind index only. */
function contains(ctx: Ctx, { words, idNumber, phone }: SearchTerm) {
  const each = words.map((word) => sql`d.search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`}`)
  const like = sql`(${sql.join(each, sql` and `)})`
  if (idNumber === null && phone === null) return like
  const byNumber = idNumber && sql`d.applicant_index = ${idNumberIndex(ctx.keys, idNumber)}`
  const byPhone = phone && sql`d.applicant_phone_index = ${phoneIndex(ctx.keys, phone)}`
  return sql`(${sql.join(
    [like, byNumber, byPhone].filter((part) => part !== null),
    sql` or `,
  )})`
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
  /** Path by which the actor was let to do it (`lenderOf`); null when none was kept. */
  allowedBy: string | null
}

/** The history of a dossier, oldest first. */
export async function actsOf(ctx: Ctx, { id, key }: Pick<Dossier, 'id' | 'key'>): Promise<ActRow[]> {
  return (await sealedActsOf(ctx, id)).map((act) => openAct(key, act))
}

/** The same without opening it: what was done, when and where, but not in which words. */
export async function sealedActsOf(
  ctx: Ctx,
  dossierId: string,
): Promise<(ActRow & { sealed: Buffer | null })[]> {
  const { rows } = await sql<
    ActRow & { sealed: Buffer | null }
  >`select id, sealed, kind, at, actor_name as "actorName", actor_kind as "actorKind",
      unit_id as "unitId", reason, data, status_before as "statusBefore", status_after as "statusAfter",
      allowed_by as "allowedBy"
    from dossiers.act where dossier_id = ${dossierId} order by seq`.execute(ctx.db)
  return rows
}

/** A dossier by its code or submission number, for public tracking. */
export async function dossierByCode(ctx: Ctx, code: string): Promise<DossierSummary | null> {
  const { rows } = await sql<DossierRecord>`select ${DOSSIER_COLUMNS}
    from dossiers.dossier d ${WITH_REQUEST}
   where d.code = ${code} or d.submission_number = ${code} limit 1`.execute(ctx.db)
  return rows[0] ? toSummary(rows[0]) : null
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
        or exists (select 1 from dossiers.handover_proof h where h.dossier_id = d.id and h.file_id = ${fileId})
        or (d.authorisation->>'fileId') = ${fileId})
      and ${visibleTo(ctx.actor)} limit 1`.execute(ctx.db)
  return rows.length > 0
}
