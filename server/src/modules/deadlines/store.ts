import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { SpecialDay, Week } from './domain/calendar.ts'
import type { LedgerEntry } from './domain/clock-state.ts'
import type { ClockView, Consultation, DayRow } from './queries.ts'

export type WeekRow = {
  unitId: string
  season: string
  validFrom: string | null
  validTo: string | null
  week: Week
  legalBasis: string
}

/** Writes a clock at its start with the first line of its ledger. */
export function insertClock(ctx: Ctx, clock: ClockView, entry: LedgerEntry): void {
  ctx.later(sql`with clock as (
      insert into deadlines.clock (subject_id, unit_id, limit_value, limit_unit, mode, state, started_at,
        counted_from, due_at, first_due_at, last_at, paused_at, pause_reason, apologised, ended_at, outcome, version)
      values (${clock.subjectId}, ${clock.unitId}, ${clock.limit.value}, ${clock.limit.unit}, ${clock.mode},
        ${clock.state}, ${clock.startedAt}, ${clock.countedFrom}, ${clock.dueAt}, ${clock.firstDueAt},
        ${clock.lastAt}, null, null, false, null, null, ${clock.version})
    ) ${eventInsert(ctx, clock, entry)}`)
}

/** Writes the clock after an event with the event's line of the ledger. The row was locked when it was read. */
export function updateClock(ctx: Ctx, clock: ClockView, entry: LedgerEntry): void {
  ctx.later(sql`with clock as (
      update deadlines.clock set state = ${clock.state}, counted_from = ${clock.countedFrom},
        due_at = ${clock.dueAt}, first_due_at = ${clock.firstDueAt}, last_at = ${clock.lastAt},
        pauses = ${JSON.stringify(clock.pauses)}, paused_at = ${clock.pausedAt}, pause_reason = ${clock.pauseReason}, apologised = ${clock.apologised},
        ended_at = ${clock.endedAt}, outcome = ${clock.outcome}, version = ${clock.version}
      where subject_id = ${clock.subjectId}
    ) ${eventInsert(ctx, clock, entry)}`)
}

/** Writes a clock that was put right: its rules and its start too. The row was locked when it was read. */
export function replaceClock(ctx: Ctx, clock: ClockView, entry: LedgerEntry): void {
  ctx.later(sql`update deadlines.clock set unit_id = ${clock.unitId}, limit_value = ${clock.limit.value},
      limit_unit = ${clock.limit.unit}, mode = ${clock.mode}, started_at = ${clock.startedAt}
    where subject_id = ${clock.subjectId}`)
  updateClock(ctx, clock, entry)
}

/** Writes the due dates of many clocks that were computed again, each with its line of the ledger. */
export function updateClocks(ctx: Ctx, changed: readonly { view: ClockView; entry: LedgerEntry }[]): void {
  const rows = JSON.stringify(
    changed.map(({ view: { subjectId, version, lastAt }, entry }) => ({
      subjectId,
      version,
      lastAt,
      ...entry,
    })),
  )
  ctx.later(sql`with given as materialized (
      select * from json_to_recordset(${rows}::json) as g("subjectId" uuid, version int, "lastAt" timestamptz,
        kind text, at timestamptz, reason text, due timestamptz, "firstDue" timestamptz,
        "countedFrom" timestamptz, pauses jsonb, note text, "legalBasis" text)
    ), clocks as (
      update deadlines.clock c set due_at = g.due, last_at = g."lastAt", version = g.version
        from given g where c.subject_id = g."subjectId"
    ) insert into deadlines.clock_event
        (subject_id, seq, kind, at, reason, actor_id, due_after, first_due_after, counted_from, pauses_after,
         note, legal_basis)
      select "subjectId", version, kind, at, reason, ${ctx.actor.id}::uuid, due, "firstDue", "countedFrom", pauses,
             note, "legalBasis" from given`)
}

function eventInsert(ctx: Ctx, clock: ClockView, entry: LedgerEntry): RawBuilder<unknown> {
  const newDue = entry.kind === 'APOLOGY' ? entry.due : null
  return sql`insert into deadlines.clock_event
      (subject_id, seq, kind, at, reason, actor_id, new_due, due_after, first_due_after, counted_from,
       pauses_after, note, legal_basis, corrected_from)
    values (${clock.subjectId}, ${clock.version}, ${entry.kind}, ${entry.at}, ${entry.reason}, ${ctx.actor.id},
      ${newDue}, ${entry.due}, ${entry.firstDue}, ${entry.countedFrom}, ${JSON.stringify(entry.pauses)},
      ${entry.note}, ${entry.legalBasis}, ${entry.correctedFrom ?? null})`
}

export type AlertRow = {
  subjectId: string
  stepId: string | null
  unitId: string
  kind: string
  dueAt: Date
  toRole: string
  note: string
}

/** Leaves the row of an alarm. @returns false when the same alarm has rung before */
export async function insertAlert(ctx: Ctx, alert: AlertRow): Promise<boolean> {
  const { rows } = await sql`insert into deadlines.alert
      (id, subject_id, step_id, unit_id, kind, at, due_at, to_role, note)
    values (${ctx.newId()}, ${alert.subjectId}, ${alert.stepId}, ${alert.unitId}, ${alert.kind}, ${ctx.now()},
      ${alert.dueAt}, ${alert.toRole}, ${alert.note})
    on conflict on constraint alert_once do nothing returning id`.execute(ctx.db)
  return rows.length > 0
}

