import { sql } from 'kysely'
import type { Ctx } from '../../platform/ctx.ts'
import type { SpecialDay, Week } from './domain/calendar.ts'
import type { ClockMode, ClockState, LedgerEntry } from './domain/ledger.ts'
import type { Limit } from './domain/limit.ts'

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
  const [clocks, ledger] = await Promise.all([
    clocksOf(ctx, [subjectId]),
    sql<LedgerEntry>`select kind, at, reason, due_after as due, note, legal_basis as "legalBasis"
      from deadlines.clock_event where subject_id = ${subjectId} order by seq`.execute(ctx.db),
  ])
  const clock = clocks.get(subjectId)
  return clock ? { ...clock, ledger: ledger.rows } : null
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
  const { rows } = await sql<ClockRow>`select ${CLOCK} from deadlines.clock
    where subject_id = ${subjectId} for update`.execute(ctx.db)
  return rows[0] ? viewOf(rows[0]) : null
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

export type PlanRows = {
  weeks: { unitId: string; season: string; from: string | null; to: string | null; week: Week }[]
  days: (SpecialDay & { unitId: string | null })[]
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

const CLOCK = sql`subject_id as "subjectId", unit_id as "unitId", limit_value as "limitValue",
  limit_unit as "limitUnit", mode, state, started_at as "startedAt", counted_from as "countedFrom",
  due_at as "dueAt", first_due_at as "firstDueAt", last_at as "lastAt", paused_at as "pausedAt",
  pause_reason as "pauseReason", apologised, ended_at as "endedAt", outcome, version`

type ClockRow = Omit<ClockView, 'limit'> & { limitValue: number; limitUnit: Limit['unit'] }

function viewOf({ limitValue, limitUnit, ...row }: ClockRow): ClockView {
  return { ...row, limit: { value: limitValue, unit: limitUnit } }
}
