import { type RawBuilder, sql } from 'kysely'
import type { Actor } from '../../../platform/actor.ts'
import type { Ctx } from '../../../platform/ctx.ts'
import type { DataKey } from '../../../platform/keys/index.ts'
import type { Origins } from '../answer-origins.ts'
import type { Fee } from '../contract/dossier.ts'
import { type Counted, figuresOf } from '../domain/figures.ts'
import type { DossierFacts, QueueEntry } from '../domain.ts'
import type { Places } from '../policy.ts'
import { writeFigures } from './figures.ts'
import {
  answersOf,
  indexOfPhone,
  openDossier,
  originsOf,
  SEALED_COLUMNS,
  type SealedColumns,
  sealDossier,
} from './sealed.ts'

/** A dossier as lists show it: nothing of it is sealed. Times are UTC. */
export type DossierSummary = DossierFacts & {
  submissionNumber: string
  code: string | null
  /** The dossier of which this is a sub-dossier, the call that waits for it, and the step that opened it. */
  parentId: string | null
  parentToken: string | null
  parentStep: string | null
  procedureVersionId: string
  procedureName: string
  /** As the desk wrote it; null: made of procedure and applicant (`abstractOf`). */
  abstract: string | null
  /** When a paper dossier entered late was truly received; null: with the acceptance. */
  receivedAt: Date | null
  caseKey: string
  channel: 'online' | 'desk' | 'post'
  applicantName: string
  fees: Fee[]
  trackingSecret: string
  firstDueAt: Date | null
  finishedAt: Date | null
  closedAt: Date | null
  deliveryState: string
  syncState: string
  transferState: string
  version: number
}

/** What a row of a list shows of a dossier. */
export type ListedDossier = Pick<
  DossierSummary,
  | 'id'
  | 'submissionNumber'
  | 'code'
  | 'status'
  | 'procedureCode'
  | 'procedureName'
  | 'abstract'
  | 'applicantName'
  | 'applicantIndex'
  | 'submittedBy'
  | 'channel'
  | 'receivingUnitId'
  | 'competentUnitId'
  | 'submittedAt'
  | 'receivedAt'
  | 'acceptedAt'
  | 'dueAt'
  | 'firstDueAt'
  | 'finishedAt'
  | 'fees'
>

/** Columns of `ListedDossier` of `dossiers.dossier d`: a third of all, for every column of a page costs time. */
export const LISTED_COLUMNS = sql`d.id, d.submission_number as "submissionNumber", d.code, d.status,
  d.procedure_code as "procedureCode", d.procedure_name as "procedureName", d.abstract,
  d.applicant_name as "applicantName", d.applicant_index as "applicantIndex", d.submitted_by as "submittedBy",
  d.channel, d.receiving_unit_id as "receivingUnitId", d.competent_unit_id as "competentUnitId",
  d.submitted_at as "submittedAt", d.received_at as "receivedAt", d.accepted_at as "acceptedAt", d.due_at as "dueAt",
  d.first_due_at as "firstDueAt", d.finished_at as "finishedAt", d.fees`

/** A dossier as its commands work with it, opened with its key. */
export type Dossier = DossierSummary & {
  key: DataKey
  applicant: {
    name: string
    idNumber: string
    phone: string | null
    email: string | null
    address: string | null
  }
  authorisation: { relation: string; mandate?: string; fileId?: string; note?: string } | null
  answers: Record<string, unknown>
  /** Where answers come from, and what the applicant says is wrong with them. */
  origins: Origins
  delivery: { method: 'counter' | 'post' | 'electronic'; unit?: string; address?: string }
  /** What the counters hold of it now; a save writes the difference. */
  counted: readonly Counted[]
}

