import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { SpecialDay, Week } from './domain/calendar.ts'
import type { ClockMode, ClockState, LedgerEntry, OpenPause } from './domain/clock-state.ts'
import type { OnSilence } from './domain/consultation.ts'
import type { Limit } from './domain/limit.ts'
import { stateAfter } from './domain/past.ts'

/** A clock as neighbours see it; times are instants. `version` counts its events, the start included. */
export type ClockView = ClockState & {
  subjectId: string
  unitId: string
  limit: Limit
  mode: ClockMode
  startedAt: Date
  version: number
}

/** The clock of a subject with the ledger that explains its due date; null when it has none. */
export async function clockOf(
  ctx: Ctx,
  subjectId: string,
): Promise<(ClockView & { ledger: LedgerEntry[] }) | null> {
  const [clocks, ledger] = await Promise.all([clocksOf(ctx, [subjectId]), ledgersOf(ctx, [subjectId])])
  const clock = clocks.get(subjectId)
  return clock ? { ...clock, ledger: ledger.get(subjectId)! } : null
}

/** The clock as it stood at a moment, with its ledger so far; null before its start. */
export async function clockAt(
  ctx: Ctx,
  subjectId: string,
  at: Date,
): Promise<(ClockView & { ledger: LedgerEntry[] }) | null> {
  const clock = await clockOf(ctx, subjectId)
  const ledger = clock?.ledger.filter((line) => line.at <= at) ?? []
  if (!clock || ledger.length === 0) return null
  return { ...clock, ...stateAfter(ledger), version: ledger.length, ledger }
}

/** The lines of the ledgers of these subjects, in order. */
export async function ledgersOf(
  ctx: Ctx,
  subjectIds: readonly string[],
): Promise<Map<string, LedgerEntry[]>> {
  const { rows } = await sql<LedgerRow>`select subject_id as "subjectId", kind, at, reason, due_after as due,
      first_due_after as "firstDue", counted_from as "countedFrom", pauses_after as pauses, note,
      legal_basis as "legalBasis", corrected_from as "correctedFrom"
    from deadlines.clock_event where subject_id = any(${subjectIds}::uuid[]) order by subject_id, seq`.execute(
    ctx.db,
  )
  const ledgers = new Map<string, LedgerEntry[]>()
  for (const { subjectId, pauses, correctedFrom, ...line } of rows) {
    const entry = { ...line, pauses: pauses.map(pauseOf), ...(correctedFrom && { correctedFrom }) }
    const ledger = ledgers.get(subjectId)
    if (ledger) ledger.push(entry)
    else ledgers.set(subjectId, [entry])
  }
  return ledgers
}

/** Clocks by subject, without their ledgers; subjects without a clock are left out. */
export async function clocksOf(ctx: Ctx, subjectIds: readonly string[]): Promise<Map<string, ClockView>> {
  if (subjectIds.length === 0) return new Map()
  const { rows } = await sql<ClockRow>`select ${CLOCK} from deadlines.clock
    where subject_id = any(${subjectIds}::uuid[])`.execute(ctx.db)
  return new Map(rows.map((row) => [row.subjectId, viewOf(row)]))
}

/** The clock, locked until the command ends; null when there is none. */
export async function lockClock(ctx: Ctx, subjectId: string): Promise<ClockView | null> {
  return (await lockClocks(ctx, [subjectId]))[0] ?? null
}

/** These clocks by subject, locked until the command ends. */
export async function lockClocks(ctx: Ctx, subjectIds: readonly string[]): Promise<ClockView[]> {
  const { rows } = await sql<ClockRow>`select ${CLOCK} from deadlines.clock
    where subject_id = any(${subjectIds}::uuid[]) order by subject_id for update`.execute(ctx.db)
  return rows.map(viewOf)
}

export type OpenClocks = {
  /** Null for all units. */
  unitIds: readonly string[] | null
  /** Clocks whose time reaches from before `before` to `since` or later; null is without bound. */
  since: Date | null
  before: Date | null
  /** Those behind this subject. */
  after: string | null
  limit: number
}

