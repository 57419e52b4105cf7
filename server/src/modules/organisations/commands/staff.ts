import { cleanLine, isCivilDate, vietnamDate } from '@motcua/rules'
import type { Ctx } from '../../../platform/ctx.ts'
import { EXCLUSION_VIOLATION, isPgError } from '../../../platform/db.ts'
import { conflict, forbidden, notFound, unprocessable } from '../../../platform/errors.ts'
import {
  type Appointment,
  type Delegation,
  delegationFault,
  emptyLimit,
  type Limits,
  type Role,
  usualReach,
} from '../domain/staffing.ts'
import type { Unit } from '../domain/unit-tree.ts'
import { covers } from '../domain/validity.ts'
import { unitAncestors, unitByRef } from '../lookup.ts'
import { mayAdminister, mayDelegate, mayRevoke } from '../policy.ts'
import { appointmentsOf, findAppointment, findDelegation } from '../queries/staff.ts'
import {
  insertAppointment,
  insertDelegation,
  insertPosition,
  updateAppointmentEnd,
  updateDelegationRevoked,
} from '../store/staff.ts'

export type Appoint = Partial<Limits> & {
  accountId: string
  /** Id, code or key. */
  unit: string
  role: Role
  /** First day, default today. */
  validFrom?: string
  validTo?: string | null
  legalBasis?: string
}

/**
 * Gives an account a role in a unit; what is not said of its limits is as usual for the role (`usualReach`).
 * @throws 403 when the actor does not administer the unit; 409 `appointment.exists`; 422 `appointment.bad_period`,
 *   `delegation.no_procedure`, `.no_step`
 */
export async function appoint(ctx: Ctx, input: Appoint): Promise<Appointment> {
  const unit = await unitByRef(ctx, input.unit)
  await authorise(ctx, unit)
  const limits = limitsOf(input)
  const empty = emptyLimit(limits)
  if (empty) throw empty
  const appointment: Appointment = {
    id: ctx.newId(),
    accountId: input.accountId,
    unitId: unit.id,
    role: input.role,
    ...limits,
    ...checkPeriod(ctx, unit, input),
    endedAt: null,
  }
  await onceOnly(
    insertAppointment(ctx, { ...appointment, legalBasis: input.legalBasis ?? null }),
    'appointment_once',
    conflict('appointment.exists', 'Người này đã giữ vai trò đó tại đơn vị trong cùng thời gian.'),
  )
  ctx.about(appointment.id, { unitId: unit.id, role: input.role })
  ctx.emit({
    type: 'appointment.made',
    subject: appointment.id,
    data: { accountId: input.accountId, unitId: unit.id, role: input.role },
  })
  return appointment
}

/** An appointment that the actor may end. @throws 404 `appointment.not_found`; 403 */
export async function appointmentToEnd(ctx: Ctx, id: string): Promise<Appointment> {
  const appointment = await findAppointment(ctx, id)
  if (!appointment)
    throw notFound('appointment.not_found', 'Không có quyết định phân công này; hãy xem lại mã.')
  await authorise(ctx, await unitByRef(ctx, appointment.unitId))
  return appointment
}

/**
 * Ends an appointment: with `lastDay` (today or later) after that day, without it at once.
 * @throws 404 `appointment.not_found`; 409 `appointment.ended`; 422 `appointment.bad_period`
 */
export async function endAppointment(ctx: Ctx, input: { id: string; lastDay?: string }): Promise<void> {
  const appointment = await appointmentToEnd(ctx, input.id)
  const { lastDay } = input
  if (lastDay !== undefined) {
    const earliest = [vietnamDate(ctx.now()), appointment.validFrom ?? ''].sort().at(-1)!
    if (!isCivilDate(lastDay) || lastDay < earliest) {
      throw unprocessable('appointment.bad_period', `Ngày cuối phải là một ngày từ ${earliest} trở đi.`)
    }
    if (appointment.validTo !== null && lastDay > appointment.validTo) {
      throw unprocessable(
        'appointment.bad_period',
        `Phân công này đã có ngày cuối là ${appointment.validTo}; muốn kéo dài hãy phân công mới.`,
      )
    }
  }
  const end = lastDay === undefined ? { endedAt: ctx.now() } : { lastDay }
  if (!(await updateAppointmentEnd(ctx, appointment.id, end))) {
    throw conflict('appointment.ended', 'Phân công này đã được kết thúc trước đó.')
  }
  ctx.about(appointment.id)
  ctx.emit({
    type: 'appointment.ended',
    subject: appointment.id,
    data: { accountId: appointment.accountId, unitId: appointment.unitId, role: appointment.role },
  })
}

export type AssignPosition = {
  accountId: string
  unit: string
  title: string
  validFrom?: string
  validTo?: string | null
}

/**
 * Records a position (chức vụ), which gives no rights by itself.
 * @throws 409 `position.exists`; 422 `position.bad_title`, `appointment.bad_period`
 */
export async function assignPosition(ctx: Ctx, input: AssignPosition): Promise<string> {
  const unit = await unitByRef(ctx, input.unit)
  await authorise(ctx, unit)
  const title = cleanLine(input.title)
  if (title === '' || title.length > 200) {
    throw unprocessable('position.bad_title', 'Chức vụ phải có từ 1 đến 200 ký tự.')
  }
  const period = checkPeriod(ctx, unit, input)
  const row = { id: ctx.newId(), accountId: input.accountId, unitId: unit.id, title, ...period }
  await onceOnly(
    insertPosition(ctx, row),
    'position_once',
    conflict('position.exists', 'Người này đã có chức vụ đó tại đơn vị trong cùng thời gian.'),
  )
  ctx.about(row.id, { unitId: unit.id })
  return row.id
}