/** Columns of a dossier under the names of `DossierSummary`, of `dossiers.dossier d` left joined with its request `s`. */
export const DOSSIER_COLUMNS = sql`d.id, d.submission_number as "submissionNumber", d.code, d.status,
  d.parent_id as "parentId", d.parent_token as "parentToken", d.parent_step as "parentStep",
  d.procedure_version_id as "procedureVersionId", d.procedure_code as "procedureCode",
  d.procedure_name as "procedureName", d.abstract, d.received_at as "receivedAt", d.case_key as "caseKey", d.channel,
  d.receiving_unit_id as "receivingUnitId", d.competent_unit_id as "competentUnitId",
  d.return_unit_id as "returnUnitId", d.submitted_by as "submittedBy",
  d.applicant_index as "applicantIndex", d.applicant_name as "applicantName", d.fees,
  d.tracking_secret as "trackingSecret",
  d.submitted_at as "submittedAt", d.accepted_at as "acceptedAt", d.due_at as "dueAt",
  d.first_due_at as "firstDueAt", d.process_ended as "processEnded", d.processing, d.result_at as "resultAt",
  d.finished_at as "finishedAt", d.closed_at as "closedAt", d.payment_state as "paymentState",
  d.delivery_state as "deliveryState", d.sync_state as "syncState", d.transfer_state as "transferState",
  d.version, s.requested_at as "supplementRequestedAt", s.received_at as "supplementReceivedAt",
  s.before_acceptance as "supplementBeforeAcceptance"`

/**
 * Joins the supplement request `s` to a dossier `d`. `offset 0` looks it up for the rows of the page only: past the
 * policy of its table the planner would rather read all requests there are.
 */
export const WITH_REQUEST = sql`left join lateral (select r.* from dossiers.supplement_request r
    where r.dossier_id = d.id offset 0) s on true`

/** What `toWholeDossier` needs beside the columns of lists. */
export const WHOLE_COLUMNS = sql`${DOSSIER_COLUMNS}, ${SEALED_COLUMNS}`

export type DossierRecord = Omit<DossierSummary, 'supplement'> & {
  supplementRequestedAt: Date | null
  supplementReceivedAt: Date | null
  supplementBeforeAcceptance: boolean | null
}

export function toSummary<R extends DossierRecord>(record: R) {
  const { supplementRequestedAt, supplementReceivedAt, supplementBeforeAcceptance, ...rest } = record
  return {
    ...rest,
    supplement: supplementRequestedAt && {
      requestedAt: supplementRequestedAt,
      receivedAt: supplementReceivedAt,
      beforeAcceptance: supplementBeforeAcceptance ?? false,
    },
  }
}

/** Opens the sealed part too. @throws 410 `data.erased` when the key of the dossier is gone */
export async function toWholeDossier(ctx: Ctx, record: DossierRecord & SealedColumns): Promise<Dossier> {
  const { personal, sealedAnswers, sealedSources, wrappedKey, delivery, authorisation, ...rest } = record
  const sealed = { personal, sealedAnswers, sealedSources, wrappedKey, delivery, authorisation }
  const summary = toSummary(rest)
  return { ...summary, ...(await openDossier(ctx, rest, sealed)), counted: figuresOf(summary) }
}

const UNITS = sql`array(select unit_id from dossiers.scope where dossier_id = d.id) as units`

/** Columns of `Places` of a dossier `d`. */
export const allPlaces = sql`${UNITS}, array(select distinct e.unit_id || '/' || e.step
    from dossiers.queue_entry e where e.dossier_id = d.id and e.step is not null) as steps`

/** The same for deciding about this actor: the steps only when they matter. */
export const placesFor = (actor: Actor) =>
  isLimitedToSteps(actor) ? allPlaces : sql`${UNITS}, '{}'::text[] as steps`

/** Whether some grant of the actor is good for some steps only. */
export const isLimitedToSteps = (actor: Actor): boolean => actor.roles.some((g) => g.steps != null)

export type LockedDossier = { dossier: Dossier; places: Places }

/** Reads and locks a dossier with the places where it has been and stands; null when there is none. */
export const lockDossier = (ctx: Ctx, id: string): Promise<LockedDossier | null> =>
  lockWhere(ctx, idOfDossier(id))

/** The same for the dossier of an open task; null when the task is not open. */
export const lockDossierOfTask = (ctx: Ctx, taskId: string): Promise<LockedDossier | null> =>
  lockWhere(ctx, dossierOfTask(taskId))

/** The id of a dossier, for statements that travel together. */
export const idOfDossier = (id: string) => sql`${id}::uuid`

/** The id of the dossier of an open task, for statements that travel together. */
export const dossierOfTask = (taskId: string) =>
  sql`(select t.subject_id from process.public_open_task t where t.id = ${taskId}::uuid)`