/** Running and paused clocks by subject, locked until the command ends. */
export async function lockOpenClocks(ctx: Ctx, of: OpenClocks): Promise<ClockView[]> {
  const { rows } = await sql<ClockRow>`${openClocks(of)} for update`.execute(ctx.db)
  return rows.map(viewOf)
}

/** The same clocks, only to be looked at. */
export async function openClocksOf(ctx: Ctx, of: OpenClocks): Promise<ClockView[]> {
  const { rows } = await openClocks(of).execute(ctx.db)
  return rows.map(viewOf)
}

const openClocks = (of: OpenClocks) => sql<ClockRow>`select ${CLOCK} from deadlines.clock
    where state <> 'ended'
      and (${of.unitIds}::uuid[] is null or unit_id = any(${of.unitIds}::uuid[]))
      and (${of.since}::timestamptz is null or first_due_at >= ${of.since})
      and (${of.before}::timestamptz is null or started_at < ${of.before})
      and (${of.after}::uuid is null or subject_id > ${of.after})
    order by subject_id limit ${of.limit}`

export async function hasOpenClocks(ctx: Ctx): Promise<boolean> {
  const { rows } = await sql`select 1 from deadlines.clock where state <> 'ended' limit 1`.execute(ctx.db)
  return rows.length > 0
}

export type Alert = {
  id: string
  subjectId: string
  stepId: string | null
  unitId: string
  kind: 'due_soon' | 'late' | 'escalation' | 'step_late'
  at: Date
  dueAt: Date
  toRole: string
  note: string
}

/** Warnings and escalations of these subjects that have rung, oldest first. */
export async function alertsOf(ctx: Ctx, subjectIds: readonly string[]): Promise<Alert[]> {
  const { rows } = await sql<Alert>`select id, subject_id as "subjectId", step_id as "stepId",
      unit_id as "unitId", kind, at, due_at as "dueAt", to_role as "toRole", note
    from deadlines.alert where subject_id = any(${subjectIds}::uuid[]) order by at, id`.execute(ctx.db)
  return rows
}

/** An opinion asked of a unit; `consents` and `note` are its answer, or what silence means. */
export type Consultation = {
  id: string
  subjectId: string
  unitId: string
  limit: Limit
  onSilence: OnSilence
  legalBasis: string | null
  askedBy: string
  askedAt: Date
  dueAt: Date
  state: 'open' | 'answered' | 'silent' | 'withdrawn'
  /** Since when an open one that waits is late. */
  overdueAt: Date | null
  closedBy: string | null
  closedAt: Date | null
  consents: boolean | null
  note: string | null
}

/** All opinions asked about these subjects, oldest first. */
export async function consultationsOf(ctx: Ctx, subjectIds: readonly string[]): Promise<Consultation[]> {
  const { rows } = await sql<ConsultationRow>`select ${CONSULTATION} from deadlines.consultation
    where subject_id = any(${subjectIds}::uuid[]) order by asked_at, id`.execute(ctx.db)
  return rows.map(consultationOf)
}

/** One of them, locked until the command ends; null when there is none. */
export async function lockConsultation(ctx: Ctx, id: string): Promise<Consultation | null> {
  const { rows } = await sql<ConsultationRow>`select ${CONSULTATION} from deadlines.consultation
    where id = ${id} for update`.execute(ctx.db)
  return rows[0] ? consultationOf(rows[0]) : null
}

export type PlanRows = {
  weeks: { unitId: string; season: string; from: string | null; to: string | null; week: Week }[]
  days: (SpecialDay & { unitId: string | null })[]
}

export type DayRow = SpecialDay & {
  id: string
  scope: 'national' | 'province' | 'unit'
  unitId: string | null
}

/** The special days of the whole country and of these units, in order. */
export async function daysOf(
  ctx: Ctx,
  unitIds: readonly string[],
  { from, to }: { from: string; to: string },
): Promise<DayRow[]> {
  const { rows } = await sql<DayRow>`select ${DAY} from deadlines.day_override
    where (unit_id is null or unit_id = any(${unitIds}::uuid[])) and date between ${from}::date and ${to}::date
    order by date, scope, id`.execute(ctx.db)
  return rows
}

export async function dayById(ctx: Ctx, id: string): Promise<DayRow | null> {
  const { rows } = await sql<DayRow>`select ${DAY} from deadlines.day_override where id = ${id}`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}