export type Delegate = Partial<Limits> & {
  /** Account that lends its role; default the actor. */
  fromAccountId?: string
  toAccountId: string
  unit: string
  role: Role
  validFrom: string
  validTo: string
  reason: string
}

/**
 * Lends a role one holds by appointment for some days (uỷ quyền), as wide as it is held when no limit is said; what one
 * has by delegation is not lent on.
 * @throws 403; 422 `delegation.not_held`, `.bad_period`, `.past`, `.to_self`, `.no_procedure`, `.no_step`,
 *   `.too_wide`, `.no_reason`
 */
export async function delegate(ctx: Ctx, input: Delegate): Promise<Delegation> {
  const unit = await unitByRef(ctx, input.unit)
  const fromAccountId = input.fromAccountId ?? ctx.actor.id
  if (!mayDelegate(ctx.actor, fromAccountId, await withAncestors(ctx, unit.id))) {
    throw forbidden('Bạn chỉ được uỷ quyền vai trò của chính mình.')
  }
  if (!isCivilDate(input.validFrom) || !isCivilDate(input.validTo)) {
    throw unprocessable('delegation.bad_period', 'Ngày phải có dạng YYYY-MM-DD và là một ngày có thật.')
  }
  const reason = cleanLine(input.reason)
  if (reason === '')
    throw unprocessable('delegation.no_reason', 'Hãy nêu lý do uỷ quyền, ví dụ nghỉ phép hoặc đi công tác.')
  const given = await appointmentsOf(ctx, fromAccountId)
  const held = given.find((a) => a.unitId === unit.id && a.role === input.role && a.reach === 'subtree')
  const wish = {
    fromAccountId,
    toAccountId: input.toAccountId,
    unitId: unit.id,
    role: input.role,
    ...limitsOf({ ...input, reach: input.reach ?? held?.reach ?? 'self' }),
    validFrom: input.validFrom,
    validTo: input.validTo,
  }
  const fault = delegationFault(wish, given, ctx.now())
  if (fault) throw fault
  const delegation: Delegation = { ...wish, id: ctx.newId(), revokedAt: null }
  await insertDelegation(ctx, { ...delegation, reason })
  ctx.about(delegation.id, { unitId: unit.id, role: input.role })
  const { role, toAccountId } = delegation
  ctx.emit({
    type: 'delegation.made',
    subject: delegation.id,
    data: { fromAccountId, toAccountId, unitId: unit.id, role },
  })
  return delegation
}

/**
 * Takes a delegation back, from the next request on. Giver, receiver and administrator may.
 * @throws 404 `delegation.not_found`; 409 `delegation.revoked`
 */
export async function revokeDelegation(ctx: Ctx, id: string): Promise<void> {
  const delegation = await findDelegation(ctx, id)
  // Somebody else's delegation is not told apart from one that does not exist.
  if (!delegation || !mayRevoke(ctx.actor, delegation, await withAncestors(ctx, delegation.unitId))) {
    throw notFound('delegation.not_found', 'Không có giấy uỷ quyền này hoặc bạn không có quyền xem.')
  }
  if (!(await updateDelegationRevoked(ctx, id))) {
    throw conflict('delegation.revoked', 'Uỷ quyền này đã được thu hồi trước đó.')
  }
  ctx.about(id)
  const { fromAccountId, toAccountId, unitId, role } = delegation
  ctx.emit({
    type: 'delegation.revoked',
    subject: id,
    data: { fromAccountId, toAccountId, unitId, role },
  })
}

/** What is not said is as usual. */
const limitsOf = ({ role, reach, procedures, steps }: Partial<Limits> & { role: Role }): Limits => ({
  reach: reach ?? usualReach(role),
  procedures: procedures ?? null,
  steps: steps ?? null,
})

async function authorise(ctx: Ctx, unit: Unit): Promise<void> {
  if (!mayAdminister(ctx.actor, await withAncestors(ctx, unit.id))) {
    throw forbidden('Bạn không phải là người quản trị của đơn vị này.')
  }
}

const withAncestors = async (ctx: Ctx, unitId: string): Promise<string[]> => [
  unitId,
  ...(await unitAncestors(ctx, unitId)),
]

function checkPeriod(
  ctx: Ctx,
  unit: Unit,
  input: { validFrom?: string; validTo?: string | null },
): { validFrom: string; validTo: string | null } {
  const validFrom = input.validFrom ?? vietnamDate(ctx.now())
  const validTo = input.validTo ?? unit.validTo
  if (!isCivilDate(validFrom) || (validTo !== null && !isCivilDate(validTo))) {
    throw unprocessable('appointment.bad_period', 'Ngày phải có dạng YYYY-MM-DD và là một ngày có thật.')
  }
  if (validTo !== null && validTo < validFrom) {
    throw unprocessable('appointment.bad_period', 'Ngày kết thúc phải bằng hoặc sau ngày bắt đầu.')
  }
  if (!covers(unit, { validFrom, validTo })) {
    throw unprocessable(
      'appointment.bad_period',
      `Đơn vị “${unit.name}” không hoạt động trong suốt thời gian này; hãy chọn thời gian khác.`,
    )
  }
  return { validFrom, validTo }
}

async function onceOnly(write: Promise<void>, constraint: string, otherwise: Error): Promise<void> {
  try {
    await write
  } catch (error) {
    throw isPgError(error, EXCLUSION_VIOLATION, constraint) ? otherwise : error
  }
}