/** @returns false when this unit is being asked about this subject already */
export async function insertConsultation(ctx: Ctx, c: Consultation): Promise<boolean> {
  const { rows } =
    await sql`insert into deadlines.consultation (id, subject_id, unit_id, limit_value, limit_unit,
      on_silence, legal_basis, asked_by, asked_at, due_at, state)
    values (${c.id}, ${c.subjectId}, ${c.unitId}, ${c.limit.value}, ${c.limit.unit}, ${c.onSilence}, ${c.legalBasis},
      ${c.askedBy}, ${c.askedAt}, ${c.dueAt}, ${c.state})
    on conflict (subject_id, unit_id) where state = 'open' do nothing returning id`.execute(ctx.db)
  return rows.length > 0
}

/** Writes how an opinion stands. The row was locked when it was read. */
export function updateConsultation(ctx: Ctx, c: Consultation): void {
  ctx.later(sql`update deadlines.consultation set state = ${c.state}, overdue_at = ${c.overdueAt},
      closed_by = ${c.closedBy}, closed_at = ${c.closedAt}, consents = ${c.consents}, note = ${c.note}
    where id = ${c.id}`)
}

/** Sets the week of a unit from a day on; a week that began the same day is replaced. */
export async function putWeek(ctx: Ctx, row: WeekRow): Promise<void> {
  await sql`with week as (
      insert into deadlines.calendar (id, unit_id, season, valid_from, valid_to, week, legal_basis)
      values (${ctx.newId()}, ${row.unitId}, ${row.season}, ${row.validFrom}, ${row.validTo},
        ${JSON.stringify(row.week)}, ${row.legalBasis})
      on conflict on constraint calendar_once do update set season = excluded.season,
        valid_to = excluded.valid_to, week = excluded.week, legal_basis = excluded.legal_basis
    ) update deadlines.revision set number = number + 1`.execute(ctx.db)
}

/** Takes a week away. @returns whether it was there */
export async function deleteWeek(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql`with week as (
      delete from deadlines.calendar where id = ${id} returning id
    ), revised as (
      update deadlines.revision set number = number + 1 where exists (select 1 from week)
    ) select id from week`.execute(ctx.db)
  return rows.length > 0
}

/** Takes a special day away. @returns the day, null when there was none */
export async function deleteDay(ctx: Ctx, unitId: string | null, date: string): Promise<SpecialDay | null> {
  const { rows } = await sql<SpecialDay>`with day as (
      delete from deadlines.day_override
       where unit_id is not distinct from ${unitId}::uuid and date = ${date}::date
      returning date, kind, name, shifts, swapped_with as "swappedWith", legal_basis as "legalBasis", provisional
    ), revised as (
      update deadlines.revision set number = number + 1 where exists (select 1 from day)
    ) select * from day`.execute(ctx.db)
  return rows[0] ?? null
}

/** Sets a special day; one on the same date of the same unit is replaced. */
export async function putDay(ctx: Ctx, row: Omit<DayRow, 'id'>): Promise<void> {
  await sql`with day as (
      insert into deadlines.day_override
        (id, scope, unit_id, date, kind, name, swapped_with, shifts, legal_basis, provisional)
      values (${ctx.newId()}, ${row.scope}, ${row.unitId}, ${row.date}, ${row.kind}, ${row.name},
        ${row.swappedWith ?? null}, ${row.shifts ? JSON.stringify(row.shifts) : null}, ${row.legalBasis},
        ${row.provisional ?? false})
      on conflict on constraint day_override_once do update set kind = excluded.kind, name = excluded.name,
        swapped_with = excluded.swapped_with, shifts = excluded.shifts, legal_basis = excluded.legal_basis,
        provisional = excluded.provisional, seeded = false
    ) update deadlines.revision set number = number + 1`.execute(ctx.db)
}

/**
 * Makes the seeded national days equal to the list, in one statement; nothing is written when they are.
 * @returns the first and last day that changed, null when none did
 */
export async function putNationalDays(
  ctx: Ctx,
  days: readonly SpecialDay[],
): Promise<{ from: string; to: string } | null> {
  const list = JSON.stringify(days.map((day) => ({ id: ctx.newId(), ...day })))
  const { rows } = await sql<{ from: string | null; to: string | null }>`with given as (
      select id, date, kind, name, "swappedWith" as swapped_with, "legalBasis" as legal_basis,
             coalesce(provisional, false) as provisional
        from json_to_recordset(${list}::json) as g(id uuid, date date, kind text, name text, "swappedWith" date,
             "legalBasis" text, provisional boolean)
    ), gone as (
      delete from deadlines.day_override d
       where d.seeded and not exists (select 1 from given g where g.date = d.date) returning d.date
    ), put as (
      insert into deadlines.day_override as d
        (id, scope, date, kind, name, swapped_with, legal_basis, provisional, seeded)
      select id, 'national', date, kind, name, swapped_with, legal_basis, provisional, true from given
      on conflict on constraint day_override_once do update set kind = excluded.kind, name = excluded.name,
        swapped_with = excluded.swapped_with, legal_basis = excluded.legal_basis, provisional = excluded.provisional
       where d.seeded and (d.kind, d.name, d.swapped_with, d.legal_basis, d.provisional) is distinct from
         (excluded.kind, excluded.name, excluded.swapped_with, excluded.legal_basis, excluded.provisional)
      returning d.date
    ), revised as (
      update deadlines.revision set number = number + 1
       where exists (select 1 from gone) or exists (select 1 from put)
    ) select min(date) as "from", max(date) as "to"
        from (select date from gone union all select date from put) as changed`.execute(ctx.db)
  const { from, to } = rows[0]!
  return from === null || to === null ? null : { from, to }
}