export type WeekOfUnit = {
  id: string
  unitId: string
  season: string
  from: string | null
  to: string | null
  week: Week
  legalBasis: string
}

/** The weeks set for these units, those that begin last first. */
export async function weeksOf(ctx: Ctx, unitIds: readonly string[]): Promise<WeekOfUnit[]> {
  const { rows } = await sql<WeekOfUnit>`select ${WEEK} from deadlines.calendar
    where unit_id = any(${unitIds}::uuid[]) order by valid_from desc nulls last, id`.execute(ctx.db)
  return rows
}

export async function weekById(ctx: Ctx, id: string): Promise<WeekOfUnit | null> {
  const { rows } = await sql<WeekOfUnit>`select ${WEEK} from deadlines.calendar where id = ${id}`.execute(
    ctx.db,
  )
  return rows[0] ?? null
}

/** Number that grows with every change of the calendars. */
export async function loadRevision(ctx: Ctx): Promise<number> {
  const { rows } = await sql<{ number: number }>`select number from deadlines.revision`.execute(ctx.db)
  return rows[0]!.number
}

/** All weeks, the one that holds first, and all special days. */
export async function loadPlans(ctx: Ctx): Promise<PlanRows> {
  const [weeks, days] = await Promise.all([
    sql<
      PlanRows['weeks'][number]
    >`select unit_id as "unitId", season, valid_from as "from", valid_to as "to", week
      from deadlines.calendar order by unit_id, valid_from desc nulls last`.execute(ctx.db),
    sql<
      PlanRows['days'][number]
    >`select unit_id as "unitId", date, kind, name, swapped_with as "swappedWith", shifts,
      legal_basis as "legalBasis", provisional from deadlines.day_override order by date`.execute(ctx.db),
  ])
  return { weeks: weeks.rows, days: days.rows }
}

const WEEK = sql`id, unit_id as "unitId", season, valid_from as "from", valid_to as "to", week,
  legal_basis as "legalBasis"`

const DAY = sql`id, scope, unit_id as "unitId", date, kind, name, swapped_with as "swappedWith", shifts,
  legal_basis as "legalBasis", provisional`

const CONSULTATION = sql`id, subject_id as "subjectId", unit_id as "unitId", limit_value as "limitValue",
  limit_unit as "limitUnit", on_silence as "onSilence", legal_basis as "legalBasis", asked_by as "askedBy",
  asked_at as "askedAt", due_at as "dueAt", state, overdue_at as "overdueAt", closed_by as "closedBy",
  closed_at as "closedAt", consents, note`

type ConsultationRow = Omit<Consultation, 'limit'> & { limitValue: number; limitUnit: Limit['unit'] }

function consultationOf({ limitValue, limitUnit, ...row }: ConsultationRow): Consultation {
  return { ...row, limit: { value: limitValue, unit: limitUnit } }
}

const CLOCK = sql`subject_id as "subjectId", unit_id as "unitId", limit_value as "limitValue",
  limit_unit as "limitUnit", mode, state, started_at as "startedAt", counted_from as "countedFrom",
  due_at as "dueAt", first_due_at as "firstDueAt", last_at as "lastAt", pauses, paused_at as "pausedAt",
  pause_reason as "pauseReason", apologised, ended_at as "endedAt", outcome, version`

/** A moment inside JSON is text. */
type PauseRow = Omit<OpenPause, 'since'> & { since: string }
type LedgerRow = Omit<LedgerEntry, 'pauses' | 'correctedFrom'> & {
  subjectId: string
  pauses: PauseRow[]
  correctedFrom: Date | null
}
type ClockRow = Omit<ClockView, 'limit' | 'pauses'> & {
  limitValue: number
  limitUnit: Limit['unit']
  pauses: PauseRow[]
}

function viewOf({ limitValue, limitUnit, pauses, ...row }: ClockRow): ClockView {
  return { ...row, limit: { value: limitValue, unit: limitUnit }, pauses: pauses.map(pauseOf) }
}

const pauseOf = ({ since, ...pause }: PauseRow): OpenPause => ({ ...pause, since: new Date(since) })