async function lockWhere(ctx: Ctx, id: RawBuilder<unknown>): Promise<LockedDossier | null> {
  // Locked by a statement of its own: a statement that waits for the lock would still show the joined rows as they
  // were before it waited.
  ctx.later(sql`select 1 from dossiers.dossier where id = ${id} for update`)
  const { rows } = await sql<DossierRecord & SealedColumns & Places>`select ${WHOLE_COLUMNS},
      ${placesFor(ctx.actor)}
    from dossiers.dossier d ${WITH_REQUEST}
   where d.id = ${id}`.execute(ctx.db)
  const row = rows[0]
  if (!row) return null
  const { units, steps, ...record } = row
  return { dossier: await toWholeDossier(ctx, record), places: { units, steps } }
}

/**
 * Draws a submission number; gaps are allowed here, so a block of numbers is taken at a time and kept in memory
 * (the sequence grows by the block).
 */
export async function nextSubmissionSequence(ctx: Ctx): Promise<number> {
  const block = blocks.get(ctx.files)
  if (block && block.next <= block.last) return block.next++
  const { rows } = await sql<{ n: number }>`select nextval('dossiers.submission_number') as n`.execute(ctx.db)
  const first = rows[0]!.n
  blocks.set(ctx.files, { next: first + 1, last: first + BLOCK - 1 })
  return first
}

/** As the migration says: `increment by 50`. */
const BLOCK = 50

// Per process and database, and dropped with it: the file store is what all contexts of a root share.
const blocks = new WeakMap<Ctx['files'], { next: number; last: number }>()

/** Writes a new dossier, sealed with its key (`newDataKey`), and counts it. */
export function insertDossier(ctx: Ctx, d: Omit<Dossier, 'counted'>, search: string): Dossier {
  const sealed = sealDossier(d)
  ctx.later(sql`insert into dossiers.dossier (id, submission_number, status, procedure_version_id, procedure_code,
      procedure_name, case_key, channel, receiving_unit_id, competent_unit_id, return_unit_id, submitted_by,
      applicant_name, applicant_index, applicant_phone_index, personal, sealed_answers, sealed_sources, authorisation, delivery, fees,
      tracking_secret, search, payment_state, submitted_at, abstract, parent_id,
      parent_token, parent_step)
    values (${d.id}, ${d.submissionNumber}, ${d.status}, ${d.procedureVersionId}, ${d.procedureCode},
      ${d.procedureName}, ${d.caseKey}, ${d.channel}, ${d.receivingUnitId}, ${d.competentUnitId},
      ${d.returnUnitId}, ${d.submittedBy}, ${d.applicant.name}, ${d.applicantIndex}, ${indexOfPhone(ctx, d)},
      ${sealed.personal}, ${sealed.answers}, ${sealed.sources}, ${sealed.authorisation}, ${sealed.delivery},
      ${JSON.stringify(d.fees)},
      ${d.trackingSecret}, ${search}, ${d.paymentState}, ${d.submittedAt}, ${d.abstract}, ${d.parentId},
      ${d.parentToken}, ${d.parentStep})`)
  const counted = figuresOf(d)
  writeFigures(ctx, d.id, [], counted)
  return { ...d, counted }
}

/** The columns that acts change. Undefined leaves a column as it is. */
export type DossierChanges = Partial<
  Pick<
    Dossier,
    | 'status'
    | 'code'
    | 'acceptedAt'
    | 'dueAt'
    | 'firstDueAt'
    | 'processEnded'
    | 'processing'
    | 'resultAt'
    | 'finishedAt'
    | 'closedAt'
    | 'deliveryState'
    | 'paymentState'
    | 'transferState'
    | 'answers'
    | 'origins'
    | 'fees'
  >
>

