import { sql } from 'kysely'
import type { Ctx } from '../../../platform/ctx.ts'
import type { Appointment, Delegation } from '../domain/staffing.ts'

/** Errors name the constraint `appointment_once`. */
export async function insertAppointment(
  ctx: Ctx,
  row: Appointment & { legalBasis: string | null },
): Promise<void> {
  await sql`insert into organisations.appointment
      (id, account_id, unit_id, role, reach, procedures, steps, valid_from, valid_to, legal_basis)
    values (${row.id}, ${row.accountId}, ${row.unitId}, ${row.role}, ${row.reach}, ${listOf(row.procedures)},
      ${listOf(row.steps)}, ${row.validFrom}, ${row.validTo}, ${row.legalBasis})`.execute(ctx.db)
}

/** Sets the last day, or takes the role away at once. @returns false when it had been taken away before */
export async function updateAppointmentEnd(
  ctx: Ctx,
  id: string,
  end: { lastDay: string } | { endedAt: Date },
): Promise<boolean> {
  const change = 'lastDay' in end ? sql`valid_to = ${end.lastDay}` : sql`ended_at = ${end.endedAt}`
  const { rows } = await sql`update organisations.appointment set ${change}
    where id = ${id} and ended_at is null returning id`.execute(ctx.db)
  return rows.length > 0
}

/** Errors name the constraint `position_once`. */
export async function insertPosition(
  ctx: Ctx,
  row: {
    id: string
    accountId: string
    unitId: string
    title: string
    validFrom: string
    validTo: string | null
  },
): Promise<void> {
  await sql`insert into organisations.position (id, account_id, unit_id, title, valid_from, valid_to)
    values (${row.id}, ${row.accountId}, ${row.unitId}, ${row.title}, ${row.validFrom}, ${row.validTo})`.execute(
    ctx.db,
  )
}

export async function insertDelegation(ctx: Ctx, row: Delegation & { reason: string }): Promise<void> {
  await sql`insert into organisations.delegation (id, from_account_id, to_account_id, unit_id, role, reach,
      procedures, steps, valid_from, valid_to, reason, created_at)
    values (${row.id}, ${row.fromAccountId}, ${row.toAccountId}, ${row.unitId}, ${row.role}, ${row.reach},
      ${listOf(row.procedures)}, ${listOf(row.steps)}, ${row.validFrom}, ${row.validTo}, ${row.reason},
      ${ctx.now()})`.execute(ctx.db)
}

/** @returns false when it had been revoked before */
export async function updateDelegationRevoked(ctx: Ctx, id: string): Promise<boolean> {
  const { rows } = await sql`update organisations.delegation set revoked_at = ${ctx.now()}
    where id = ${id} and revoked_at is null returning id`.execute(ctx.db)
  return rows.length > 0
}

const listOf = (items: readonly string[] | null): string[] | null => items && [...items]