/** Saves what changed, with the counters, and returns the dossier as it then is. */
export function saveDossier(ctx: Ctx, d: Dossier, changes: DossierChanges): Dossier {
  const changed = { ...d, ...changes, version: d.version + 1 }
  const next: Dossier = { ...changed, counted: figuresOf(changed) }
  writeFigures(ctx, d.id, d.counted, next.counted)
  const codeSearch = changes.code ? ` ${changes.code.toLowerCase()}` : ''
  ctx.later(sql`update dossiers.dossier set status = ${next.status}, code = ${next.code},
      accepted_at = ${next.acceptedAt}, due_at = ${next.dueAt}, first_due_at = ${next.firstDueAt},
      process_ended = ${next.processEnded}, processing = ${next.processing}, result_at = ${next.resultAt},
      finished_at = ${next.finishedAt}, closed_at = ${next.closedAt}, delivery_state = ${next.deliveryState}, payment_state = ${next.paymentState},
      transfer_state = ${next.transferState},
      sealed_answers = coalesce(${changes.answers ? answersOf(next) : null}::bytea, sealed_answers),
      sealed_sources = case when ${changes.origins !== undefined} then ${changes.origins ? originsOf(next) : null}::bytea
        else sealed_sources end,
      fees = ${JSON.stringify(next.fees)}, search = search || ${codeSearch}, version = ${next.version}
    where id = ${d.id}`)
  return next
}

/** Writes anew the queues a dossier stands in; where it stood before, it is not new. */
export function saveQueues(ctx: Ctx, d: DossierFacts, entries: readonly QueueEntry[]): void {
  const leave = sql`delete from dossiers.queue_entry where dossier_id = ${d.id}`
  if (entries.length === 0) {
    ctx.later(leave)
    return
  }
  ctx.later(sql`with before as (${leave} returning queue, unit_id, role, entered_at)
    ${enter(
      ctx,
      d,
      entries,
      sql`(select min(b.entered_at) from before b
      where b.queue = e.queue and b.unit_id = e."unitId" and b.role = e.role)`,
    )}`)
}

export function insertQueues(ctx: Ctx, d: DossierFacts, entries: readonly QueueEntry[]): void {
  if (entries.length > 0) ctx.later(enter(ctx, d, entries, sql`null::timestamptz`))
}

const enter = (ctx: Ctx, d: DossierFacts, entries: readonly QueueEntry[], since: RawBuilder<unknown>) =>
  sql`insert into dossiers.queue_entry
      (dossier_id, queue, unit_id, role, step, assignee_id, procedure_code, sort_at, due_at, entered_at)
    select ${d.id}, e.queue, e."unitId", e.role, e.step, e."assigneeId", ${d.procedureCode}, e."sortAt", e."dueAt",
        coalesce(${since}, ${ctx.now()})
      from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as e(queue text, "unitId" uuid, role text,
        step text, "assigneeId" uuid, "sortAt" timestamptz, "dueAt" timestamptz)`

/**
 * Lets the officers of these units see the dossier from now on, and with it the dossier of which it is a part and its
 * own sub-dossiers: whoever joins later sees no less than whoever was asked first.
 */
export function widenScope(
  ctx: Ctx,
  { id, parentId }: Pick<Dossier, 'id' | 'parentId'>,
  unitIds: readonly string[],
): void {
  ctx.later(sql`with joined as (
      insert into dossiers.scope (unit_id, dossier_id)
      select distinct u, d from unnest(${unitIds}::uuid[]) as u, unnest(${parentId ? [id, parentId] : [id]}::uuid[]) as d
        on conflict do nothing returning unit_id, dossier_id
    )
    insert into dossiers.scope (unit_id, dossier_id)
    select j.unit_id, c.id from joined j join dossiers.dossier c on c.parent_id = j.dossier_id
     where j.dossier_id = ${id} on conflict do nothing`)
}

/**
 * Draws the next number of an agency's day. The row stays locked until the acceptance commits, so a failed
 * acceptance gives its number back and no number is missing.
 * @param day YYYY-MM-DD in Việt Nam
 */
export async function drawCodeNumber(ctx: Ctx, unitId: string, day: string): Promise<number> {
  const { rows } = await sql<{ last: number }>`insert into dossiers.code_counter as c (unit_id, day, last)
    values (${unitId}, ${day}, 1)
    on conflict (unit_id, day) do update set last = c.last + 1 returning last`.execute(ctx.db)
  return rows[0]!.last
}

/** What every dossier is when it is filed and nobody has done anything to it yet. */
export const UNTOUCHED = {
  acceptedAt: null,
  dueAt: null,
  firstDueAt: null,
  processing: false,
  processEnded: false,
  resultAt: null,
  finishedAt: null,
  closedAt: null,
  deliveryState: 'none',
  syncState: 'none',
  transferState: 'none',
  supplement: null,
  version: 1,
} as const
